"""R1: a worker is killed with -9, again and again, while people send requests.

`python -m benchmarks.kills --submissions 5000 --kills 50`. What the clients know stands in a
journal that is on the disk before and after each form; oracle.py holds the records against it.
Bound: no acknowledged request lost, doubled or partial; answers again within 2 s.
Negative control: `--plant early` serves with a middleware that gives the receipt before it
stores (benchmarks/planted.py); the run must then find lost requests.
"""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from random import SystemRandom
from secrets import token_hex
from typing import NamedTuple

from benchmarks.site import Server, demonstration, serving
from benchmarks.telling import Journal, Telling, tell, tell_of

PLANTED = {"early": {"DJANGO_SETTINGS_MODULE": "benchmarks.planted"}}
BOUND_SECONDS = 2.0
CLIENTS = 4
CHANCE = SystemRandom()
CALM = 6.0  # seconds between two kills: sooner, and the server takes it for a fault of its own


class Killed(NamedTuple):
    """After a kill: seconds until an answer came, and until both workers listened again."""

    answered: float
    whole: float


class Outcome(NamedTuple):
    """A run: what the clients sent, what they know, and how long the server was away."""

    tellings: list[Telling]
    journal: Journal
    kills: list[Killed]


def run(server: Server, journal: Journal, submissions: int, kills: int, calm: float) -> Outcome:
    """Send them all with several clients at once, and kill in between."""
    tellings = [_made(number) for number in range(submissions)]
    done: list[Killed] = []
    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = [clients.submit(tell, telling, server.port, journal) for telling in tellings]
        killer = threading.Thread(target=_kill, args=(server, kills, calm, sent, done))
        killer.start()
        for future in sent:
            future.result()
    killer.join()
    journal.close()
    return Outcome(tellings, journal, done)


def _made(number: int) -> Telling:
    words = f"{number} {token_hex(20)} " + "It was said on the bus. " * CHANCE.randint(1, 60)
    files = [] if number % 3 else [_file(number)]
    return tell_of(number, words, files)


def _file(number: int) -> tuple[str, bytes]:
    text = f"What I wrote down, {number}: {token_hex(12)}\n" * CHANCE.randint(1, 200)
    return f"note {number}.txt", text.encode()


def _kill(
    server: Server, kills: int, calm: float, sent: list[Future[str]], done: list[Killed]
) -> None:
    """Spread over the run; never sooner than `calm` seconds after the last one is made good."""
    last = 0
    for number in range(1, kills + 1):
        time.sleep(calm)
        while sum(future.done() for future in sent) < number * len(sent) // (kills + 1):
            time.sleep(0.05)
        workers = [pid for pid in server.workers() if pid != last] or server.workers()
        last = CHANCE.choice(workers)
        os.kill(last, signal.SIGKILL)
        done.append(_until_back(server, last))


def _until_back(server: Server, killed: int) -> Killed:
    start = time.monotonic()
    while not _answers(server.port):
        if time.monotonic() - start > 60:
            raise RuntimeError("The server does not come back.")
        time.sleep(0.02)
    answered = time.monotonic() - start
    while server.listening() < 2 or killed in server.workers():
        if time.monotonic() - start > 60:
            raise RuntimeError("The worker was not replaced.")
        time.sleep(0.05)
    return Killed(answered, time.monotonic() - start)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def show(outcome: Outcome, seconds: float) -> None:
    """What was measured, without a verdict."""
    counts = Counter(outcome.journal.outcomes.values())
    away = sorted(killed.answered for killed in outcome.kills)
    whole = sorted(killed.whole for killed in outcome.kills)
    print(f"\nR1  {len(outcome.tellings)} submissions in {seconds:.0f} s, {dict(counts)}")
    print(f"    {len(outcome.kills)} kills; {outcome.journal.broken} sendings broke, tried again")
    if away:
        slow = [f"{seconds:.1f}" for seconds in away if seconds > BOUND_SECONDS]
        print(f"    answers again: median {away[len(away) // 2]:.2f} s, most {away[-1]:.2f} s")
        print(f"    later than {BOUND_SECONDS} s: {len(slow)} of {len(away)} {slow}")
        print(
            f"    both workers again: median {whole[len(whole) // 2]:.1f} s, most {whole[-1]:.1f} s"
        )


def main() -> int:
    """The long run; 1 where a bound is not met, or where the planted fault is not found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--submissions", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--calm", type=float, default=CALM, help="seconds between two kills")
    parser.add_argument("--plant", choices=list(PLANTED))
    parser.add_argument("--kept", default="", help="a home made before, to copy")
    wanted = parser.parse_args()
    with demonstration(kept=wanted.kept) as home:
        from benchmarks.oracle import faults
        from upstander.support.models import Case

        others = Case.objects.count()
        journal = Journal(home.parent / "journal")
        start = time.monotonic()
        with serving(home.parent / "log", env=PLANTED.get(wanted.plant)) as server:
            outcome = run(server, journal, wanted.submissions, wanted.kills, wanted.calm)
        show(outcome, time.monotonic() - start)
        found = faults(outcome.tellings, outcome.journal, others)
        verified = subprocess.run(
            [Path(sys.executable).with_name("upstander"), "verify"], check=False
        ).returncode
    print(f"    faults: {len(found)}", *found[:20], sep="\n      ")
    slow = max((killed.answered for killed in outcome.kills), default=0) > BOUND_SECONDS
    if wanted.plant:
        return 0 if found else 1
    return int(bool(found) or slow or verified or len(outcome.kills) < wanted.kills)


if __name__ == "__main__":
    sys.exit(main())
