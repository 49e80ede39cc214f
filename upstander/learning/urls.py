"""The public pages of this room, below the language prefix."""

from typing import Any

app_name = "learning-public"
urlpatterns: list[Any] = []
