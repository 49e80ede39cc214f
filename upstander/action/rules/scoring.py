"""Scores as exact fractions, and which of them are equal."""

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any


def mean(values: Collection[int]) -> Fraction:
    """The arithmetic mean of one or more whole numbers."""
    return Fraction(sum(values), len(values))


def one_decimal(value: Fraction) -> Decimal:
    """As it is shown: the nearest tenth, a half goes up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def ranks(means: Mapping[Any, Fraction]) -> dict[Any, tuple[int, bool]]:
    """Of each its place, the highest mean first, and whether it shares it. 1, 2, 2, 4."""
    values = list(means.values())
    return {
        key: (1 + sum(other > value for other in values), values.count(value) > 1)
        for key, value in means.items()
    }
