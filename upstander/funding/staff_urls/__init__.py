"""Funding at the desk, by noun."""

from typing import Any

from upstander.funding.staff_urls import decision

app_name = "funding"
urlpatterns: list[Any] = [
    *decision.urlpatterns,
from upstander.funding.staff_urls import call

app_name = "funding"
urlpatterns: list[Any] = [
    *call.urlpatterns,
from upstander.funding.staff_urls import application

app_name = "funding"
urlpatterns: list[Any] = [
    *application.urlpatterns,
from upstander.funding.staff_urls import review

app_name = "funding"
urlpatterns: list[Any] = [
    *review.urlpatterns,
]
