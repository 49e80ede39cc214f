"""`python -m django demonstrate_action FILE`: called by `upstander init --demo`.

By people only for a demonstration that was made before there was local action.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.action.actions.demonstration import make_demonstration_action


class Command(BaseCommand):
    """Partners and what they do, made by the coordinator of a spoke among the accounts in FILE."""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of demonstration accounts."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them by the real verbs; say where nothing was to be made."""
        accounts = tomllib.loads(options["file"].read_text("utf-8"))["account"]
        if not make_demonstration_action([account["email"] for account in accounts]):
            self.stdout.write(
                "Nothing was made: local action is there already, or none of these accounts is "
                "that of a coordinator of a spoke."
            )
