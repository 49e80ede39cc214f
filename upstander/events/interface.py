"""What other contexts may use of events."""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.panels import numbers_of
from upstander.events.queries.day import WORDED, DayInYear, days_in
from upstander.events.queries.event import (
    Found,
    days_at,
    event_paths,
    events_to_find,
    next_days,
    title_of,
)
from upstander.events.queries.panels import panels_for
from upstander.events.rules.calendar import CalendarEntry, calendar_of
from upstander.events.rules.day import may_come_each_year
from upstander.events.shapes import all_kinds

__all__ = [
    "WORDED",
    "CalendarEntry",
    "DayInYear",
    "Found",
    "Waiting",
    "all_kinds",
    "calendar_of",
    "days_at",
    "days_in",
    "event_paths",
    "events_to_find",
    "events_waiting",
    "may_come_each_year",
    "next_days",
    "title_of",
]


class Waiting(NamedTuple):
    """Whether events concern a person, how much waits for her, and how much is late."""

    may_enter: bool
    waiting: int
    late: int


def events_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    panels = panels_for(user, timezone.now())
    return Waiting(bool(panels), *numbers_of(panels))
