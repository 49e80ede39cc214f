"""The glossary at the desk."""

from django.urls import path

from upstander.editing.views import glossary

urlpatterns = [
    path("glossary/", glossary.index, name="glossary"),
    path("glossary/<int:pk>/", glossary.term, name="glossary-term"),
    path("glossary/avoid/<int:pk>/", glossary.allow, name="glossary-allow"),
]
