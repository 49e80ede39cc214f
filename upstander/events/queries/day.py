"""Important days of the year, in the reader's language."""

from datetime import date
from typing import NamedTuple

from upstander.events.models import ImportantDay
from upstander.events.rules.day import dates_in
from upstander.network.interface import Text, Wordings

# The kinds whose words `days_in` looks up.
WORDED = ("day",)


class DayInYear(NamedTuple):
    """An important day in one year. `last` is `first`, but for what takes a whole month."""

    key: str
    name: Text
    why: Text
    first: date
    last: date
    source: str


def days_in(first: date, last: date, wordings: Wordings) -> list[DayInYear]:
    """What falls between two days or has begun before and still lasts, in order; one query.

    A month that has begun is given with all of its days. Made for spans of months or a few years.
    """
    found = [
        _said(row, *dates, wordings)
        for row in ImportantDay.objects.filter(is_shown=True).order_by("position", "key", "pk")
        for year in range(first.year, last.year + 1)
        if (dates := dates_in(year, row))[1] >= first and dates[0] <= last
    ]
    return sorted(found, key=lambda day: day.first)


def _said(row: ImportantDay, first: date, last: date, wordings: Wordings) -> DayInYear:
    name = wordings.text(f"day:{row.key}:name", row.name)
    why = wordings.text(f"day:{row.key}:why", row.why)
    return DayInYear(row.key, name, why, first, last, row.source)
