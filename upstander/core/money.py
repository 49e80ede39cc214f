"""Amounts as a language writes them, by the tables of Unicode's CLDR (through Babel)."""

from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency

CLDR_NAMES = {"tl": "fil"}  # it knows Tagalog by its standard form


def written(amount: Decimal, currency: str, language: str) -> str:
    """`7500`, `CAD`, `fr` → `7 500 $`; the cents only where there are some.

    The digits are those that one types into a form, in every language: sums are compared.
    """
    locale = _locale(language, currency)
    pattern = locale.currency_formats["standard"].pattern
    if is_whole := amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(
        amount,
        currency,
        pattern,
        locale,
        currency_digits=not is_whole,
        numbering_system="latn",
    )


@cache
def _locale(language: str, currency: str) -> Locale:
    """The language as it is written where the currency is at home, where CLDR knows that."""
    name = CLDR_NAMES.get(language, language)
    for tag in (f"{name}-{currency[:2]}", name):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")
