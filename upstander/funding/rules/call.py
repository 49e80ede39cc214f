"""What may happen to a call, and who may do it. Time and memberships are passed in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upstander.core.errors import NotAllowed
from upstander.core.zones import is_zone
from upstander.funding.states import CALL_MOVES, CallState
from upstander.network.interface import is_officer

# While someone may still read it as an invitation, its words may become clearer.
WORDED_STATES = (CallState.DRAFT, CallState.SCHEDULED, CallState.OPEN, CallState.CLOSED)
LONGEST_SCALE = 11


class CloseReason(TextChoices):
    """Why a call ends before its time; the log keeps the code."""

    ENOUGH = "enough", gettext_lazy("There are enough applications")
    MONEY = "money", gettext_lazy("The money is no longer there")
    FAULT = "fault", gettext_lazy("There is a mistake in the call")
    AGREED = "agreed", gettext_lazy("All who want to apply have applied")


def may_manage(mine: Iterable[Any]) -> None:
    """Officers of the funder make calls, and see all that belongs to them."""
    if not is_officer(mine):
        raise NotAllowed(_("Only an officer of the funder can do this."))


def is_open(call: Any, now: datetime) -> bool:
    """Whether applications are taken at `now`, whether or not the clock's job has run.

    That is: opened or due to open, and before `closes_at`, where there is one.
    """
    has_opened = call.state == CallState.OPEN or (
        call.state == CallState.SCHEDULED and call.opens_at is not None and call.opens_at <= now
    )
    return has_opened and (call.closes_at is None or now < call.closes_at)


def local(call: Any, moment: datetime) -> datetime:
    """A moment as the clocks show it where the call is made; UTC where its zone is unknown."""
    return moment.astimezone(ZoneInfo(call.time_zone if is_zone(call.time_zone) else "UTC"))


def is_due_to_open(call: Any, now: datetime) -> bool:
    """Whether the job has to open it."""
    return call.state == CallState.SCHEDULED and call.opens_at is not None and call.opens_at <= now


def is_due_to_close(call: Any, now: datetime) -> bool:
    """Whether the job has to close it."""
    return call.state == CallState.OPEN and call.closes_at is not None and call.closes_at <= now


def may_change(call: Any) -> None:
    """All of a call changes only in draft: who applies must be able to rely on it."""
    if call.state != CallState.DRAFT:
        raise NotAllowed(_("This call is no longer a draft. Only its words can still change."))


def may_reword(call: Any) -> None:
    """Translations and the summary harm nobody; of what is decided, nothing changes."""
    if call.state not in WORDED_STATES:
        raise NotAllowed(_("This call is decided, so it can no longer change."))


def may_move(call: Any, to: str) -> None:
    """Along the table of moves."""
    if to not in CALL_MOVES[call.state]:
        raise NotAllowed(_("This cannot be done in the state that the call is in now."))


def may_schedule(call: Any, is_complete: bool) -> None:
    """Only what has nothing missing."""
    may_move(call, CallState.SCHEDULED)
    if not is_complete:
        raise NotAllowed(_("Something is still missing. Look at the list on the call's page."))


def may_take_back(call: Any, now: datetime) -> None:
    """Back to draft before it opens; by its date, not by whether the job has run."""
    may_move(call, CallState.DRAFT)
    if is_due_to_open(call, now):
        raise NotAllowed(_("The day to open has come, so the call can no longer be a draft."))


def may_open(call: Any, now: datetime) -> None:
    """By hand before its date; but not when it would be closed at once."""
    may_move(call, CallState.OPEN)
    if call.closes_at is None or call.closes_at <= now:
        raise NotAllowed(_("The day to close has passed. Take the call back and change its dates."))


def may_close(call: Any) -> None:
    """An open call is closed before its time, by someone who gives a reason."""
    may_move(call, CallState.CLOSED)


def may_extend(call: Any, closes_at: datetime, now: datetime) -> None:
    """The end may only move to a later moment, as long as the call is open."""
    if not is_open(call, now):
        raise NotAllowed(_("Only an open call gets more time."))
    if call.closes_at is None or closes_at <= call.closes_at:
        raise NotAllowed(_("Choose a moment after the one at which the call closes now."))


def may_remove_question(call: Any, question: Any, led_to: Iterable[Any]) -> None:
    """A question stays as long as another is asked because of it."""
    may_change(call)
    if any(other.asked_if_id == question.pk for other in led_to):
        raise NotAllowed(_("Another question is asked because of this one. Change that one first."))


def may_be_second(version: int, seen: int) -> None:
    """Nobody writes over what a colleague saved meanwhile."""
    if version != seen:
        raise NotAllowed(
            _(
                "Someone changed this call a moment ago. What you wrote is still here. "
                "Look at the call as it is now, then save again."
            )
        )
