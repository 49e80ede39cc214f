"""Amounts as the reader's language writes them; how they are read is for every room."""

from decimal import Decimal

from django.utils.translation import get_language

from upstander.core.amounts import read_amount
from upstander.core.money import written as as_written

__all__ = ["read_amount", "written"]


def written(amount: Decimal, currency: str) -> str:
    """An amount as the reader's language writes it, in one piece within text of any direction."""
    return f"\u2068{as_written(amount, currency, get_language() or 'en')}\u2069"
