"""The public pages of local action, below the language prefix."""

from django.urls import path

from upstander.action.views.answering import answer

app_name = "action-public"
urlpatterns = [path("survey/<slug:key>/", answer, name="survey")]
