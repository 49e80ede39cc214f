"""A field for an amount, read as people write it."""

from upstander.core.fields import MoneyField

__all__ = ["MoneyField"]
