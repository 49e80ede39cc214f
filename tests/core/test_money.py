"""Amounts in the languages of the product."""

from decimal import Decimal

import pytest

from upstander.core.languages import table
from upstander.core.money import written

WRITTEN = {
    "en": ("$7,500", "$7,500.50"),
    "fr": ("7\xa0500\xa0$", "7\xa0500,50\xa0$"),
    "es": ("7.500\xa0CAD", "7.500,50\xa0CAD"),
    "ar": ("\u200f7,500\xa0CA$", "\u200f7,500.50\xa0CA$"),
    "tl": ("CA$7,500", "CA$7,500.50"),
    "zh-hans": ("CA$7,500", "CA$7,500.50"),
}


@pytest.mark.parametrize("language", WRITTEN)
def test_an_amount_is_written_as_the_language_does(language) -> None:
    whole, cents = WRITTEN[language]
    assert written(Decimal("7500.00"), "CAD", language) == whole
    assert written(Decimal("7500.50"), "CAD", language) == cents


@pytest.mark.parametrize("language", table())
def test_every_language_has_the_digits_that_one_types(language) -> None:
    said = written(Decimal("1234567.89"), "CAD", language)
    assert "".join(c for c in said if c.isdigit()) == "123456789"


def test_a_language_without_tables_is_written_in_english() -> None:
    assert written(Decimal(5), "EUR", "xx-unknown") == "€5"
