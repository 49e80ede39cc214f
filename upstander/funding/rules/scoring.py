"""What scores add up to, and how firm the ranking is that follows. Exact, in fractions.

`Marks` are the weighted scores of an application, from 0 to 100, by who gave them.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

Marks = Mapping[Any, Mapping[Any, Fraction]]
LARGE_SPREAD = 25  # points of 100


def most_points(criterion: Any) -> int:
    """The highest score that a line of the rubric has words for."""
    return max(len(criterion.anchors) - 1, 0)


def weighted(points: Mapping[int, int], criteria: Iterable[Any]) -> Fraction:
    """Σ weight × points ÷ Σ weight × most points × 100, for `points` by number of the line."""
    lines = list(criteria)
    whole = sum(line.weight * most_points(line) for line in lines)
    if not whole:
        return Fraction(0)
    return Fraction(100 * sum(line.weight * points[line.pk] for line in lines), whole)


def mean(values: Collection[Fraction]) -> Fraction:
    """The arithmetic mean of one or more."""
    return sum(values, Fraction(0)) / len(values)


def means(marks: Marks) -> dict[Any, Fraction]:
    """The mean of each application that has a score."""
    return {key: mean(list(given.values())) for key, given in marks.items() if given}


def as_decimal(value: Fraction, places: int = 6) -> Decimal:
    """The nearest Decimal with so many places; a half goes to the even digit."""
    return Decimal(round(value * 10**places)).scaleb(-places)


class Spread(NamedTuple):
    """How far apart the scores of one application lie, in points."""

    range: Fraction
    deviation: Decimal
    is_large: bool


def spread(values: Collection[Fraction]) -> Spread:
    """Highest less lowest; the standard deviation of these reviews; whether to talk about it."""
    centre = mean(values)
    variance = mean([(value - centre) ** 2 for value in values])
    root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    width = max(values) - min(values)
    return Spread(width, root, width > LARGE_SPREAD)


class Severity(NamedTuple):
    """A reviewer against the others on the applications that they share."""

    shared: int
    own: Fraction
    others: Fraction

    @property
    def difference(self) -> Fraction:
        """Above zero: kinder than the others."""
        return self.own - self.others


def severities(marks: Marks) -> dict[Any, Severity]:
    """For each reviewer who shares an application with another. Each application counts once."""
    pairs: dict[Any, list[tuple[Fraction, Fraction]]] = {}
    for given in marks.values():
        for reviewer, value in given.items():
            others = [other for key, other in given.items() if key != reviewer]
            if others:
                pairs.setdefault(reviewer, []).append((value, mean(others)))
    return {
        reviewer: Severity(len(rows), mean([r[0] for r in rows]), mean([r[1] for r in rows]))
        for reviewer, rows in pairs.items()
    }


def places(found: Mapping[Any, Fraction]) -> dict[Any, int]:
    """Places from 1, the best first; equal means share the better place."""
    ordered = sorted(found.values(), reverse=True)
    first = {value: number for number, value in reversed(list(enumerate(ordered, 1)))}
    return {key: first[value] for key, value in found.items()}


def above_line(
    found: Mapping[Any, Fraction],
    asked: Mapping[Any, Decimal],
    budget: Decimal,
    order: Sequence[Any],
) -> frozenset[Any]:
    """Which applications the budget reaches from the best down, until one no longer fits.

    Equal means stand in the given `order`.
    """
    left, reached = budget, []
    for key in sorted((k for k in order if k in found), key=lambda k: -found[k]):
        left -= asked[key]
        if left < 0:
            break
        reached.append(key)
    return frozenset(reached)


class Without(NamedTuple):
    """The ranking without one reviewer.

    `moves` says how many places each application goes down (below zero: up), `lost` and `gained`
    which change sides of the budget line, `unscored` which have no other review. These stand in
    neither of the two rankings that are compared.
    """

    reviewer: Hashable
    moves: dict[Any, int]
    lost: frozenset[Any]
    gained: frozenset[Any]
    unscored: frozenset[Any]


def leave_one_out(
    marks: Marks, asked: Mapping[Any, Decimal], budget: Decimal, order: Sequence[Any]
) -> list[Without]:
    """What the ranking would be without each reviewer in turn."""
    whole = means(marks)
    reviewers = sorted({reviewer for given in marks.values() for reviewer in given})
    return [_without(marks, whole, who, (asked, budget, order)) for who in reviewers]


def _without(marks: Marks, whole: dict[Any, Fraction], reviewer: Any, line: Any) -> Without:
    rest = means(
        {key: {r: v for r, v in given.items() if r != reviewer} for key, given in marks.items()}
    )
    before = {key: value for key, value in whole.items() if key in rest}
    old, new = places(before), places(rest)
    had, has = above_line(before, *line), above_line(rest, *line)
    moves = {key: new[key] - old[key] for key in rest}
    return Without(reviewer, moves, had - has, has - had, frozenset(whole) - frozenset(rest))
