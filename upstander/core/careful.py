"""Which content is about safety, rights or consent, for rooms below the one that keeps the marks.

That room says how they are found, when the program starts; a room below asks here.
"""

from collections.abc import Callable
from typing import Any

_found_by: list[Callable[[str], Any]] = []


def careful_is_found_by(find: Callable[[str], Any]) -> None:
    """`find(kind)` gives the keys, to be asked for within another query; the last word counts."""
    _found_by[:] = [find]


def careful_keys(kind: str) -> Any:
    """The keys of such content of a kind: a query not yet asked, or nothing."""
    return _found_by[0](kind) if _found_by else ()
