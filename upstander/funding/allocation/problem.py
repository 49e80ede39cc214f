"""What is asked of an allocation and what it answers: plain values, no records."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """What may stand against an award."""

    WHOLE = "whole"  # units of the currency
    LEAST = "least"  # that the application can use
    MOST = "most"  # that it may get
    MINIMUM_COMMUNITIES = "minimum_communities"
    NEIGHBOURS = "neighbours"
    ORGANISATIONS = "organisations"  # one award each
    COMMUNITIES = "communities"  # one award each
    CEILING = "ceiling"  # of a region
    BUDGET = "budget"
    FLOOR = "floor"  # of a region


class Level(IntEnum):
    """What is looked at, one after the other; a later one only where all earlier are equal."""

    COVERAGE = 1
    SCORE = 2
    MONEY = 3
    SCORE_MONEY = 4
    DRAW = 5


class KindRule(NamedTuple):
    """What a kind of award asks of the communities of an application."""

    minimum_communities: int = 1
    are_neighbours_required: bool = False


class Candidate(NamedTuple):
    """An application. `floor`: the least it can use; `cap`: the most it may get.

    `partners` take part and may take part in several: the award is the organisation's.
    """

    key: str
    organisation: str
    region: str
    communities: tuple[str, ...]
    kind: str
    floor: Decimal
    cap: Decimal
    score: Decimal
    partners: tuple[str, ...] = ()


class Envelope(NamedTuple):
    """What a region gets at least, and at most."""

    region: str
    floor: Decimal = Decimal(0)
    ceiling: Decimal | None = None


class Problem(NamedTuple):
    """A call at the time of its decision; awards already made in the year are left out of it.

    `need` is that of each community, any unit, none is zero. Amounts are given in whole units of
    the currency; what is in cents is rounded to the safe side.
    """

    candidates: tuple[Candidate, ...]
    envelopes: tuple[Envelope, ...]
    budget: Decimal
    need: Mapping[str, Decimal]
    neighbours: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, KindRule]
    draw_seed: str


class Award(NamedTuple):
    """What an application gets."""

    key: str
    amount: Decimal


class Values(NamedTuple):
    """What an allocation is worth at each level but the draw, exactly."""

    coverage: Decimal
    score: Decimal
    money: Decimal
    score_money: Decimal


class Refusal(NamedTuple):
    """An application without an award; `rule` where it breaks one by itself."""

    key: str
    rule: Rule | None = None
    minimum_communities: int = 0


class Tie(NamedTuple):
    """A rule that binds; of floors and ceilings, that of one region. `amount` where it has one."""

    rule: Rule
    region: str = ""
    amount: Decimal | None = None


class Conflict(NamedTuple):
    """Rules that cannot hold together; without any of them the others could.

    `wanted`: what the floors among them ask for, or else the application that is `forced` in;
    `possible`: how much of it can be had.
    """

    ties: tuple[Tie, ...]
    wanted: Decimal
    possible: Decimal
    forced: str = ""


class Proposal(NamedTuple):
    """The one allocation that is best. All are in the order of their keys, but for the draw.

    `is_proven`: nothing better exists; not so only where the time ran out.
    """

    awards: tuple[Award, ...]
    refused: tuple[Refusal, ...]
    communities: tuple[str, ...]
    values: Values
    is_proven: bool
    draw: tuple[str, ...]


class Impossible(NamedTuple):
    """No allocation keeps every rule: all that stands in the way, each conflict by itself."""

    conflicts: tuple[Conflict, ...]


def check(problem: Problem) -> None:
    """ValueError where the problem makes no sense, which is a fault of who wrote it."""
    _each_once("candidate", (candidate.key for candidate in problem.candidates))
    _each_once("envelope", (envelope.region for envelope in problem.envelopes))
    for candidate in problem.candidates:
        if candidate.kind not in problem.kinds:
            raise ValueError(f"{candidate.key} is of an unknown kind: {candidate.kind}")
    numbers = [problem.budget, *problem.need.values()]
    numbers += [number for one in problem.candidates for number in (one.floor, one.cap, one.score)]
    numbers += [envelope.floor for envelope in problem.envelopes]
    numbers += [one.ceiling for one in problem.envelopes if one.ceiling is not None]
    if bad := [number for number in numbers if not number.is_finite() or number < 0]:
        raise ValueError(f"Not a number from zero up: {bad[0]}")


def _each_once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"There are two of the {what} {name}")
        seen.add(name)
