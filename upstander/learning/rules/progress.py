"""The link that a learner keeps: which lessons she has done, and nothing about her.

A whole number with a bit for each lesson, and three letters that notice a slip of the finger. It
is no secret and needs none: there is nothing in it that anyone could gain by changing it.
"""

from collections.abc import Collection
from hashlib import sha256

# Crockford's alphabet: no letter that is easily taken for another.
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
MISREAD = str.maketrans("oil", "011")
CHECK = 3
LONGEST = 20


def link_of(course: str, done: Collection[int]) -> str:
    """The part of the address that says which lessons of `course` are done, by their numbers."""
    bits = sum(1 << number for number in set(done))
    return _written(bits) + _check(course, bits)


def done_by(course: str, link: str) -> frozenset[int] | None:
    """The numbers of the lessons that are done; None where the link is not one of this course.

    It may name lessons that are no more; those that came later are not done.
    """
    text = link.lower().translate(MISREAD)
    if not CHECK < len(text) <= LONGEST or not set(text) <= set(LETTERS):
        return None
    bits = sum(LETTERS.index(c) << 5 * place for place, c in enumerate(reversed(text[:-CHECK])))
    if _check(course, bits) != text[-CHECK:]:
        return None
    return frozenset(number for number in range(bits.bit_length()) if bits >> number & 1)


def _written(bits: int) -> str:
    found = LETTERS[bits & 31]
    while bits := bits >> 5:
        found = LETTERS[bits & 31] + found
    return found


def _check(course: str, bits: int) -> str:
    digest = sha256(f"{course} {bits}".encode()).digest()
    return "".join(LETTERS[byte & 31] for byte in digest[:CHECK])
