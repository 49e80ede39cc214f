"""The page of lessons: of one protocol for its next review, or of all that she may see."""

from typing import NamedTuple

from upstander.accounts.interface import User
from upstander.protocols.models import Protocol, Run, RunTally
from upstander.protocols.queries.run import (
    lessons_visible_to,
    organisations_of,
    runs_on_requests,
)

SHOWN = 100
FEWEST = 2  # requests of which a tally may tell


class Lessons(NamedTuple):
    """`protocol` where it is about one; `on_requests` how often its keeper started it on requests.

    `tallies` are (text of the step, in time, late, left out, not done) from requests that are gone.
    """

    protocol: Protocol | None
    lessons: list[Run]
    is_mine: bool
    on_requests: int
    tallies: list[tuple[str, int, int, int, int]]


def lessons_shown_to(user: User, pk: int | None) -> Lessons | None:
    """None where there is nothing for her to see."""
    rows, mine = lessons_visible_to(user), organisations_of(user)
    if pk is None:
        found = list(rows[:SHOWN])
        return Lessons(None, found, False, 0, []) if found or mine else None
    protocol = Protocol.objects.filter(pk=pk).select_related("organisation").first()
    if protocol is None:
        return None
    found = list(rows.filter(of__protocol=protocol)[:SHOWN])
    is_mine = protocol.organisation_id in mine
    if not (found or is_mine):
        return None
    if not is_mine:
        return Lessons(protocol, found, False, 0, [])
    return Lessons(protocol, found, True, runs_on_requests(mine, pk), tallies_of(protocol))


def tallies_of(protocol: Protocol) -> list[tuple[str, int, int, int, int]]:
    """How the steps of destroyed requests went, in the version that counted last; three queries.

    Nothing of a step that was counted once: that would tell of one request.
    """
    rows = list(RunTally.objects.filter(of__protocol=protocol).select_related("of"))
    if not rows:
        return []
    version = max((row.of for row in rows), key=lambda version: version.number)
    sums: dict[str, list[int]] = {}
    for row in rows:
        if row.of_id == version.pk:
            for key, how in row.steps.items():
                numbers = [how["done"], how["late"], how["skipped"], how["open"]]
                known = sums.get(key, [0, 0, 0, 0])
                sums[key] = [a + b for a, b in zip(known, numbers, strict=True)]
    return [
        (step.text, *sums[key])  # type: ignore[misc]
        for step in version.steps.all()
        if sum(sums.get(key := f"{step.section}-{step.position}", ())) >= FEWEST
    ]
