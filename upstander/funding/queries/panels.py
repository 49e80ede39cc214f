"""What stands on the home of funding: panels of rows, each noun its own."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from upstander.accounts.interface import User


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


MakePanel = Callable[[User, datetime], Panel | None]
