"""`django-admin demonstrate_announcements FILE`: called by `upstander init --demo`."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.announcements.actions.demonstration import make_demonstration_announcements


class Command(BaseCommand):
    """Two announcements, by whoever works in the hub among the accounts in FILE."""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of demonstration accounts."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them by the real verbs."""
        accounts = tomllib.loads(options["file"].read_text("utf-8"))["account"]
        make_demonstration_announcements([account["email"] for account in accounts])
