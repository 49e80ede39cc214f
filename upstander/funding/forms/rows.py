"""Rows of a form that are added, moved and taken out without a script."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

MOST_ROWS = 60


def rows_of(data: Mapping[str, Any], prefix: str) -> list[dict[str, str]]:
    """What was typed in the rows `prefix`, in the order of the page."""
    rows = []
    for number in range(_count(data, prefix)):
        begin = f"{prefix}-{number}-"
        rows.append({key[len(begin) :]: data[key] for key in data if key.startswith(begin)})
    return rows


def _count(data: Mapping[str, Any], prefix: str) -> int:
    return min(_number(str(data.get(f"_{prefix}-rows", ""))) or 0, MOST_ROWS)


def _number(text: str) -> int | None:
    """A number as a page counts its rows; None where it is none, or longer than any of them."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def arranged(data: QueryDict, prefix: str) -> tuple[QueryDict, list[int | None]]:
    """The data after what a button said of its rows, and where each of them came from.

    Buttons are called `do` and say `PREFIX-up-N`, `PREFIX-down-N`, `PREFIX-remove-N`.
    """
    rows = rows_of(data, prefix)
    places: list[int | None] = list(range(len(rows)))
    do, _, number = data.get("do", "").rpartition("-")
    place = _number(number)
    if place is not None and place < len(rows):
        if do == f"{prefix}-remove":
            del places[place]
        elif do == f"{prefix}-up" and place > 0:
            places[place - 1 : place + 1] = [place, place - 1]
        elif do == f"{prefix}-down" and place + 1 < len(rows):
            places[place : place + 2] = [place + 1, place]
    if places == list(range(len(rows))):
        return data, places
    return _written(data, prefix, [rows[p] for p in places if p is not None]), places


def _written(data: QueryDict, prefix: str, rows: list[dict[str, str]]) -> QueryDict:
    found = data.copy()
    for key in [key for key in found if key.startswith(f"{prefix}-")]:
        del found[key]
    found[f"_{prefix}-rows"] = str(len(rows))
    for number, row in enumerate(rows):
        for name, value in row.items():
            found[f"{prefix}-{number}-{name}"] = value
    return found


class Rows:
    """The same small form several times. A row in which nothing is written is none.

    `data` is None for a page that is only shown: then `stored` is drawn, and one row more.
    """

    def __init__(
        self,
        form: type[forms.Form],
        prefix: str,
        data: Mapping[str, Any] | None,
        stored: Sequence[Mapping[str, Any]],
        **options: Any,
    ) -> None:
        self.prefix = prefix
        if data is None:
            self.forms = [
                form(initial=dict(values), prefix=f"{prefix}-{number}", **options)
                for number, values in enumerate([*stored, {}])
            ]
        else:
            self.forms = [
                form(data, prefix=f"{prefix}-{number}", **options)
                for number in range(_count(data, prefix))
            ]

    def __iter__(self) -> Any:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def last(self) -> int:
        """The place of the last row that is written."""
        return len(self.forms) - 1

    def is_valid(self) -> bool:
        """Whether every row can be read."""
        found = [form.is_valid() for form in self.forms]  # each says its own faults
        return all(found)

    def written(self) -> list[tuple[int, dict[str, Any]]]:
        """The rows in which something is written, once all can be read: place and content."""
        rows = enumerate(self.forms)
        return [(number, form.cleaned_data) for number, form in rows if not is_blank(form)]


def is_blank(form: forms.Form) -> bool:
    """Whether nothing was typed in a row."""
    values = (form.data.get(form.add_prefix(name), "") for name in form.fields)
    return not any(str(value).strip() for value in values)
