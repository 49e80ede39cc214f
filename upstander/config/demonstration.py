"""Accounts and requests to try the product with, and how to sign in as each."""

import tomllib
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]
FILE = "demonstration.toml"  # settings look for it too
PART = "demonstration.part"


def make_demonstration(where: Path, spokes: list[str] | None) -> None:
    """Accounts named by role and invented requests, all at once or not at all, and only once.

    The words to sign in are written before the database keeps the accounts and named afterwards:
    whenever it is interrupted, the next time finds either all of it or nothing.
    """
    from django.core.management import call_command
    from django.db import transaction

    file, part = where / FILE, where / PART
    text = file.read_text("utf-8").strip() if file.exists() else ""
    if "return_codes" in tomllib.loads(text):
        return
    if text or not _holds_accounts(part):
        with transaction.atomic():
            text = text or _make_accounts(spokes)
            part.touch(mode=0o600)
            part.write_text(f"{text}\n", "utf-8")
            call_command("demonstrate_support", part)
            call_command("demonstrate_funding", part)
            call_command("demonstrate_action", part)
            call_command("demonstrate_learning", part)
            call_command("demonstrate_events", part)
            call_command("demonstrate_announcements", part)
            call_command("demonstrate_editing", part)
    part.replace(file)


def _holds_accounts(part: Path) -> bool:
    """Whether the database has kept what was written; else it was interrupted before."""
    from upstander.accounts.interface import account_of

    try:
        rows = tomllib.loads(part.read_text("utf-8"))["account"]
    except (FileNotFoundError, ValueError, KeyError):
        return False
    return all(account_of(row["email"]) for row in rows)


def _make_accounts(spokes: list[str] | None) -> str:
    from upstander.core.errors import NotAllowed
    from upstander.network.interface import make_demonstration_people

    people = make_demonstration_people(spokes)
    if not people:
        raise NotAllowed(
            f"The demonstration accounts are there, but {FILE} with their passwords is not: "
            "put it back, or begin in an empty folder."
        )
    lines = []
    for person in people:
        lines.append("[[account]]")
        lines += [f'{name} = "{value}"' for name, value in person._asdict().items()]
    return "\n".join(lines)


def show_demonstration(where: Path, say: Say) -> None:
    """Print how to sign in, with the second factor's code of this moment."""
    file = where / FILE
    if not file.exists():
        return
    told = tomllib.loads(file.read_text("utf-8"))
    accounts = told.get("account", [])
    if not accounts:
        return
    from upstander.accounts.interface import code_now

    say("Demonstration accounts: sign in at /desk/. A code holds 30 seconds;")
    say("`upstander accounts` prints those of the moment.")
    for row in accounts:
        secret = row["totp_secret"]
        say(f"  {row['role']}: {row['email']}  password {row['password']}")
        say(f"      code {code_now(secret)}  (secret of the app: {secret})")
    if told.get("return_codes"):
        say("Return codes of demonstration requests, for /en/return/:")
        for code in told["return_codes"]:
            say(f"  {code}")
