"""S6: a return code that was never given and one whose request was destroyed look the same.

`python -m benchmarks.codes --tries 5000`: equal bytes of the answers, and as many timings of
each, in turns, in this process. Two-sample Kolmogorov–Smirnov; bound p > 0.01. Only here the
limit of tries is lifted. Negative control, in the same run and in turns with both: destroyed
ones with 1 ms of sleep; there p must be under 0.01.
"""

import argparse
import gc
import math
import sys
import time
from collections.abc import Sequence
from random import SystemRandom
from typing import NamedTuple
from uuid import uuid4

from django.test import Client

from benchmarks.site import demonstration
from upstander.support.budgets import BUDGETS

BOUND = 0.01
SLEEP = 0.001
CHANCE = SystemRandom()
DESTROYED = 20  # that many requests are destroyed, and tried by turns


class Codes(NamedTuple):
    """Well-formed codes: some that were never given, some whose requests are destroyed."""

    wrong: list[str]
    destroyed: list[str]


class Measured(NamedTuple):
    """Seconds of each try, and the different answers that came. `planted`: slower by SLEEP."""

    wrong: list[float]
    destroyed: list[float]
    planted: list[float]
    answers: set[bytes]


def make_codes() -> Codes:
    """The destroyed ones by the real verbs: told, then deleted by the person."""
    from upstander.support.actions.ending import ask_deletion
    from upstander.support.actions.request import Told, submit_request
    from upstander.support.codes import make_code
    from upstander.support.queries.team import ready_teams

    team = next(iter(ready_teams().values()))
    destroyed = [make_code() for _ in range(DESTROYED)]
    for code in destroyed:
        story = {"words": "measured"}
        told = Told(team, "both", "en", story, {}, code=code, token=str(uuid4()))
        if not ask_deletion(submit_request(told)):
            raise ValueError("The request should be gone.")
    return Codes([make_code() for _ in range(DESTROYED)], destroyed)


def measure(codes: Codes, tries: int) -> Measured:
    """Try them in turns, in an order that changes each time."""
    client = Client(headers={"host": "127.0.0.1"})
    answers = {_answer(client, code) for code in (*codes.wrong, *codes.destroyed)}
    found = Measured([], [], [], answers)
    gc.collect()
    gc.disable()  # it would strike one side or the other
    try:
        for number in range(tries):
            for side in CHANCE.sample((0, 1, 2), 3):
                code = codes[min(side, 1)][number % DESTROYED]
                start = time.perf_counter()
                answers.add(_answer(client, code))
                if side == 2:
                    time.sleep(SLEEP)
                found[side].append(time.perf_counter() - start)
            if number % 100 == 0:
                gc.collect()
    finally:
        gc.enable()
    return found


def _answer(client: Client, code: str) -> bytes:
    BUDGETS.codes.clear()
    answer = client.post("/en/return/", {"code": code})
    content = answer.content.replace(code.encode(), b"0" * len(code))  # what was typed is shown
    return f"{answer.status_code} {sorted(answer.headers.items())}\n".encode() + content


def smirnov(one: Sequence[float], other: Sequence[float]) -> float:
    """p of the two-sample Kolmogorov–Smirnov test (asymptotic, with Stephens's correction).

    M. A. Stephens, Journal of the Royal Statistical Society B 32 (1970) 115–122.
    """
    rows = sorted([(value, 1 / len(one)) for value in one] + [(v, -1 / len(other)) for v in other])
    most = apart = 0.0
    for place, (value, step) in enumerate(rows):
        apart += step
        if place + 1 == len(rows) or rows[place + 1][0] != value:
            most = max(most, abs(apart))
    root = math.sqrt(len(one) * len(other) / (len(one) + len(other)))
    scaled = (root + 0.12 + 0.11 / root) * most
    if scaled < 0.2:
        return 1.0
    terms = ((-1) ** (k - 1) * math.exp(-2 * (k * scaled) ** 2) for k in range(1, 101))
    return min(1.0, max(0.0, 2 * sum(terms)))


def median(times: Sequence[float]) -> float:
    """In milliseconds."""
    return sorted(times)[len(times) // 2] * 1000


def main() -> int:
    """The long run; 1 where the bound or the control fails."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tries", type=int, default=5000)
    parser.add_argument("--kept", default="", help="a home made before, to copy")
    wanted = parser.parse_args()
    with demonstration(kept=wanted.kept):
        found = measure(make_codes(), wanted.tries)
    p, p_planted = (smirnov(found.wrong, side) for side in (found.destroyed, found.planted))
    medians = [median(side) for side in (found.wrong, found.destroyed, found.planted)]
    print(f"\nS6  {wanted.tries} tries of each; different answers: {len(found.answers)}")
    print("    median: {:.2f} ms wrong, {:.2f} ms destroyed, {:.2f} ms planted".format(*medians))
    print(f"    p = {p:.3g} (bound {BOUND}); with 1 ms planted p = {p_planted:.3g}")
    return int(p <= BOUND or len(found.answers) != 1 or p_planted >= BOUND)


if __name__ == "__main__":
    sys.exit(main())
