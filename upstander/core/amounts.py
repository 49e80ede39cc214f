"""Amounts as people write them, in any script. What could mean two things is not guessed at."""

import re
import unicodedata
from decimal import Decimal

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed

MOST = Decimal(10) ** 10  # what a column of twelve digits holds
# The signs between the digits, each script's own: between thousands, and before the cents.
SIGNS = str.maketrans({"٫": ".", "٬": " ", "،": ",", "，": ",", "．": ".", "'": " ", "’": " "})
BESIDE = re.compile(r"(?:CA|C|US)?\$|\b[A-Z]{3}\b")  # $7,500 and 7500 CAD
BETWEEN = r"[,.' ]"
WHOLE = re.compile(rf"\d+|[1-9]\d{{0,2}}(?P<sign>{BETWEEN})\d{{3}}(?:(?P=sign)\d{{3}})*")
INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")  # 1,00,000
CENTS = re.compile(r"(?P<whole>.*\d)(?P<point>[.,])(?P<cents>\d{1,2})")
TWO_MEANINGS = re.compile(r"\d{1,3}\.\d{3}|0[,.]\d{3}")  # 7.500


def read_amount(text: str, *, language: str) -> Decimal:
    """The amount that `text` says, from 0, to the cent; NotAllowed says how to write it.

    Digits of every script are read, "7,500", "7 500", "$7,500.00" and "7500,50". `language` is
    that of the reader: how an amount is written in the sentence follows it.
    """
    typed = _plain(text)
    if TWO_MEANINGS.fullmatch(typed):
        raise NotAllowed(
            _("This can mean two amounts. Write it like %(whole)s or %(cents)s.")
            % _examples(language)
        )
    whole, point, cents = typed, "", ""
    if split := CENTS.fullmatch(typed):
        whole, point, cents = split.group("whole", "point", "cents")
    grouped = WHOLE.fullmatch(whole)
    is_read = (grouped or INDIAN.fullmatch(whole)) and not (point and point in whole)
    if not is_read:
        raise NotAllowed(
            _("This cannot be read as an amount. Write it like %(whole)s or %(cents)s.")
            % _examples(language)
        )
    amount = Decimal(f"{re.sub(BETWEEN, '', whole)}.{cents:0<2}")
    if amount >= MOST:
        raise NotAllowed(_("This amount is too large."))
    return amount


def _plain(text: str) -> str:
    """Latin digits and signs, without marks of direction, currency, and room at the ends."""
    letters = [_digit(letter) for letter in text.translate(SIGNS)]
    return re.sub(r" +", " ", BESIDE.sub("", "".join(letters)).strip())


def _digit(letter: str) -> str:
    if (value := unicodedata.decimal(letter, None)) is not None:
        return str(value)
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) == "Cf" else letter


def _examples(language: str) -> dict[str, str]:
    point = get_format("DECIMAL_SEPARATOR", language)
    return {"whole": "7500", "cents": f"7500{point if point == ',' else '.'}50"}
