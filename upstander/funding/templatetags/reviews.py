"""Numbers of reviews as they are read."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.formats import number_format

from upstander.funding.rules.money import written
from upstander.funding.rules.scoring import as_decimal

register = template.Library()


@register.filter
def score(value: Fraction) -> str:
    """A score of 100 with one place after the point, as the reader's language writes it."""
    return str(number_format(as_decimal(value, 1), 1))


@register.filter
def spread_of(value: Decimal) -> str:
    """A standard deviation, the same way."""
    return str(number_format(round(value, 1), 1))


@register.filter
def signed(value: Fraction | int) -> str:
    """With its sign, also above zero; places of a ranking without a point."""
    if isinstance(value, int):
        text = str(abs(value))
    else:
        text = score(abs(value))
        value = round(value * 10)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"\u2066{sign}{text}\u2069"


@register.filter
def across(value: Fraction) -> str:
    """Where a score stands on a strip that is 1000 wide with a rim of 20."""
    return str(20 + round(value * 48 / 5))


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """An amount in the reader's language."""
    return "" if amount is None else written(amount, currency)


@register.filter
def at(found: Any, key: Any) -> Any:
    """What a table holds under a key."""
    return found.get(key)


@register.filter
def item(rows: Any, number: int) -> Any:
    """What stands at a place of a list, from 0."""
    return rows[number]
