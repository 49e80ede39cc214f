"""`django-admin keep_search`: run by `upstander worker` beside its jobs, each hour.

What the day alone changes, such as the end of a spoke's term, makes no entry in the log. Once a
day the index is made anew: what was taken back is then in none of its files any more.
"""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from upstander.search.tasks import rebuild, refresh

LOG = logging.getLogger(__name__)
HOUR = 3600.0
A_DAY = 24  # turns


class Command(BaseCommand):
    """Read every source; write what differs; make an index where there is none."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to wait between two turns, and how many turns; without end where not said."""
        parser.add_argument("--wait", type=float, default=HOUR)
        parser.add_argument("--turns", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """The first turn waits too: `upstander init` has just done it."""
        left, turn = options["turns"], 0
        while left is None or left > 0:
            time.sleep(options["wait"])
            try:
                turn += 1
                if turn % A_DAY:
                    refresh()
                else:
                    rebuild()
            except Exception as error:  # noqa: BLE001 - the next turn makes up for it
                LOG.error("The search could not be refreshed: %s", type(error).__name__)
            left = None if left is None else left - 1
            if left != 0:
                close_old_connections()
