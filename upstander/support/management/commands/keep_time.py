"""`django-admin keep_time`: run by `upstander worker` beside its jobs, hour by hour."""

import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from upstander.support.actions.ending import count_hour, destroy_due, hours_so_far

HOUR = 3600.0
STUCK = timedelta(hours=1)


class Command(BaseCommand):
    """Count hours by a clock that cannot be set, and destroy what is due."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long an hour is, and how many to count; without end where not said."""
        parser.add_argument("--hour", type=float, default=HOUR)
        parser.add_argument("--hours", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """An hour begins anew where it was broken off: late, never early."""
        left = options["hours"]
        while left is None or left > 0:
            # Where the database is away, the hour is not counted: late, never early.
            with suppress(OperationalError, InterfaceError):
                _live_through(options["hour"])
            left = None if left is None else left - 1


def _live_through(seconds: float) -> None:
    destroy_due(timezone.localdate())
    _clear_jobs()
    seen = hours_so_far()
    close_old_connections()
    _wait(seconds)
    count_hour(seen)


def _clear_jobs() -> None:
    """A job's row bears the minute at which someone told us something, and its request's number.

    Also of those that failed, and of those whose worker ended in the middle.
    """
    DBTaskResult.objects.finished().delete()
    DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STUCK).delete()


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while (rest := end - time.monotonic()) > 0:
        time.sleep(min(rest, 5.0))
