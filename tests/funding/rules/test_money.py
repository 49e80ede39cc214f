"""Amounts as they are typed."""

from decimal import Decimal

import pytest

from upstander.core.errors import NotAllowed
from upstander.funding.rules.money import read_amount

READ = {
    "7500": "7500.00",
    "7,500": "7500.00",
    "7 500": "7500.00",
    "7\u202f500": "7500.00",
    "7\u00a0500,50\u00a0$": "7500.50",
    "7500.00": "7500.00",
    "$7,500": "7500.00",
    "CA$7,500.5": "7500.50",
    "7500 CAD": "7500.00",
    "7500,50": "7500.50",
    "7500,5": "7500.50",
    "7,500.00": "7500.00",
    "7.500,00": "7500.00",
    "7’500.25": "7500.25",
    "1,234,567": "1234567.00",
    "1.234.567": "1234567.00",
    "1,00,000": "100000.00",
    "٧٥٠٠": "7500.00",
    "٧٬٥٠٠٫٥٠": "7500.50",
    "۷۵۰۰": "7500.00",
    "۷٬۵۰۰": "7500.00",
    "७,५००": "7500.00",
    "੭੫੦੦": "7500.00",
    "\u200f٧٥٠٠\u200f": "7500.00",
    "0": "0.00",
    " 0.05 ": "0.05",
}
REFUSED = [
    "7.500", "0,500", "0.500", "7500,500", "7500.005", "75,00,00", "7,50,0", "1,2,3", "7.5.0",
    "7,500,00", "7 50", "-7500", "seven", "", "7500-8000", "7 500 00", "7,500.000", "1e5", "½",
    "7..5", ",50", "99999999999",
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), READ.items())
def test_read_amount(text, amount):
    assert str(read_amount(text, language="en")) == amount


@pytest.mark.parametrize("text", REFUSED)
def test_read_amount_is_never_guessed(text):
    with pytest.raises(NotAllowed):
        read_amount(text, language="en")


@pytest.mark.parametrize(("language", "cents"), [("en", "7500.50"), ("fr", "7500,50")])
def test_read_amount_says_how_to_write_it(language, cents):
    with pytest.raises(NotAllowed) as why:
        read_amount("7.500", language=language)
    assert cents in str(why.value)
    assert read_amount(cents, language=language) == Decimal("7500.50")


def test_an_amount_has_ten_digits_before_the_cents_at_most():
    assert read_amount("9999999999.99", language="en") == Decimal("9999999999.99")
    with pytest.raises(NotAllowed, match="too large"):
        read_amount("10000000000", language="en")
