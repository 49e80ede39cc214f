"""Protocols at the desk, by noun."""

from typing import Any

from upstander.protocols.staff_urls import protocol, run, signature

app_name = "protocols"
urlpatterns: list[Any] = [
    *protocol.urlpatterns,
    *run.urlpatterns,
    *signature.urlpatterns,
]
