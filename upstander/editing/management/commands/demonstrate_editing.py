"""`django-admin demonstrate_editing FILE`: called by `upstander init --demo`, not by people."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.editing.actions.demonstration import make_demonstration_translations


class Command(BaseCommand):
    """Who translates, and what she is asked for, among the accounts in FILE."""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of demonstration accounts."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it by the real verbs."""
        accounts = tomllib.loads(options["file"].read_text("utf-8"))["account"]
        make_demonstration_translations([account["email"] for account in accounts])
