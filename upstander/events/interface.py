"""What other contexts may use of events."""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.events.actions.words import publish_reviewed_words, write_event_words
from upstander.events.queries.day import WORDED, DayInYear, days_in
from upstander.events.queries.editing import all_event_words, event_pieces, event_words
from upstander.events.queries.event import (
    Found,
    days_at,
    event_paths,
    events_to_find,
    events_visible_to,
    inviting_organisations,
    next_days,
    public_event_paths,
    title_of,
    unnoted,
)
from upstander.events.rules.calendar import CalendarEntry, calendar_of
from upstander.events.rules.day import may_come_each_year
from upstander.events.shapes import all_kinds
from upstander.events.states import EventState

__all__ = [
    "WORDED",
    "CalendarEntry",
    "DayInYear",
    "Found",
    "Waiting",
    "all_event_words",
    "all_kinds",
    "calendar_of",
    "days_at",
    "days_in",
    "event_paths",
    "event_pieces",
    "event_words",
    "events_to_find",
    "events_waiting",
    "may_come_each_year",
    "next_days",
    "public_event_paths",
    "publish_reviewed_words",
    "title_of",
    "write_event_words",
]


class Waiting(NamedTuple):
    """Whether events concern a person, how much waits for her, and how much of it is late.

    A draft waits; a day that is over and of which nobody noted who was there is late.
    """

    may_enter: bool
    waiting: int
    late: int


def events_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    if not inviting_organisations(user):
        return Waiting(False, 0, 0)
    late = unnoted(user, timezone.now()).count()
    drafts = events_visible_to(user).filter(state=EventState.DRAFT).count()
    return Waiting(True, drafts + late, late)
