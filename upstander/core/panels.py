"""What stands on the home of a room at the desk: panels of rows."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Row(NamedTuple):
    """A line: what it is, where it leads ("" for nowhere), a note, and whether time is up.

    `is_waiting` says that something is to be done; a row without it only informs.
    """

    text: Any
    url: str
    note: Any = ""
    is_late: bool = False
    is_waiting: bool = True


class Panel(NamedTuple):
    """A heading with its rows; `empty` is said where there are none. `more` is a link below."""

    title: Any
    rows: Sequence[Row]
    empty: Any
    more: tuple[Any, str] | None = None


def what_waits_first(panels: Iterable[Panel | None]) -> list[Panel]:
    """Those that there are, each with what is late first, then what waits."""
    return [
        panel._replace(rows=sorted(panel.rows, key=lambda r: (not r.is_late, not r.is_waiting)))
        for panel in panels
        if panel
    ]


def numbers_of(panels: Iterable[Panel]) -> tuple[int, int]:
    """How many rows wait, and how many are late."""
    rows = [row for panel in panels for row in panel.rows]
    return sum(row.is_waiting for row in rows), sum(row.is_late for row in rows)
