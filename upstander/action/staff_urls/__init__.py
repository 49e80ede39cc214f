"""Local action at the desk, by noun."""

from typing import Any

from django.urls import path

from upstander.action.staff_urls import project, survey
from upstander.action.views import home

app_name = "action"
urlpatterns: list[Any] = [
    path("", home.show, name="home"),
    *project.urlpatterns,
    *survey.urlpatterns,
]
