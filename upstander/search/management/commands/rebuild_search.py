"""`django-admin rebuild_search`: the index anew, from the database."""

from typing import Any

from django.core.management.base import BaseCommand

from upstander.search.tasks import rebuild


class Command(BaseCommand):
    """Whoever searches meanwhile still has the old one."""

    def handle(self, *args: Any, **options: Any) -> None:
        """All sources in all languages."""
        rebuild()
