"""S4 in short: nothing that people bring with them is left behind, and the search finds things."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from benchmarks.searching import search
from benchmarks.traces import Seen, appender, plant_row, planted_and_not_found, run, stores_of
from tests.benchmarks.servers import server_of_tests
from tests.support.desks import hub_team, request


def _database(home: Path, since: float) -> list[Path]:
    """SQLite's files; of PostgreSQL this database's own folder, and the log written since then."""
    if not settings.IS_POSTGRESQL:
        name = Path(settings.DATABASES["default"]["NAME"]).name
        return sorted(home.glob(f"{name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT current_setting('data_directory')")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        own = folder / "base" / str(cursor.fetchone()[0])
    log = [path for path in (folder / "pg_wal").glob("0*") if path.stat().st_mtime >= since]
    return [own, *log]


@pytest.mark.django_db(transaction=True)
def test_nothing_that_people_bring_with_them_is_left_behind(tmp_path) -> None:
    start = time.time()
    hub_team()
    home, log, folder = settings.HOME, tmp_path / "log", tmp_path / "tmp"
    folder.mkdir()
    with server_of_tests(tmp_path, temporary=folder) as server, Seen(folder) as seen:
        marks = run(server.port, 12)
        stores = stores_of(home, log, folder) | {"database": _database(home, start)}
        hits, sizes = search(stores, marks.all(), marks.codes)

    assert hits == []
    assert seen.names == set()
    assert sizes["database"] > 100_000
    assert len(marks.codes) == 24


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_what_is_planted_in_each_store(tmp_path) -> None:
    start = time.time()
    place, _hand, _recovery = hub_team()
    request(place)
    log, folder = tmp_path / "log", tmp_path / "tmp"

    def plant_and_write(data: bytes) -> None:
        plant_row(data)
        _database(settings.HOME, start)

    into = {
        "database": plant_and_write,
        "home": appender(tmp_path / "mail" / "1.log"),
        "printed": appender(log),
        "temporary": appender(folder / "upload"),
    }
    stores = {"home": [tmp_path / "mail"], "printed": [log], "temporary": [folder]}
    stores["database"] = _database(settings.HOME, start)

    assert planted_and_not_found(stores, into) == []
