"""The original beside a translation that no person has read, part by part."""

from collections.abc import Iterable
from typing import Any, NamedTuple

# Words alone may be shown twice. Forms, numbers to call and lists of records stand once.
PROSE = ("text", "steps", "panel", "notice", "details", "exercise", "scenario")


class Parts(NamedTuple):
    """Each block with its original, where it has one; `rest` are originals without a place."""

    pairs: list[tuple[Any, Any]]
    rest: list[Any]

    @property
    def has_originals(self) -> bool:
        """Whether an original stands anywhere."""
        return bool(self.rest) or any(original for _, original in self.pairs)


def parts_of(body: Iterable[Any], original: Iterable[Any] | None) -> Parts:
    """`original` is the body in the source language; None where it is not to be shown.

    Where both are not built alike, as when the original has changed, it stands whole at the end.
    """
    own, other = list(body), list(original or ())
    if [block.block_type for block in own] == [block.block_type for block in other]:
        pairs = zip(own, other, strict=True)
        return Parts([(a, b if b.block_type in PROSE else None) for a, b in pairs], [])
    return Parts([(a, None) for a in own], [b for b in other if b.block_type in PROSE])
