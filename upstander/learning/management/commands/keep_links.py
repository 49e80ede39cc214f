"""`django-admin keep_links`: run by `upstander worker` beside its jobs, each hour."""

import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from upstander.learning.actions.link import keep_links

HOUR = 3600.0


class Command(BaseCommand):
    """Have addresses asked again that were not asked for a day."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to wait between two turns, and how many turns; without end where not said."""
        parser.add_argument("--wait", type=float, default=HOUR)
        parser.add_argument("--turns", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """The first turn waits too: `upstander init` has just done it."""
        left = options["turns"]
        while left is None or left > 0:
            time.sleep(options["wait"])
            with suppress(OperationalError, InterfaceError):
                keep_links(timezone.now())
            left = None if left is None else left - 1
            if left != 0:
                close_old_connections()
