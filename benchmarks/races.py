"""R9: one form sent at the same moment to two servers on one PostgreSQL.

`python -m benchmarks.races --races 500`. Bound: each makes one record, whole, and both answers
show the same code. Negative control: `--plant` takes from the database what makes records
single (two constraints); the run must then find doubles.
"""

import argparse
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex

from benchmarks.site import demonstration, serving
from benchmarks.telling import Answer, Journal, Telling, outcome_of, send, tell_of

SINGLE = (
    "ALTER TABLE support_case DROP CONSTRAINT support_case_token_digest_key",
    "ALTER TABLE support_case DROP CONSTRAINT support_case_code_digest_key",
)


def run(ports: Sequence[int], journal: Journal, races: int) -> tuple[list[Telling], list[str]]:
    """Race each form against itself; the forms, and what is wrong with the answers."""
    tellings, found = [], []
    with ThreadPoolExecutor(len(ports)) as runners:
        for number in range(races):
            files = [(f"{number}.txt", token_hex(40).encode())] if number % 3 == 0 else []
            telling = tell_of(number, f"race {number} {token_hex(20)}", files)
            journal.note(telling, "sent")
            start = threading.Barrier(len(ports))
            answers = list(runners.map(lambda port: _run(telling, port, start), ports))  # noqa: B023 - all ended before the next
            outcomes = [outcome_of(answer, telling) for answer in answers]
            is_stored = "acknowledged" in outcomes
            journal.note(telling, "acknowledged" if is_stored else outcomes[0])
            if outcomes != ["acknowledged"] * len(ports):
                found.append(f"{number}: {outcomes} {[a.status for a in answers]}")
            tellings.append(telling)
    journal.close()
    return tellings, found


def _run(telling: Telling, port: int, start: threading.Barrier) -> Answer:
    start.wait()
    return send(telling, port)


def plant() -> None:
    """Take away what keeps records single."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in SINGLE:
            cursor.execute(statement)


def _measure(races: int, is_planted: bool, home: Path) -> list[str]:
    from benchmarks.oracle import faults
    from upstander.support.models import Case

    others = Case.objects.count()
    if is_planted:
        plant()
    journal = Journal(home.parent / "journal")
    with ExitStack() as stack:
        options = ("--workers", "1", "--no-worker")
        servers = [stack.enter_context(serving(home.parent / n, *options)) for n in ("a", "b")]
        start = time.monotonic()
        tellings, found = run([server.port for server in servers], journal, races)
        seconds = time.monotonic() - start
    rows = Case.objects.count() - others
    print(f"\nR9  {races} races in {seconds:.0f} s: {rows} records, {len(found)} odd answers")
    return found + faults(tellings, journal, others)


def main() -> int:
    """The long run; 1 where the bound is not met, or where what is planted is not found."""
    from checks.postgres import server

    parser = argparse.ArgumentParser()
    parser.add_argument("--races", type=int, default=500)
    parser.add_argument("--plant", action="store_true")
    wanted = parser.parse_args()
    with server() as address, demonstration(address) as home:
        found = _measure(wanted.races, wanted.plant, home)
        from django.db import connections

        connections.close_all()
    print(f"    faults: {len(found)}", *found[:20], sep="\n      ")
    return int(bool(found) != wanted.plant)


if __name__ == "__main__":
    sys.exit(main())
