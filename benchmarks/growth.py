"""P5: the worker's list of requests and the hub's overview, at 10,000 requests and at 1,000,000.

97 in a hundred are over; the open ones lie on 34 teams, but the first 240 of them on hers, so
that each of her lists fills its page at both sizes and what is compared is growth alone. Both
databases are asked in turns, in process; CPU is compared, since the database works in process
too and the clock on the wall also counts whatever else this machine does.
Negative control: the indexes of open requests dropped, the overview must be reported as missed.
"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

SMALL, LARGE = 10_000, 1_000_000
TEAMS, HERS, OPEN = 34, 240, 3
ROUNDS, TURN = 40, 10
RATIO = 1.2
PAGES = {
    "requests, hers": "/desk/requests/?show=mine",
    "requests, nobody's": "/desk/requests/?show=unassigned",
    "requests, late": "/desk/requests/?show=overdue",
    "requests, all open": "/desk/requests/?show=open",
    "requests, over": "/desk/requests/?show=over",
    "overview of the hub": "/desk/requests/network/",
}
INDEXES = ("cases_at_work", "cases_that_are_over")
# A row a number: n counts all, k the open ones. What would be sealed is not looked at here.
FILL = """
WITH RECURSIVE counted(n) AS (
  SELECT %(first)s UNION ALL SELECT n + 1 FROM counted WHERE n < %(last)s),
row AS (SELECT n, n / 33 AS k, n %% 33 = 0 AS is_open, lower(hex(randomblob(16))) AS id,
               teams, first
        FROM counted, (SELECT count(*) AS teams, min(id) AS first FROM support_team))
INSERT INTO support_case (id, team_id, state, wish, origin, language, code_digest, token_digest,
  received_on, answer_by, acknowledged_on, closed_on, destroy_on, destroy_at_hour, is_decided,
  is_deletion_asked, count_status, assignee_id, waits_for_team)
SELECT id,
  CASE WHEN is_open AND k < %(hers)s THEN %(team)s
       ELSE first + n %% teams END,
  CASE WHEN NOT is_open THEN 'closed' WHEN k %% 3 = 0 THEN 'received' ELSE 'in_support' END,
  'both', 'form', 'en', printf('%%064x', n), printf('%%064x', n),
  date('now', '-' || (n %% 1400) || ' days'), date('now', (2 - k %% 9) || ' days'), NULL,
  CASE WHEN NOT is_open THEN date('now', '-' || (n %% 1390) || ' days') END,
  CASE WHEN NOT is_open THEN date('now', '+' || (n %% 700) || ' days') END,
  CASE WHEN NOT is_open THEN 900000 + n END,
  0, 0, 'undecided',
  CASE WHEN is_open AND k %% 4 = 0 THEN NULL WHEN k %% 4 = 1 THEN %(other)s ELSE %(user)s END,
  k %% 2 = 0
FROM row
"""
PASSED = """
INSERT INTO support_referral (id, case_id, from_team_id, to_team_id, service, state,
  with_identity, by_id, asked_on, settled_on, sealed)
SELECT lower(hex(randomblob(16))), c.id, c.team_id, t.id, '', 'finished', 0, %s,
  c.received_on, c.closed_on, randomblob(600)
FROM support_case c, support_team t
WHERE c.state = 'closed' AND c.rowid %% 50 = 0 AND t.id <> c.team_id AND t.rowid = 1 + c.rowid %% 34
"""


class Asked(NamedTuple):
    """A page asked again and again: how many queries, and the CPU of each answer in ms."""

    queries: int
    times: list[float]

    @property
    def p95(self) -> float:
        """Of 20, the slowest but one."""
        return sorted(self.times)[int(len(self.times) * 0.95) - 1]


def measure() -> None:
    """Print a row a page; raises ValueError where the control fails."""
    if connection.vendor != "sqlite":
        raise ValueError("the rows are made by SQLite: unset DATABASE_URL")
    home = Path(settings.HOME)
    small, large = home / "small.sqlite3", home / "large.sqlite3"
    client = _someone_at_work()
    connection.close()
    usual = settings.DATABASES["default"]["NAME"]
    shutil.copy(usual, small)
    try:
        _grow(small, 1, SMALL)
        shutil.copy(small, large)
        _grow(large, SMALL + 1, LARGE)
        print("\nP5  page                    queries   p95 ms at 10,000   at 1,000,000   ratio")
        for name, path in PAGES.items():
            _row(name, _both(client, path, (small, large)))
        _control(client, (small, large))
    finally:
        _turn_to(usual)
        small.unlink(missing_ok=True)
        large.unlink(missing_ok=True)


def _row(name: str, found: tuple[Asked, Asked]) -> str:
    few, many = found
    said = _verdict(few, many)
    ratio = many.p95 / few.p95
    print(f"    {name:24} {many.queries:6} {few.p95:18.1f} {many.p95:14.1f} {ratio:7.2f}   {said}")
    return said


def _verdict(few: Asked, many: Asked) -> str:
    missed = [f"ratio over {RATIO}"] if many.p95 / few.p95 > RATIO else []
    missed += ["queries differ"] if few.queries != many.queries else []
    return "missed: " + ", ".join(missed) if missed else "met"


def _someone_at_work() -> Client:
    """The hub's coordinator, signed in; and 34 teams."""
    from benchmarks.people import PASSWORD, coordinator
    from upstander.accounts.interface import code_now
    from upstander.accounts.queries import second_factors_of
    from upstander.accounts.sealing import open_secret
    from upstander.network.interface import open_spokes
    from upstander.support.actions.team import set_up_team
    from upstander.support.models import Team

    user = coordinator()
    for spoke in open_spokes():
        here = Team.objects.filter(organisation=spoke.organisation)
        if Team.objects.count() < TEAMS and not here.exists():
            set_up_team(spoke.organisation, by=None)
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    secret = open_secret(second_factors_of(user).get(type="totp").data["secret"])
    client.post("/account/security/authenticate/", {"code": code_now(secret)})
    return client


def _grow(file: Path, first: int, last: int) -> None:
    from benchmarks.people import coordinator, other
    from upstander.network.interface import hub_today
    from upstander.support.models import Team

    _turn_to(file)
    hub = hub_today()
    team = Team.objects.get(organisation=hub.organisation if hub else None)
    named = {"user": coordinator().pk, "other": other().pk, "team": team.pk, "hers": HERS}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-400000")
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name IN ('support_case', 'support_referral')"
        )
        indexes = cursor.fetchall()  # made anew at the end: many times faster
        for name, _sql in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(FILL, {**named, "first": first, "last": last})
        cursor.execute("DELETE FROM support_referral")
        cursor.execute(PASSED, [named["user"]])
        for _name, sql in indexes:
            cursor.execute(sql)
        cursor.execute("ANALYZE")
    connection.close()


def _turn_to(file: Any) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(file)


def _both(client: Client, path: str, files: tuple[Path, Path]) -> tuple[Asked, Asked]:
    """The same page of both, ten of one, ten of the other."""
    times: dict[Path, list[float]] = {file: [] for file in files}
    queries: dict[Path, int] = {}
    for _ in range(ROUNDS // TURN):
        for file in files:
            _turn_to(file)
            queries[file] = _queries(client, path)
            times[file] += [_cpu_ms(lambda: client.get(path)) for _ in range(TURN)]
    few, many = (Asked(queries[file], times[file]) for file in files)
    return few, many


def _queries(client: Client, path: str) -> int:
    client.get(path)  # whatever is written once a minute is written now
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
        count = len(queries)
    if answer.status_code != 200:
        raise ValueError(f"{path} answered {answer.status_code}")
    return count


def _cpu_ms(ask: Callable[[], Any]) -> float:
    start = time.process_time()
    ask()
    return (time.process_time() - start) * 1000


def _control(client: Client, files: tuple[Path, Path]) -> None:
    for file in files:
        _turn_to(file)
        with connection.cursor() as cursor:
            for name in INDEXES:
                cursor.execute(f"DROP INDEX IF EXISTS {name}")
    name = "overview of the hub"
    if _row("control: no index", _both(client, PAGES[name], files)) == "met":
        raise ValueError("control: without its indexes the overview should grow")
