"""`django-admin keep_announcement_times`: run by `upstander worker`, each minute."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from upstander.announcements.actions.digest import keep_digests
from upstander.announcements.actions.reading import forget_readings

MINUTE = 60.0
# What is due at a moment; each gives how much there was to do.
CLOCKS: tuple[Callable[[datetime], int], ...] = (keep_digests, forget_readings)


class Command(BaseCommand):
    """Letters with what is new go out, and who has read what is forgotten after a year."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to wait between two turns, and how many turns; without end where not said."""
        parser.add_argument("--wait", type=float, default=MINUTE)
        parser.add_argument("--turns", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """A turn that the database could not take is made up for in the next."""
        left = options["turns"]
        while left is None or left > 0:
            for clock in CLOCKS:
                with suppress(OperationalError, InterfaceError):
                    clock(timezone.now())
            left = None if left is None else left - 1
            if left != 0:
                close_old_connections()
                time.sleep(options["wait"])
