"""Funding at the desk, by noun."""

from typing import Any

app_name = "funding"
urlpatterns: list[Any] = []
