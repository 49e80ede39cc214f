"""`django-admin keep_funding_times`: run by `upstander worker` beside its jobs, each minute."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from upstander.funding.actions.call import keep_call_times
from upstander.funding.actions.report import keep_reminders

MINUTE = 60.0
# What is due at a moment; each gives how much there was to do.
CLOCKS: tuple[Callable[[datetime], int], ...] = (keep_call_times, keep_reminders)


class Command(BaseCommand):
    """Do what is due. Rules go by the dates themselves: nothing hangs on this having run."""

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
