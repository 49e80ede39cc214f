"""Applications and calls with only what a test is about."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from benchmarks.calls import KINDS
from upstander.funding.allocation.problem import Candidate, Envelope, Problem

Number = int | Decimal


def application(
    key: str,
    places: str,
    *,
    organisation: str = "",
    region: str = "north",
    kind: str = "community",
    floor: Number = 1,
    cap: Number = 5,
    score: Number = 1,
) -> Candidate:
    """Of an organisation of its own; `places` are communities between blanks."""
    numbers = (Decimal(number) for number in (floor, cap, score))
    split = tuple(places.split()) if kind == "regional" else (places,)
    return Candidate(key, organisation or f"of {key}", region, split, kind, *numbers)


def call(
    *candidates: Candidate,
    budget: Number = 1000,
    envelopes: Sequence[Envelope] = (),
    need: Mapping[str, Number] | None = None,
    neighbours: Mapping[str, tuple[str, ...]] | None = None,
    draw_seed: str = "seed",
) -> Problem:
    """Every community needs as much, unless told."""
    places = {place for one in candidates for place in one.communities}
    needs = dict.fromkeys(places, 1) if need is None else need
    return Problem(
        candidates,
        tuple(envelopes),
        Decimal(budget),
        {place: Decimal(much) for place, much in needs.items()},
        neighbours or {},
        KINDS,
        draw_seed,
    )
