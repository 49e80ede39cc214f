"""Resources and trainings at the desk, by noun."""

from typing import Any

app_name = "learning"
urlpatterns: list[Any] = []
