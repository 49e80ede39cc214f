"""Funding at the desk, by noun."""

from typing import Any

from upstander.funding.staff_urls import application, award, call, decision, review

app_name = "funding"
urlpatterns: list[Any] = [
    *application.urlpatterns,
    *award.urlpatterns,
    *call.urlpatterns,
    *decision.urlpatterns,
    *review.urlpatterns,
]
