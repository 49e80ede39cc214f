"""The return code: 24 digits, the last of which checks the others, in six groups of four.

Whoever has the code is the person. The server keeps a digest of a key made from it, by which a
request is found, and what a second key made from it wraps; neither leads back to the code.
"""

import unicodedata
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from secrets import randbelow
from typing import NamedTuple

from django.conf import settings

from upstander.core.seal import derive, stretch

DIGITS = 24
SALT = b"upstander return code v1"

# Damm's check: finds every wrong digit and every two neighbours that changed places.
# H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004.
DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


class CodeKeys(NamedTuple):
    """What a code is good for: `digest` (hex) finds the request, `unwrap` opens its keys."""

    digest: str
    unwrap: bytes


def make_code() -> str:
    """23 random digits and their check digit: about 76 bits."""
    digits = f"{randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}d}"
    return digits + str(_check(digits))


def read_code(typed: str) -> str | None:
    """The code that was typed, in the digits of any script; None where it cannot be one."""
    found = [unicodedata.digit(c, None) for c in typed[:200] if unicodedata.category(c) == "Nd"]
    code = "".join(str(digit) for digit in found)
    return code if len(code) == DIGITS and _check(code) == 0 else None


def groups_of(code: str) -> list[str]:
    """Six groups of four digits, as people copy it."""
    return [code[start : start + 4] for start in range(0, DIGITS, 4)]


def keys_of(code: str) -> CodeKeys:
    """Stretch a code with the deployment's pepper and split it (Argon2id, HKDF)."""
    root = stretch(code, SALT, settings.RETURN_CODE_PEPPER.encode())
    lookup = derive(root, "return code", "lookup")
    return CodeKeys(sha256(lookup).hexdigest(), derive(root, "return code", "unwrap"))


@contextmanager
def keys_ahead(code: str) -> Iterator[Future[CodeKeys]]:
    """The keys of a code while other work goes on: Argon2id holds no lock of the interpreter."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool.submit(keys_of, code)


def _check(digits: str) -> int:
    state = 0
    for digit in digits:
        state = DAMM[state][int(digit)]
    return state
