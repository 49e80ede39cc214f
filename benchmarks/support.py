"""P3: a request for support, sealed and acknowledged, against the least that this must cost.

Real HTTP to a real `upstander serve` (two workers, its own way of starting) on the loopback: the
last form of the way is sent, and the receipt with the return code is read whole. The letters of
the jobs worker come after the acknowledgement and are left to another process (`--no-worker`).
The bound is one Argon2id of a code and one durable commit of a row, and nothing else, in as many
processes as can work at once for so many clients; its blocks take turns with the product's.

Controls: a bound of two Argon2id must be reported as missed; a request that was acknowledged and
is then deleted must be reported as lost.
"""

import http.client
import multiprocessing
import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

WORKERS = 2
CLIENTS = (1, 2, 8)
BLOCKS = 3
SENT = 40  # a block, of all clients together: few enough that no process holds some of them
RATIO, SPREAD = 0.85, 4.0
WORDS = "She shouted at us on the bus, and no one said anything. " * 6


class Sent(NamedTuple):
    """A form that was sent: its token and code, how long it took, whether it was acknowledged."""

    token: str
    code: str
    seconds: float
    is_acknowledged: bool


class Block(NamedTuple):
    """What came of one block: how many a second, and how long each took."""

    rate: float
    seconds: list[float]


def measure() -> None:
    """Print a row a number of clients; raises ValueError where a control fails."""
    from benchmarks.people import coordinator
    from upstander.network.interface import communities

    coordinator()
    place = str(communities()[0].key)
    print("\nP3  clients   bound/s   ours/s   ratio   p50 ms   p99 ms   p99/p50   errors   lost")
    everything: list[Sent] = []
    for clients in CLIENTS:
        everything += _row(clients, place)
    held = _held()
    print(f"    {len(everything)} sent, {held} of them held for someone to look at first")
    _control_of_the_bound()
    _control_of_the_loss(everything)


def _row(clients: int, place: str) -> list[Sent]:
    bounds, ours, sent = [], [], []
    with serving() as port:
        send(port, clients, [form(place) for _ in range(4 * clients)])  # warm
        for _ in range(BLOCKS):
            bounds.append(bound(min(clients, WORKERS), SENT // 2))
            block, found = send(port, clients, [form(place) for _ in range(SENT)])
            ours.append(block)
            sent += found
    seconds = sorted(s for block in ours for s in block.seconds)
    p50, p99 = median(seconds), seconds[int(len(seconds) * 0.99)]
    ratio = median(b.rate for b in ours) / median(b.rate for b in bounds)
    errors = sum(not one.is_acknowledged for one in sent)
    print(
        f"    {clients:7} {median(b.rate for b in bounds):9.1f} {median(b.rate for b in ours):8.1f}"
        f" {ratio:7.2f} {p50 * 1000:8.0f} {p99 * 1000:8.0f} {p99 / p50:9.1f} {errors:8}"
        f" {len(lost(sent)):6}   {_verdict(ratio, p99 / p50, errors, clients)}"
    )
    return sent


def _verdict(ratio: float, spread: float, errors: int, clients: int) -> str:
    missed = [f"ratio under {RATIO}"] if ratio < RATIO else []
    missed += ["errors"] if errors else []
    missed += [f"p99 over {SPREAD} p50"] if clients == max(CLIENTS) and spread > SPREAD else []
    return "missed: " + ", ".join(missed) if missed else "met"


@contextmanager
def serving() -> Iterator[int]:
    """A real server on a free port of the loopback, until the block ends.

    One proxy is believed, so that each form comes from someone else, as forms do.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "upstander.config.cli", "serve", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--no-worker"]
    env = {**os.environ, "UPSTANDER_PROXIES": "1", "UPSTANDER_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        if not any(line.startswith("Ready") for line in iter(server.stdout.readline, "")):
            raise ValueError("the server did not start")
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def form(place: str) -> tuple[str, str, bytes]:
    """Token, code and body of the last form, as a browser sends it after a minute of telling."""
    from upstander.support.journey import new_visit, seal_visit

    answers = {
        "wish": {"chosen": "both"},
        "what": {"chosen": ["verbal-abuse"], "words": WORDS},
        "where": {"key": place},
        "contact": {"name": "Benchmark", "way": "email", "reach": "someone@bench.example"},
    }
    visit = new_visit()
    visit = visit._replace(started=visit.started - 60, answers=answers)
    fields = {"so_far": seal_visit(visit), "step": "review", "website": "", "go": "send"}
    return visit.token, visit.code, urlencode(fields).encode()


def send(port: int, clients: int, forms: list[Any]) -> tuple[Block, list[Sent]]:
    """Send them all, each client one after the other on a connection of its own."""
    found: list[Sent] = []
    shares = [forms[start::clients] for start in range(clients)]
    threads = [
        threading.Thread(target=lambda share=share: found.extend(_client(port, share)))
        for share in shares
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - start
    return Block(len(found) / taken, [one.seconds for one in found]), found


def _client(port: int, forms: list[Any]) -> Iterator[Sent]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for token, code, body in forms:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1",
        }
        start, is_there = time.perf_counter(), False
        try:
            line.request("POST", "/en/tell/", body, headers)
            answer = line.getresponse()
            page = answer.read()
            is_there = answer.status == 200 and code[-4:].encode() in page and b"code" in page
        except (OSError, http.client.HTTPException):
            line.close()
        yield Sent(token, code, time.perf_counter() - start, is_there)
    line.close()


def lost(sent: list[Sent]) -> list[str]:
    """Tokens that were acknowledged and are not stored exactly once, or do not open."""
    from upstander.support.actions.request import token_digest
    from upstander.support.models import Case

    acknowledged = [one for one in sent if one.is_acknowledged]
    stored = set(Case.objects.values_list("token_digest", flat=True))
    gone = [one.token for one in acknowledged if token_digest(one.token) not in stored]
    sample = [one for one in acknowledged[::20] if one.token not in gone]
    return gone + [one.token for one in sample if not _opens(one)]


def _opens(one: Sent) -> bool:
    from upstander.support.actions.request import token_digest
    from upstander.support.codes import keys_of
    from upstander.support.models import Case
    from upstander.support.queries.keys import content, person_keys

    keys = keys_of(one.code)
    case = Case.objects.filter(code_digest=keys.digest).first()
    if case is None or case.token_digest != token_digest(one.token):
        return False
    return bool(content(case, "story", person_keys(case, keys.unwrap))["words"] == WORDS)


def bound(processes: int, count: int, stretches: int = 1) -> Block:
    """Argon2id and one durable commit, `count` times in each of so many processes at once."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        file = str(Path(folder) / "bound.sqlite3")
        _open(file).execute("CREATE TABLE IF NOT EXISTS kept (digest TEXT UNIQUE, sealed BLOB)")
        barrier, results = context.Barrier(processes), context.Queue()
        running = [
            context.Process(target=_least, args=(file, count, stretches, barrier, results))
            for _ in range(processes)
        ]
        for process in running:
            process.start()
        found = [results.get() for _ in running]
        for process in running:
            process.join()
    seconds = [s for _start, _end, part in found for s in part]
    taken = max(end for _s, end, _p in found) - min(start for start, _e, _p in found)
    return Block(len(seconds) / taken, seconds)


def _open(file: str) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=20, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    return database


def _least(file: str, count: int, stretches: int, barrier: Any, results: Any) -> None:
    from upstander.core.seal import stretch

    database, seconds = _open(file), []
    stretch("warm", b"upstander benchmark")
    barrier.wait()
    begun = time.perf_counter()
    for _ in range(count):
        start = time.perf_counter()
        for _again in range(stretches):
            key = stretch(secrets.token_hex(12), b"upstander benchmark", b"pepper")
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO kept VALUES (?, ?)", (key.hex(), secrets.token_bytes(2048)))
        database.execute("COMMIT")
        seconds.append(time.perf_counter() - start)
    results.put((begun, time.perf_counter(), seconds))


def _held() -> int:
    from upstander.support.models import Case
    from upstander.support.states import CaseState

    return Case.objects.filter(state=CaseState.HELD).count()


def _control_of_the_bound() -> None:
    once, twice = bound(WORKERS, SENT // 2), bound(WORKERS, SENT // 4, stretches=2)
    said = _verdict(twice.rate / once.rate, 1.0, 0, 1)
    print(f"    control: two Argon2id against one, ratio {twice.rate / once.rate:.2f}, {said}")
    if said == "met":
        raise ValueError("control: twice the work should miss the ratio")


def _control_of_the_loss(sent: list[Sent]) -> None:
    from upstander.support.actions.request import token_digest

    victim = next(one for one in sent if one.is_acknowledged)
    with connection.cursor() as cursor:
        for table in ("support_consent", "support_keywrap", "support_part"):
            cursor.execute(
                f"DELETE FROM {table} WHERE case_id IN"  # noqa: S608 - our own names
                " (SELECT id FROM support_case WHERE token_digest = %s)",
                [token_digest(victim.token)],
            )
        cursor.execute(
            "DELETE FROM support_case WHERE token_digest = %s", [token_digest(victim.token)]
        )
    print(f"    control: one acknowledged request deleted, {len(lost(sent))} reported as lost")
    if lost(sent) != [victim.token]:
        raise ValueError("control: a lost request should be seen, and no other")
