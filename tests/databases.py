"""The template of the database, made once a run, and the copies that the workers have of it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
FAULTS = "faults-of-the-pack.txt"
KEPT = ROOT / ".pytest_cache" / "templates"
# What decides over tables; the rest of the code only over what is written into them.
OF_TABLES = ("migrations", "models", "states", "settings.py", "core/languages")
_copies = count(1)


def make_template() -> None:
    """Migrate and load the pack, in a program of its own, unless this was done for this code."""
    template = settings.RUN / "template" / "upstander.sqlite3"
    kept = KEPT / "whole" / f"{_fingerprint('')}.sqlite3"
    if settings.IS_POSTGRESQL:
        _at_server(f"DROP DATABASE IF EXISTS {settings.TEMPLATE} WITH (FORCE)")
        _at_server(f"CREATE DATABASE {settings.TEMPLATE}")
        _fill_elsewhere(UPSTANDER_TEST_DATABASE=settings.TEMPLATE)
    elif kept.exists():
        template.parent.mkdir()
        shutil.copy(kept, template)
    else:
        _fill_elsewhere()
        if not (template.parent / FAULTS).exists():
            _keep(template, kept)


def _fill_elsewhere(**variables: str) -> None:
    home = str(settings.RUN / "template")
    env = {**os.environ, "UPSTANDER_TEST_HOME": home, **variables}
    subprocess.run([sys.executable, "-m", "tests.databases"], cwd=ROOT, env=env, check=True)


def _fingerprint(*parts: str) -> str:
    """Of what a database is made from, by parts of paths, and of the versions of the libraries."""
    digest = sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "upstander").rglob("*")):
        if path.suffix in (".py", ".toml", ".md", ".po", ".json"):
            name = str(path.relative_to(ROOT))
            if any(part in name for part in parts):
                digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def _keep(template: Path, kept: Path) -> None:
    """For the next run; those of older code go. Renamed, so that no run finds half a file."""
    shutil.rmtree(kept.parent, ignore_errors=True)
    kept.parent.mkdir(parents=True)
    half = kept.with_suffix(f".{os.getpid()}")
    shutil.copy(template, half)
    half.rename(kept)


def put_back() -> None:
    """Give this worker a fresh copy of the template, also where pages are still open on the old."""
    connections.close_all()
    if settings.IS_POSTGRESQL:
        name = settings.DATABASES["default"]["NAME"]
        _at_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        _at_server(f"CREATE DATABASE {name} TEMPLATE {settings.TEMPLATE}")
        return
    # Each time a file of another name: whatever still holds the old one keeps it, and no memory
    # about its log is shared with what comes. A test that reads the bytes of its database gives up
    # the locks of this program on it, so that the server of another test cut that memory off.
    place = connections["default"].settings_dict
    old = Path(place["NAME"])
    place["NAME"] = str(settings.HOME / f"upstander-{next(_copies)}.sqlite3")
    shutil.copyfile(settings.RUN / "template" / "upstander.sqlite3", place["NAME"])
    for ending in ("", "-wal", "-shm"):
        old.with_name(old.name + ending).unlink(missing_ok=True)


def _at_server(statement: str) -> None:
    import psycopg

    place = settings.DATABASES["default"]
    options = {k: v for k, v in place["OPTIONS"].items() if k in ("host", "port")}
    address = {
        "host": place["HOST"] or options.get("host"),
        "port": place["PORT"] or options.get("port"),
        "user": place["USER"] or None,
        "password": place["PASSWORD"] or None,
        "dbname": settings.SERVER,
    }
    with psycopg.connect(**{k: v for k, v in address.items() if v}, autocommit=True) as server:
        server.execute(statement)


def _fill() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    tables = KEPT / "tables" / f"{_fingerprint(*OF_TABLES)}.sqlite3"
    place = Path(settings.DATABASES["default"]["NAME"])
    if tables.exists() and not settings.IS_POSTGRESQL:
        shutil.copy(tables, place)
    from upstander.config.founding import prepare_database

    prepare_database()
    if not tables.exists() and not settings.IS_POSTGRESQL:
        _settle(place)
        _keep(place, tables)
    from upstander.packs.faults import FaultyPack
    from upstander.packs.loading import load

    try:
        load(ROOT / "upstander" / "packs" / "resilience_bc")
    except FaultyPack as error:  # the tests that need it will say so, the others can run
        (settings.HOME / FAULTS).write_text(str(error), "utf-8")
        sys.stderr.write(f"The pack was not loaded: {str(error)[:600]}\n")
    if not settings.IS_POSTGRESQL:
        _settle(place)


def _settle(database: Path) -> None:
    """All that was written is in the one file."""
    connections.close_all()
    with closing(sqlite3.connect(database)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    _fill()
