"""Resources and trainings at the desk, by noun."""

from typing import Any

from django.urls import path

from upstander.learning.staff_urls import cohort, resource
from upstander.learning.views import home

app_name = "learning"
urlpatterns: list[Any] = [
    path("", home.show, name="home"),
    *resource.urlpatterns,
    *cohort.urlpatterns,
]
