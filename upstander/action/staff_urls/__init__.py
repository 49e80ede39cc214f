"""Local action at the desk, by noun."""

from typing import Any

from django.urls import path

from upstander.action.staff_urls import community, priority, project, survey
from upstander.action.views import home

app_name = "action"
urlpatterns: list[Any] = [
    path("", home.show, name="home"),
    *community.urlpatterns,
    *priority.urlpatterns,
    *project.urlpatterns,
    *survey.urlpatterns,
]
