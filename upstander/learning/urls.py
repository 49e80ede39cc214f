"""The public pages of this room, below the language prefix."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from upstander.learning.views import library

app_name = "learning-public"
urlpatterns = [
    path("resources/", login_not_required(library.index), name="resources"),
    path("resources/files/<uuid:pk>/", login_not_required(library.file), name="resource-file"),
    path("resources/<slug:key>/", login_not_required(library.show), name="resource"),
    path("resources/<slug:key>/pdf/", login_not_required(library.pdf), name="resource-pdf"),
]
