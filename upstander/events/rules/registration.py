"""May someone register, and give a place up?"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.events.states import EventState, RegistrationState

# What people wrote of themselves is kept so long: for who forgot to note who came.
KEPT = timedelta(days=14)
REMINDED_BEFORE = timedelta(hours=26)
LONGEST_LINE = 1000  # on a waiting list


def is_open(occurrence: Any, now: datetime) -> bool:
    """Whether one can register: until it begins."""
    event = occurrence.event
    return (
        event.state == EventState.PUBLISHED
        and event.needs_registration
        and not occurrence.is_cancelled
        and occurrence.starts_at > now
    )


def may_register(occurrence: Any, waiting: int, now: datetime) -> None:
    """Anyone, without an account."""
    if not is_open(occurrence, now):
        raise NotAllowed(_("Nobody can register for this day any more."))
    if waiting >= LONGEST_LINE:
        raise NotAllowed(_("The waiting list is full. Please ask the organisation."))


def may_give_up(registration: Any, now: datetime) -> None:
    """Who has a place, or waits for one, until it begins."""
    if registration.state == RegistrationState.GIVEN_UP:
        raise NotAllowed(_("This place is given up already."))
    if registration.occurrence.starts_at <= now:
        raise NotAllowed(_("It has begun already. You need not do anything."))


def kept_until(occurrence: Any) -> datetime:
    """When what people wrote of themselves goes: two weeks after the day, or after it was cancelled
    if that was before.
    """
    end: datetime = occurrence.ends_at
    return (min(end, occurrence.changed_at) if occurrence.is_cancelled else end) + KEPT
