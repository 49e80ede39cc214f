"""The best allocation of a small call by trying out every one, without a solver.

Written from the words of the rules alone, so that it may judge the product.
"""

import hashlib
import random
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.calls import KINDS
from upstander.funding.allocation.problem import Candidate, Envelope, Problem

Amounts = dict[str, int]


def every_allocation(problem: Problem) -> Iterator[Amounts]:
    """All that keep every rule."""
    fit = [one for one in problem.candidates if _is_fit(one, problem)]
    for amounts in _given(fit, 0, {}, set()):
        if _is_within(problem, amounts):
            yield amounts


def best_by_enumeration(problem: Problem, forced: str = "") -> Amounts | None:
    """The first of all by coverage, score, money, score × money, then the draw."""
    every = (one for one in every_allocation(problem) if not forced or forced in one)
    return max(every, key=lambda amounts: rank(problem, amounts), default=None)


def rank(problem: Problem, amounts: Amounts) -> tuple[object, ...]:
    """What is compared, from first to last."""
    rows = [one for one in problem.candidates if one.key in amounts]
    needs = [problem.need.get(place, 0) for one in rows for place in set(one.communities)]
    drawn = sorted(
        (one.key for one in problem.candidates),
        key=lambda key: hashlib.sha256(f"{problem.draw_seed}\n{key}".encode()).digest(),
    )
    return (
        sum(needs),
        sum(one.score for one in rows),
        sum(amounts.values()),
        sum(one.score * amounts[one.key] for one in rows),
        tuple(key in amounts for key in drawn),
        tuple(amounts.get(key, 0) for key in drawn),
    )  # fmt: skip


def _is_fit(one: Candidate, problem: Problem) -> bool:
    kind, places = problem.kinds[one.kind], set(one.communities)
    if len(places) < kind.minimum_communities:
        return False
    reached = {min(places)} if places else set()
    for _ in places:
        reached |= {near for place in reached for near in problem.neighbours.get(place, ())
                    if near in places}  # fmt: skip
    return reached == places or not kind.are_neighbours_required


def _given(
    fit: list[Candidate], start: int, amounts: Amounts, taken: set[tuple[str, str]]
) -> Iterator[Amounts]:
    if start == len(fit):
        yield dict(amounts)
        return
    one = fit[start]
    yield from _given(fit, start + 1, amounts, taken)
    claims = {("o", one.organisation), *(("c", place) for place in one.communities)}
    if claims & taken:
        return
    for amount in range(max(1, int(one.floor)), int(one.cap) + 1):
        yield from _given(fit, start + 1, amounts | {one.key: amount}, taken | claims)


def _is_within(problem: Problem, amounts: Amounts) -> bool:
    if sum(amounts.values()) > problem.budget:
        return False
    for envelope in problem.envelopes:
        here = sum(amounts.get(one.key, 0) for one in problem.candidates
                   if one.region == envelope.region)  # fmt: skip
        if here < envelope.floor or (envelope.ceiling is not None and here > envelope.ceiling):
            return False
    return True


def small_call(seed: int) -> Problem:
    """A call of three to nine applications, with ties on every level and rules that often bind."""
    chance = random.Random(seed)  # noqa: S311 - the same call each time
    places = [f"c{number}" for number in range(chance.choice([3, 4, 6]))]
    pairs = [(a, b) for a in places for b in places if a < b and chance.random() < 0.4]
    make = chance.choice([_small, _even])
    candidates = [make(chance, number, places) for number in range(chance.randint(3, 9))]
    asked = int(sum(one.cap for one in candidates))
    return Problem(
        candidates=tuple(candidates),
        envelopes=tuple(
            _envelope(chance, region) for region in ("north", "south") if chance.random() < 0.6
        ),
        budget=Decimal(asked * chance.randint(2, 7) // 10 + 1),
        need={place: Decimal(chance.choice(["0", "1", "1", "1", "1.5", "2.25"]))
              for place in places},
        neighbours={place: tuple(b if a == place else a for a, b in pairs if place in (a, b))
                    for place in places},
        kinds=KINDS,
        draw_seed=f"seed {chance.random()}",
    )  # fmt: skip


def _envelope(chance: random.Random, region: str) -> Envelope:
    ceiling = chance.choice([None, None, Decimal(chance.randint(4, 12))])
    return Envelope(region, Decimal(chance.choice([0, 0, 0, 0, 1, 3, 6])), ceiling)


def _small(chance: random.Random, number: int, places: list[str]) -> Candidate:
    floor = chance.randint(0, 4)
    return Candidate(
        key=f"a{number}",
        organisation=f"o{chance.randrange(9)}",
        region=chance.choice(["north", "south"]),
        communities=tuple(chance.sample(places, chance.choice([1, 1, 2, 3]))),
        kind=chance.choice(["community", "community", "regional"]),
        floor=Decimal(floor),
        cap=Decimal(max(0, floor + chance.choice([-1, 0, 1, 2, 3]))),
        score=Decimal(chance.choice(["0", "1", "2", "2", "2.5", "3.75"])),
    )


def _even(chance: random.Random, number: int, places: list[str]) -> Candidate:
    """One community each, much the same money and score: the later levels decide."""
    floor = chance.choice([1, 2, 2])
    return _small(chance, number, places)._replace(
        communities=(chance.choice(places),),
        kind="community",
        floor=Decimal(floor),
        cap=Decimal(floor + chance.choice([0, 1, 1, 2])),
        score=Decimal(chance.choice(["1", "1.5", "2"])),
    )
