"""Editing at the desk, by noun."""

from typing import Any

from upstander.editing.staff_urls import board, exchange, glossary

app_name = "editing"
urlpatterns: list[Any] = [
    *board.urlpatterns,
    *exchange.urlpatterns,
    *glossary.urlpatterns,
]
