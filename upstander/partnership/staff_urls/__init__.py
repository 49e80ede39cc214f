"""Partnership at the desk, by noun."""

from typing import Any

app_name = "partnership"
urlpatterns: list[Any] = []
