"""S7: ten thousand forms from a script in ten minutes, beside 150 from people, and replays.

`python -m benchmarks.flood --scripted 10000 --honest 150 --replays 1000 --minutes 10`. The script
knows the form as well as we do: a part comes too young, a part fills the trap, a part comes from
few addresses, and a part does everything right, from an address of its own each. Bound: every
person has a receipt, whatever the script does; at most 200 of all reach the live list, the rest
is held; no replay makes a record. Negative control: `--plant` serves without budgets
(benchmarks/unbounded.py); the run must then find too many in the live list.
"""

import argparse
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from benchmarks.site import demonstration, serving
from benchmarks.telling import Answer, Telling, post, tell_of

MOST_LIVE, CLIENTS = 200, 4
PLANTED = {"DJANGO_SETTINGS_MODULE": "benchmarks.unbounded"}


class Outcome(NamedTuple):
    """What came back: forms of the script that were answered, receipts of people, replays."""

    answered: int
    receipts: int
    honest: int
    replayed: int


def run(port: int, wanted: argparse.Namespace) -> Outcome:
    """Send the script's and the people's forms side by side, then some of both once more."""
    honest = [tell_of(10**6 + n, f"honest {n}") for n in range(wanted.honest)]
    scripted = [tell_of(n, f"scripted {n}") for n in range(wanted.scripted)]
    span = wanted.minutes * 60
    found: dict[str, list[Answer]] = {}
    sides = [
        threading.Thread(
            target=lambda n=name, f=forms: found.update({n: _paced(f, span, port)})  # type: ignore[misc]
        )
        for name, forms in (("scripted", scripted), ("honest", honest))
    ]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    replays = (honest + scripted)[: wanted.replays]
    again = _paced(replays, 0, port)
    receipts = sum(a.code == t.visit.code for a, t in zip(found["honest"], honest, strict=True))
    answered = sum(answer.status == 200 for answer in found["scripted"])
    return Outcome(answered, receipts, len(honest), sum(a.status == 200 for a in again))


def _paced(forms: Sequence[Telling], span: float, port: int) -> list[Answer]:
    """Each at its moment within so many seconds, as far as the clients keep up."""
    start = time.monotonic()

    def send_one(place: int) -> Answer:
        time.sleep(max(0.0, start + span * place / len(forms) - time.monotonic()))
        return _press(forms[place], port)

    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(send_one, range(len(forms))))


def _press(telling: Telling, port: int) -> Answer:
    from benchmarks.telling import address_of
    from upstander.support.journey import seal_visit

    kind = telling.number % 4 if telling.number < 10**6 else 3
    # A form that comes too young began now, however long the others took.
    visit = telling.visit._replace(started=int(time.time())) if kind == 0 else telling.visit
    fields = {"so_far": seal_visit(visit), "step": "review", "go": "send"}
    if kind == 1:
        fields["website"] = "https://example.org/"
    address = address_of(telling.number % 20 if kind == 2 else telling.number)
    return post(port, "/en/tell/", fields, source=address)


def counted(others: int = 0) -> tuple[int, int, int]:
    """Records, those in the live list, and those that are held; without `others` before."""
    from upstander.support.models import Case
    from upstander.support.states import CaseState

    rows = Case.objects.all()
    held = rows.filter(state=CaseState.HELD).count()
    return rows.count() - others, rows.count() - held - others, held


def main() -> int:
    """The long run; 1 where a bound is not met, or where the planted fault is not found."""
    parser = argparse.ArgumentParser()
    for name, usual in (("scripted", 10_000), ("honest", 150), ("replays", 1000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--plant", action="store_true")
    parser.add_argument("--kept", default="", help="a home made before, to copy")
    wanted = parser.parse_args()
    with demonstration(kept=wanted.kept) as home:
        from upstander.support.models import Case

        others = Case.objects.count()
        start = time.monotonic()
        with serving(home.parent / "log", env=PLANTED if wanted.plant else None) as server:
            outcome = run(server.port, wanted)
        records, live, held = counted(others)
    print(f"\nS7  {outcome.answered} of {wanted.scripted} scripted answered, "
          f"{outcome.receipts} of {outcome.honest} people have a receipt, "
          f"{time.monotonic() - start:.0f} s")  # fmt: skip
    print(f"    {live} in the live list (bound {MOST_LIVE}), {held} held")
    print(f"    {outcome.replayed} replays answered, {records} records of as many forms")
    is_met = live <= MOST_LIVE and outcome.receipts == outcome.honest
    is_single = records == wanted.scripted + wanted.honest
    return int(not is_single or is_met == wanted.plant)


if __name__ == "__main__":
    sys.exit(main())
