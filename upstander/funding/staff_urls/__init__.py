"""Funding at the desk, by noun."""

from typing import Any

from upstander.funding.staff_urls import review

app_name = "funding"
urlpatterns: list[Any] = [
    *review.urlpatterns,
]
