"""May an event be written, shown, moved, cancelled? Memberships and moments are passed in."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.events.states import EVENT_MOVES, TRANSLATING_ROLES, EventState
from upstander.network.interface import writes_for


def may_plan(mine: Iterable[Any], organisation_id: int) -> None:
    """Who writes in the name of the organisation that invites."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("Only people who work in this organisation can do this."))


def may_change(mine: Iterable[Any], event: Any) -> None:
    """As long as it is not cancelled."""
    may_plan(mine, event.organisation_id)
    if event.state == EventState.CANCELLED:
        raise NotAllowed(_("This event is cancelled. It stays as it is."))


def may_translate(mine: Iterable[Any], event: Any) -> None:
    """Whoever edits or translates there, what everyone sees: as drafts."""
    roles = {m.role for m in mine if m.organisation_id == event.organisation_id}
    if not roles & TRANSLATING_ROLES:
        raise NotAllowed(_("Only people who work in this organisation can do this."))
    may_be_translated(event, "")


def may_be_translated(event: Any, language: str) -> None:
    """What everyone sees, into another language."""
    if event.state != EventState.PUBLISHED:
        raise NotAllowed(_("This is not here any more."))
    if language == event.language:
        raise NotAllowed(_("This is the original. Change it in the editor."))


def may_publish(mine: Iterable[Any], event: Any, last_end: datetime | None, now: datetime) -> None:
    """A draft that says where, with a time that is still to come."""
    may_plan(mine, event.organisation_id)
    if EventState.PUBLISHED not in EVENT_MOVES[event.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if not (event.place or event.link):
        raise NotAllowed(_("Write where it takes place, or the link of the call."))
    if last_end is None or last_end <= now:
        raise NotAllowed(_("Its last day is over. Choose a later one."))


def may_cancel(mine: Iterable[Any], event: Any, last_end: datetime | None, now: datetime) -> None:
    """What is not over. A draft may always be put away."""
    may_plan(mine, event.organisation_id)
    if EventState.CANCELLED not in EVENT_MOVES[event.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if event.state == EventState.PUBLISHED and (last_end is None or last_end <= now):
        raise NotAllowed(_("This event is over. It stays as it is."))


def may_add_a_day(mine: Iterable[Any], event: Any) -> None:
    """To an event that everyone sees: the days of a draft are made of its plan, each time anew."""
    may_change(mine, event)
    if event.state != EventState.PUBLISHED:
        raise NotAllowed(_("Change the plan of the event itself: nobody sees it yet."))


def may_be_moved(mine: Iterable[Any], occurrence: Any, now: datetime) -> None:
    """A time that is not over or noted, of an event that everyone sees."""
    may_add_a_day(mine, occurrence.event)
    has_taken_place = occurrence.ends_at <= now or occurrence.attendance is not None
    if occurrence.is_cancelled or has_taken_place:
        raise NotAllowed(_("This day is over or cancelled. It stays as it is."))


def fits_the_clock(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """A new time lies ahead, and ends within a day after it starts."""
    if starts_at <= now:
        raise NotAllowed(_("This time is over already. Choose a later one."))
    if not 0 < (ends_at - starts_at).total_seconds() <= 24 * 60 * 60:
        raise NotAllowed(_("It ends before it begins. Change one."))


def may_note_attendance(mine: Iterable[Any], occurrence: Any, now: datetime) -> None:
    """Once it has begun; also long after: people forget."""
    may_plan(mine, occurrence.event.organisation_id)
    if occurrence.event.state != EventState.PUBLISHED or occurrence.is_cancelled:
        raise NotAllowed(_("This day is cancelled. Nobody was there."))
    if occurrence.starts_at > now:
        raise NotAllowed(_("This day is still to come. Note it when it has taken place."))


def may_have_places(places: int | None, placed: Collection[int]) -> None:
    """Nobody loses a place that she has. `placed`: how many have one, at each time to come."""
    if places is not None and any(number > places for number in placed):
        raise NotAllowed(_("More people than that have a place already."))


def may_stop_registering(needs_registration: bool, registered: int) -> None:
    """Nobody who registered is forgotten."""
    if not needs_registration and registered:
        raise NotAllowed(_("People have registered. So registration stays."))
