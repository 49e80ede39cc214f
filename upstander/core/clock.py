"""What `upstander worker` does again and again beside its jobs: a command for each room."""

import time
from abc import abstractmethod
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

MINUTE, TEN_MINUTES, HOUR = 60.0, 600.0, 3600.0  # seconds


class Clock(BaseCommand):
    """Takes a turn, waits, and so on. `waits_first`: `upstander init` has just done the first."""

    every: float = MINUTE
    waits_first = False

    @abstractmethod
    def turn(self, now: datetime) -> None:
        """Do what is due. What the database could not take is made up for in the next turn."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to wait between two turns, and how many turns; without end where not said."""
        parser.add_argument("--wait", type=float, default=self.every)
        parser.add_argument("--turns", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """No connection is kept over a wait."""
        left = options["turns"]
        if self.waits_first and left != 0:
            time.sleep(options["wait"])
        while left is None or left > 0:
            self.turn(timezone.now())
            left = None if left is None else left - 1
            if left != 0:
                close_old_connections()
                time.sleep(options["wait"])


class Deeds(Clock):
    """A clock of which each turn is some deeds, one whatever became of the other."""

    deeds: tuple[Any, ...] = ()  # functions of the moment

    def turn(self, now: datetime) -> None:
        """Each of them."""
        for deed in self.deeds:
            with suppress(OperationalError, InterfaceError):
                deed(now)
