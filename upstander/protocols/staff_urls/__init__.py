"""Protocols at the desk, by noun."""

from typing import Any

app_name = "protocols"
urlpatterns: list[Any] = []
