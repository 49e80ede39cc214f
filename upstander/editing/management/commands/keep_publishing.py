"""`django-admin keep_publishing`: run by `upstander worker` beside its jobs, each minute."""

import logging
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

LOG = logging.getLogger(__name__)
MINUTE = 60.0


class Command(BaseCommand):
    """Publish what was to appear by now, and take away what was to go."""

    def add_arguments(self, parser: CommandParser) -> None:
        """How long to wait between two turns, and how many turns; without end where not said."""
        parser.add_argument("--wait", type=float, default=MINUTE)
        parser.add_argument("--turns", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """A turn that the database could not take is made up for in the next."""
        left = options["turns"]
        while left is None or left > 0:
            try:
                call_command("publish_scheduled", verbosity=0)
            except Exception as error:  # noqa: BLE001 - the next turn makes up for it
                LOG.error("What is due could not be published: %s", type(error).__name__)
            left = None if left is None else left - 1
            if left != 0:
                close_old_connections()
                time.sleep(options["wait"])
