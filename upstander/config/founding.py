"""Setting a site up: its folder, secrets, database and network."""

import gc
import os
import secrets
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Say = Callable[[str], None]
COMPLETE = "complete"  # a first run has come to its end; the Makefile looks for it


def found(pack: str, *, is_demo: bool, take: str | None, say: Say) -> int:
    """Make what is missing, load the pack, and say what happened; running it again is safe."""
    from upstander.config.cli import home
    from upstander.config.demonstration import FILE, show_demonstration

    where = home()
    say(f"1/4 Making the folder {where}")
    make_secrets(where)
    if is_demo:
        (where / FILE).touch(mode=0o600)
    import django

    django.setup()
    say("2/4 Preparing the database")
    prepare_database()
    _settle_editing()
    say(f"3/4 Loading the network {pack!r}")
    if not _load(pack, take, say):
        return 1
    about = _about(pack)
    keep_time_zone(where, about.get("time_zone", ""))
    if is_demo:
        say("4/4 Making demonstration accounts")
        if not _demonstrate(where, about.get("demonstration"), say):
            return 1
    _make_search()
    (where / COMPLETE).touch(mode=0o600)
    if is_demo:
        show_demonstration(where, say)
    else:
        say("4/4 Done. Invite the first administrator with: upstander invite EMAIL ORGANISATION")
    return 0


def _settle_editing() -> None:
    from upstander.network.interface import settle_editing_of_all
    from upstander.portal.interface import settle_aliases

    settle_editing_of_all()
    settle_aliases()


def _make_search() -> None:
    """Else the first who searches would be asked to wait."""
    from upstander.search.interface import refresh

    refresh()


def _about(pack: str) -> dict[str, Any]:
    """The table of pack.toml, of a pack that was loaded."""
    from upstander.packs.reading import find_pack
    from upstander.packs.tables import read_tables

    return read_tables(find_pack(pack) / "pack.toml")[0].values


def keep_time_zone(where: Path, zone: str) -> None:
    """Keep the pack's time zone for the settings, and go by it from now on."""
    from django.utils import timezone

    file, part = where / "site.toml", where / "site.part"
    part.write_text(f'time_zone = "{zone}"\n' if zone else "", "utf-8")
    part.replace(file)  # settings never read half a file
    if not os.environ.get("UPSTANDER_TIME_ZONE"):
        timezone.activate(zone or "UTC")


def _demonstrate(where: Path, spokes: list[str] | None, say: Say) -> bool:
    from upstander.config.demonstration import make_demonstration
    from upstander.core.errors import NotAllowed

    try:
        make_demonstration(where, spokes)
    except NotAllowed as refusal:
        say(str(refusal))
        return False
    return True


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


def prepare_database() -> None:
    """Bring the database to the present form; a new SQLite file has its name once it is whole.

    Some migrations of the libraries, interrupted halfway, can be neither finished nor undone.
    """
    from django.core.management import call_command
    from django.db import connection

    place = connection.settings_dict
    name = place["NAME"]  # of a database at a server it is no path
    file = Path(name)
    is_new = connection.vendor == "sqlite" and not (file.exists() and file.stat().st_size)
    part = file.with_suffix(".part")
    if is_new:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink()
        place["NAME"] = part
    try:
        with _rarely_collecting():
            call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()  # which puts all that was written into the one file
        place["NAME"] = name
    if is_new:
        part.replace(file)


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Python looks for rubbish less often, which takes some 200 MB more for a while.

    Django makes every model anew for each step of a migration; looking through all of them again
    and again was a third of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


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


def invite_administrator(email: str, organisation: str, *, say: Say) -> int:
    """Print a link by which the first administrator makes her account."""
    from django.core.exceptions import ValidationError
    from django.forms import EmailField

    from upstander.core.errors import NotAllowed
    from upstander.network.interface import invite_first_administrator

    try:
        email = EmailField(max_length=254).clean(email)
        link = invite_first_administrator(email, organisation)
    except ValidationError:
        say(f"{email!r} is no e-mail address.")
        return 1
    except NotAllowed as refusal:
        say(str(refusal))
        return 1
    say(f"Give this link to {email}; it works once, for seven days:\n{link}")
    return 0
