"""Protocols at the desk, by noun."""

from typing import Any

from upstander.protocols.staff_urls import run, signature

app_name = "protocols"
urlpatterns: list[Any] = [
    *run.urlpatterns,
    *signature.urlpatterns,
]
