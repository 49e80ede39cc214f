"""The code of a registration: sixteen digits, made from the form that was sent.

So whoever sends the same form twice is shown the same code. The database keeps digests under the
deployment's pepper, which lies outside it.
"""

import hmac
import json
import unicodedata
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings

from upstander.core.seal import Place, Unopened, derive, open_row, seal_row

DIGITS = 16
LABEL = "events"


def make_sheet() -> str:
    """Chance that a form carries."""
    return token_urlsafe(24)


def code_of(sheet: str) -> str:
    """The digits that belong to a form: about 53 bits."""
    number = int.from_bytes(_digest("code", sheet), "big")
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def read_code(typed: str) -> str | None:
    """The code that was typed, in the digits of any script; None where it cannot be one."""
    found = [unicodedata.digit(c, None) for c in typed[:200] if unicodedata.category(c) == "Nd"]
    return "".join(str(digit) for digit in found) if len(found) == DIGITS else None


def groups_of(code: str) -> list[str]:
    """Four groups of four digits, as people copy it."""
    return [code[start : start + 4] for start in range(0, DIGITS, 4)]


def digest_of_code(code: str) -> str:
    """By which a registration is found (hex)."""
    return _digest("lookup", code).hex()


def digest_of_sheet(sheet: str) -> str:
    """By which a form that is sent again is known (hex)."""
    return _digest("sheet", sheet).hex()


def seal(values: dict[str, str], row: str) -> bytes:
    """What she wrote of herself, for one row."""
    return seal_row(_key("people"), json.dumps(values).encode(), _place(row))


def opened(sealed: bytes | None, row: str) -> dict[str, str]:
    """The same again; nothing once it is forgotten, or where the site's secret is another."""
    if sealed is None:
        return {}
    try:
        values: dict[str, str] = json.loads(open_row(_key("people"), bytes(sealed), _place(row)))
    except Unopened:
        return {}
    return values


def _place(row: str) -> Place:
    return Place("events_registration", "sealed", row)


def _key(purpose: str) -> bytes:
    root = sha256(settings.RETURN_CODE_PEPPER.encode()).digest()
    return derive(root, LABEL, purpose)


def _digest(purpose: str, text: str) -> bytes:
    return hmac.digest(_key(purpose), text.encode(), sha256)
