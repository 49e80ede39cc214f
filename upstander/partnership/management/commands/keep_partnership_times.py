"""`django-admin keep_partnership_times`: run by `upstander worker` beside its jobs, each hour."""

import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from upstander.partnership.actions.seat import clear_old_seats

HOUR = 3600.0


class Command(BaseCommand):
    """Forget the people of a committee a year after their terms."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to wait between two turns, and how many turns; without end where not said."""
        parser.add_argument("--wait", type=float, default=HOUR)
        parser.add_argument("--turns", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """A turn that the database could not take is made up for in the next."""
        left = options["turns"]
        while left is None or left > 0:
            with suppress(OperationalError, InterfaceError):
                clear_old_seats(timezone.now())
            left = None if left is None else left - 1
            if left != 0:
                close_old_connections()
                time.sleep(options["wait"])
