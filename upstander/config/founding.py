"""Setting a site up: its folder, secrets, database and network."""

import os
import secrets
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[[str], None]


def found(pack: str, *, is_demo: bool, take: str | None, say: Say) -> int:
    """Make what is missing, load the pack, and say what happened; running it again is safe."""
    from upstander.config.cli import home

    where = home()
    say(f"1/4 Making the folder {where}")
    make_secrets(where)
    if is_demo:
        (where / "demonstration.toml").touch(mode=0o600)
    import django

    django.setup()
    from django.core.management import call_command

    say("2/4 Preparing the database")
    call_command("migrate", verbosity=0, interactive=False)
    _settle_editing()
    say(f"3/4 Loading the network {pack!r}")
    if not _load(pack, take, say):
        return 1
    if is_demo:
        say("4/4 Making demonstration accounts")
        make_demonstration(where, pack)
        show_demonstration(where, say)
    else:
        say("4/4 Done. Invite the first administrator with: upstander invite EMAIL ORGANISATION")
    return 0


def _settle_editing() -> None:
    from upstander.network.interface import settle_editing_of_all

    settle_editing_of_all()


def make_secrets(where: Path) -> None:
    """The site's secrets, each made once, readable by its owner alone."""
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = where / "secrets.toml"
    known = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    missing = [name for name in ("secret_key", "pepper") if name not in known]
    if missing:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.writelines(f'{name} = "{secrets.token_urlsafe(64)}"\n' for name in missing)


def _load(pack: str, take: str | None, say: Say) -> bool:
    from upstander.packs.faults import FaultyPack
    from upstander.packs.loading import load
    from upstander.packs.reading import find_pack

    try:
        outcome = load(find_pack(pack), take_pack=_decider(take, say))
    except FaultyPack as error:
        say("The pack was refused; nothing of it was loaded:")
        for fault in error.faults:
            say(f"  {fault}")
        return False
    say(f"    {outcome.written} records written, {outcome.unchanged} unchanged")
    for name in outcome.kept:
        say(f"    Kept as staff changed it: {name}")
    for name in outcome.gone:
        say(f"    Deleted by staff: {name}")
    for difference in outcome.differing:
        say(f"    Kept as staff changed it, the pack differs: {difference.name}")
    return True


def _decider(take: str | None, say: Say) -> Callable[[Any], bool] | None:
    """Who decides where both changed a record: the option, else whoever sits there, else mine."""
    if take is not None:
        return lambda _: take == "pack"
    if not sys.stdin.isatty():
        return None

    def ask(difference: Any) -> bool:
        say(f"{difference.name} was changed by staff, and the pack has changed too:")
        for field, new in difference.pack.items():
            if difference.now.get(field) != new:
                say(f"  {field}")
                say(f"    now:  {difference.now.get(field)!r:.300}")
                say(f"    pack: {new!r:.300}")
        return input("Take the pack's? [y/N] ").strip().lower() == "y"

    return ask


def make_demonstration(where: Path, pack: str) -> None:
    """Accounts named by role, made once; their words to sign in are kept beside the database."""
    from django.core.management import call_command

    from upstander.network.interface import make_demonstration_people
    from upstander.packs.reading import find_pack, read_pack

    file = where / "demonstration.toml"
    if file.exists() and file.read_text("utf-8").strip():
        return
    lines = []
    spokes = read_pack(find_pack(pack)).about.get("demonstration")
    for person in make_demonstration_people(spokes):
        lines.append("[[account]]")
        lines += [f'{name} = "{value}"' for name, value in person._asdict().items()]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    call_command("demonstrate_support", file)


def show_demonstration(where: Path, say: Say) -> None:
    """Print how to sign in, with the second factor's code of this moment."""
    file = where / "demonstration.toml"
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


def invite_administrator(email: str, organisation: str, *, say: Say) -> int:
    """Print a link by which the first administrator makes her account."""
    from upstander.core.errors import NotAllowed
    from upstander.network.interface import invite_first_administrator

    try:
        link = invite_first_administrator(email, organisation)
    except NotAllowed as refusal:
        say(str(refusal))
        return 1
    say(f"Give this link to {email}; it works once, for seven days:\n{link}")
    return 0
