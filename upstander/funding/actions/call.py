"""An officer of the funder makes a call and moves it on; the clock opens and closes it."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from anyascii import anyascii
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.actions.call_start import (
    copied_columns,
    fill_from_call,
    fill_from_programme,
    usual_columns,
)
from upstander.funding.models import Application, Call
from upstander.funding.queries.call import locked, whole
from upstander.funding.rules.call import (
    CloseReason,
    is_due_to_close,
    is_due_to_open,
    may_close,
    may_extend,
    may_manage,
    may_open,
    may_schedule,
    may_take_back,
)
from upstander.funding.rules.call_checklist import missing
from upstander.funding.states import CALL_MOVES, ApplicationState, CallState
from upstander.funding.tasks.people import tell_organisation
from upstander.network.interface import memberships_of

CLOCK = "system:clock"


@transaction.atomic
def make_call(title: str, year: int, *, by: User, like: Call | None = None) -> Call:
    """A draft: with all of `like` but its dates and state, or with the programme's own models."""
    may_manage(memberships_of(by))
    columns = copied_columns(like) if like else usual_columns()
    call = Call.objects.create(
        key=_free_key(title, year), title=title, year=year, made_by=by, copied_from=like, **columns
    )
    if like:
        fill_from_call(call, like)
    else:
        fill_from_programme(call)
    _record("call.made", call, by, year=year, copied_from=like.pk if like else None)
    return call


def _free_key(title: str, year: int) -> str:
    stem = slugify(f"{anyascii(title)[:45]}-{year}")
    taken = set(Call.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(k for n in range(1, len(taken) + 3) if (k := _numbered(stem, n)) not in taken)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


@transaction.atomic
def schedule_call(call: Call, *, by: User) -> None:
    """It opens on its day, and can no longer change."""
    may_manage(memberships_of(by))
    now = timezone.now()
    call_now = locked(call)
    may_schedule(call_now, not missing(whole(call_now), now))
    _move(call_now, CallState.SCHEDULED, "call.scheduled", by)


@transaction.atomic
def take_back_call(call: Call, *, by: User) -> None:
    """Before it opens, it can become a draft again."""
    may_manage(memberships_of(by))
    call_now = locked(call)
    may_take_back(call_now, timezone.now())
    _move(call_now, CallState.DRAFT, "call.taken_back", by)


@transaction.atomic
def open_call(call: Call, *, by: User) -> None:
    """At once, before its day."""
    may_manage(memberships_of(by))
    call_now, now = locked(call), timezone.now()
    may_open(call_now, now)
    is_early = call_now.opens_at is None or call_now.opens_at > now
    changes = {"opens_at": now} if is_early else {}
    _move(call_now, CallState.OPEN, "call.opened", by, **changes)


@transaction.atomic
def close_call(call: Call, reason: CloseReason, *, by: User) -> None:
    """At once, before its time; the log keeps the code of the reason."""
    may_manage(memberships_of(by))
    call_now, now = locked(call), timezone.now()
    may_close(call_now)
    is_early = call_now.closes_at is None or call_now.closes_at > now
    has_run = call_now.opens_at is None or call_now.opens_at < now  # not where a clock was set back
    changes: dict[str, Any] = {"closes_at": now} if is_early and has_run else {}
    move(call_now, to=CallState.CLOSED, moves=CALL_MOVES, **changes)
    _tell_who_writes(call_now)
    _record("call.closed", call_now, by, reason=CloseReason(reason).value)


@transaction.atomic
def extend_call(call: Call, closes_at: datetime, *, by: User) -> None:
    """More time for everyone."""
    may_manage(memberships_of(by))
    call_now = locked(call)
    may_extend(call_now, closes_at, timezone.now())
    facts = {"from": call_now.closes_at.isoformat(), "to": closes_at.isoformat()}  # type: ignore[union-attr]
    Call.objects.filter(pk=call.pk).update(closes_at=closes_at, version=call_now.version + 1)
    _record("call.extended", call_now, by, **facts)
    _tell_who_writes(call_now)


def _tell_who_writes(call: Call) -> None:
    """Who has a draft learns that its end is not the one that was announced."""
    for row in Application.objects.filter(call=call, state=ApplicationState.DRAFT):
        tell_organisation(row.organisation_id, "application", row.pk)


def keep_call_times(now: datetime) -> int:
    """Open and close what is due at `now`; how many. Another worker may have been faster."""
    running = (CallState.SCHEDULED, CallState.OPEN)
    found = 0
    for call in Call.objects.filter(state__in=running):
        for is_due, to, verb in DUE:
            if is_due(call, now):
                with suppress(NotAllowed), transaction.atomic():
                    move(call, to=to, moves=CALL_MOVES)
                    record(verb, by=CLOCK, of=f"call:{call.pk}")
                    found += 1
    return found


DUE = (
    (is_due_to_open, CallState.OPEN, "call.opened"),
    (is_due_to_close, CallState.CLOSED, "call.closed"),
)


def _move(call: Call, to: CallState, verb: str, by: User, **changes: Any) -> None:
    move(call, to=to, moves=CALL_MOVES, **changes)
    _record(verb, call, by)


def _record(verb: str, call: Call, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"call:{call.pk}", facts=facts)
