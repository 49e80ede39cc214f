"""Whole numbers: the problem as the solver gets it, and what an allocation is worth exactly."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import gcd
from typing import NamedTuple

from upstander.funding.allocation.problem import Candidate, Problem, Refusal, Rule, Values

# Up to here a sum of products of doubles is off by far less than one half. Beyond it, round scores
# or needs to fewer digits.
LARGEST = 10**12


class Item(NamedTuple):
    """An application in whole numbers; amounts in units of `Whole.unit`."""

    key: str
    organisation: str
    region: str
    communities: tuple[str, ...]
    least: int
    most: int
    need: int
    score: int


class Whole(NamedTuple):
    """The problem in whole numbers: its items in the order of the draw, each fit by itself."""

    items: tuple[Item, ...]
    floors: Mapping[str, int]
    ceilings: Mapping[str, int]
    budget: int
    unit: int


def draw_order(keys: Iterable[str], seed: str) -> tuple[str, ...]:
    """By SHA-256 of the seed, a line feed and the key, in UTF-8; the smallest comes first."""
    return tuple(
        sorted(keys, key=lambda key: hashlib.sha256(f"{seed}\n{key}".encode()).hexdigest())
    )


def least_of(candidate: Candidate) -> int:
    """An award of nothing is none."""
    return max(1, _up(candidate.floor))


def own_refusal(candidate: Candidate, problem: Problem) -> Refusal | None:
    """The first rule that an application breaks by itself, whatever others get."""
    from upstander.network.interface import are_connected  # nothing else here needs its records

    kind, places = problem.kinds[candidate.kind], sorted(set(candidate.communities))
    if least_of(candidate) > _down(candidate.cap):
        return Refusal(candidate.key, Rule.LEAST)
    if len(places) < kind.minimum_communities:
        return Refusal(candidate.key, Rule.MINIMUM_COMMUNITIES, kind.minimum_communities)
    if kind.are_neighbours_required and not are_connected(places, problem.neighbours):
        return Refusal(candidate.key, Rule.NEIGHBOURS)
    return None


def whole(problem: Problem) -> Whole:
    """In the largest units in which everything is whole. Only what is fit by itself is in it."""
    fit = {one.key: one for one in problem.candidates if own_refusal(one, problem) is None}
    ordered = [fit[key] for key in draw_order(fit, problem.draw_seed)]
    needs = _scaled([need_of(one, problem) for one in ordered])
    scores = _scaled([one.score for one in ordered])
    floors = {one.region: _up(one.floor) for one in problem.envelopes}
    ceilings = {
        one.region: _down(one.ceiling) for one in problem.envelopes if one.ceiling is not None
    }
    leasts, mosts = [least_of(one) for one in ordered], [_down(one.cap) for one in ordered]
    budget = _down(problem.budget)
    unit = gcd(budget, *floors.values(), *ceilings.values(), *leasts, *mosts) or 1
    rows = zip(ordered, leasts, mosts, needs, scores, strict=True)
    found = Whole(
        tuple(
            Item(one.key, one.organisation, one.region, tuple(sorted(set(one.communities))),
                 least // unit, most // unit, need, score)
            for one, least, most, need, score in rows
        ),
        {region: amount // unit for region, amount in floors.items()},
        {region: amount // unit for region, amount in ceilings.items()},
        budget // unit,
        unit,
    )  # fmt: skip
    _must_be_small(found)
    return found


def need_of(candidate: Candidate, problem: Problem) -> Decimal:
    """What an award to it covers."""
    places = set(candidate.communities)
    return sum((problem.need.get(place, Decimal(0)) for place in places), Decimal(0))


def values_of(problem: Problem, amounts: Mapping[str, Decimal]) -> Values:
    """What these awards are worth, by the problem itself and not by its whole numbers."""
    awarded = [one for one in problem.candidates if one.key in amounts]
    return Values(
        sum((need_of(one, problem) for one in awarded), Decimal(0)),
        sum((one.score for one in awarded), Decimal(0)),
        sum((amounts[one.key] for one in awarded), Decimal(0)),
        sum((one.score * amounts[one.key] for one in awarded), Decimal(0)),
    )


def broken_rules(problem: Problem, amounts: Mapping[str, Decimal]) -> tuple[Rule, ...]:
    """Which rules these awards break, exactly: for what the solver says, and what people decide."""
    awarded = [one for one in problem.candidates if one.key in amounts]
    places = [place for one in awarded for place in set(one.communities)]
    organisations = [one.organisation for one in awarded]
    total = dict.fromkeys((one.region for one in problem.envelopes), Decimal(0))
    for one in awarded:
        total[one.region] = total.get(one.region, Decimal(0)) + amounts[one.key]
    own = [refusal.rule for one in awarded if (refusal := own_refusal(one, problem))]
    return tuple(rule for rule, is_broken in {
        Rule.WHOLE: any(amount != amount.to_integral_value() for amount in amounts.values()),
        Rule.LEAST: any(amounts[one.key] < max(Decimal(1), one.floor) for one in awarded),
        Rule.MOST: any(amounts[one.key] > one.cap for one in awarded),
        Rule.MINIMUM_COMMUNITIES: Rule.MINIMUM_COMMUNITIES in own,
        Rule.NEIGHBOURS: Rule.NEIGHBOURS in own,
        Rule.ORGANISATIONS: len(organisations) != len(set(organisations)),
        Rule.COMMUNITIES: len(places) != len(set(places)),
        Rule.CEILING: any(total[one.region] > one.ceiling for one in problem.envelopes
                          if one.ceiling is not None),
        Rule.BUDGET: sum(total.values(), Decimal(0)) > problem.budget,
        Rule.FLOOR: any(total[one.region] < one.floor for one in problem.envelopes),
    }.items() if is_broken)  # fmt: skip


def _down(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_FLOOR))


def _up(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))


def _scaled(numbers: list[Decimal]) -> list[int]:
    """The same in proportion, as the smallest whole numbers."""
    pairs = [number.as_integer_ratio() for number in numbers]
    common = 1
    for _, below in pairs:
        common = common * below // gcd(common, below)
    ints = [above * (common // below) for above, below in pairs]
    largest = gcd(*ints) or 1
    return [number // largest for number in ints]


def _must_be_small(found: Whole) -> None:
    sums = (
        sum(item.need for item in found.items),
        sum(item.score for item in found.items),
        sum(item.score * item.most for item in found.items),
        found.budget,
    )
    if max(sums) > LARGEST:
        raise ValueError("Needs, scores or amounts have too many digits to be compared exactly")
