"""`django-admin keep_event_times`: run by `upstander worker` beside its jobs, every ten minutes."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from upstander.events.actions.registration import forget_people, remind

TEN_MINUTES = 600.0
# What is due at a moment; each gives how much there was to do.
CLOCKS: tuple[Callable[[datetime], int], ...] = (remind, forget_people)


class Command(BaseCommand):
    """Remind who has a place of a day that is near; forget what people wrote of themselves."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to wait between two turns, and how many turns; without end where not said."""
        parser.add_argument("--wait", type=float, default=TEN_MINUTES)
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
