"""`django-admin demonstrate_support FILE`: called by `upstander init --demo`, not by people."""

import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from upstander.support.actions.demonstration import make_demonstration_requests


class Command(BaseCommand):
    """Teams and invented requests for the accounts in FILE; their codes are added to it."""

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of demonstration accounts."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them by the real verbs."""
        file: Path = options["file"]
        text = file.read_text("utf-8")
        accounts = tomllib.loads(text)["account"]
        codes = make_demonstration_requests({a["email"]: a["password"] for a in accounts})
        lines = ", ".join(f'"{code}"' for code in codes)
        file.write_text(f"return_codes = [{lines}]\n\n{text}", "utf-8")
