"""What templates of sharing out money use."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.formats import number_format

from upstander.funding.rules.scoring import as_decimal

register = template.Library()


@register.filter
def points(score: Decimal | None) -> str:
    """A mean score of 0 to 100, with one decimal; a dash where there is none."""
    return "–" if score is None else str(number_format(as_decimal(Fraction(score), 1), 1))


@register.filter
def points_of(scores: Mapping[Any, Decimal], key: Any) -> str:
    """The score of one application."""
    return points(scores.get(key))
