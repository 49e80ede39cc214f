"""Amounts on pages."""

from decimal import Decimal

from django import template

from upstander.funding.rules.money import written

register = template.Library()


@register.simple_tag
def money(amount: Decimal | None, currency: str) -> str:
    """An amount as it is read in the reader's language; a dash for none."""
    return "–" if amount is None else written(amount, currency)
