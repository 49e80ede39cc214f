"""`django-admin demonstrate_events FILE`: called by `upstander init --demo`, not by people."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.events.actions.demonstration import make_demonstration_event


class Command(BaseCommand):
    """An event that everyone sees, made by whoever writes for an organisation in FILE."""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of demonstration accounts."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it by the real verbs."""
        accounts = tomllib.loads(options["file"].read_text("utf-8"))["account"]
        make_demonstration_event([account["email"] for account in accounts])
