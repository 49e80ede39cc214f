"""People register and give up a place; whoever waits moves up in the order of coming."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.moves import move
from upstander.events.codes import code_of, digest_of_code, digest_of_sheet, seal
from upstander.events.models import Event, Occurrence, Registration
from upstander.events.queries.registration import is_full, waiting_at
from upstander.events.rules import registration as rules
from upstander.events.rules.event import may_change
from upstander.events.states import REGISTRATION_MOVES, EventState, RegistrationState
from upstander.events.tasks import remind_of, tell_registered
from upstander.network.interface import memberships_of

PUBLIC, SYSTEM = "public", "system:events"
WRITTEN = ("name", "mail", "access", "interpreting")


@transaction.atomic
def register(
    occurrence: Occurrence, sheet: str, values: Mapping[str, str], language: str
) -> Registration:
    """A place, or the next turn on the waiting list; told by the state of what is returned.

    `values`: those of `WRITTEN`, each may be empty. The same `sheet` gives the same registration.
    """
    occurrence = _locked(occurrence.pk)
    known = Registration.objects.filter(sheet_digest=digest_of_sheet(sheet)).first()
    if known:
        return known
    now = timezone.now()
    rules.may_register(occurrence, waiting_at(occurrence), now)
    pk, code = uuid4(), code_of(sheet)
    row = Registration.objects.create(
        pk=pk,
        occurrence=occurrence,
        state=_state_of_next(occurrence),
        turn=(occurrence.registrations.aggregate(last=Max("turn"))["last"] or 0) + 1,
        language=language,
        made_on=timezone.localdate(now),
        sealed=seal({**{name: values.get(name, "") for name in WRITTEN}, "code": code}, str(pk)),
        code_digest=digest_of_code(code),
        sheet_digest=digest_of_sheet(sheet),
    )
    _note("registration.made", occurrence)
    if values.get("mail"):
        transaction.on_commit(lambda: tell_registered.enqueue([str(pk)], "made"))
    return row


@transaction.atomic
def give_up(registration: Registration) -> None:
    """Whoever has the code does not come after all: what she wrote goes, the next one moves up."""
    occurrence = _locked(registration.occurrence_id)
    row = Registration.objects.get(pk=registration.pk)
    row.occurrence = occurrence
    rules.may_give_up(row, timezone.now())
    _end(row)
    _note("registration.given_up", occurrence)
    fill_places(occurrence)


@transaction.atomic
def take_out(registration: Registration, *, by: User) -> None:
    """People of the organisation free a place that is no one's, as after a joke or an abuse."""
    occurrence = _locked(registration.occurrence_id)
    row = Registration.objects.get(pk=registration.pk)
    row.occurrence = occurrence
    may_change(list(memberships_of(by)), occurrence.event)
    rules.may_give_up(row, timezone.now())
    _end(row)
    record("registration.taken_out", by=f"user:{by.pk}", of=f"event:{occurrence.event_id}")
    fill_places(occurrence)


def _end(row: Registration) -> None:
    move(row, to=RegistrationState.GIVEN_UP, moves=REGISTRATION_MOVES, sealed=None)


def _note(verb: str, occurrence: Occurrence) -> None:
    record(verb, by=PUBLIC, of=f"event:{occurrence.event_id}", to_the_day=True)


def fill_places(occurrence: Occurrence) -> list[str]:
    """Whoever waits longest gets what is free, and a letter: who. The event is locked."""
    event = Event.objects.get(pk=occurrence.event_id)
    if event.state != EventState.PUBLISHED or occurrence.is_cancelled:
        return []
    rows = occurrence.registrations.all()
    waiting = rows.filter(state=RegistrationState.WAITING).order_by("turn", "pk")
    placed = rows.filter(state=RegistrationState.PLACED).count()
    free = None if event.places is None else max(0, event.places - placed)
    promoted = list(waiting[:free])
    for row in promoted:
        move(row, to=RegistrationState.PLACED, moves=REGISTRATION_MOVES)
    people = [str(row.pk) for row in promoted]
    if people:
        facts = {"places": len(people)}
        record("registration.promoted", by=SYSTEM, of=f"event:{event.pk}", facts=facts)
        transaction.on_commit(lambda: tell_registered.enqueue(people, "placed"))
    return people


def _state_of_next(occurrence: Occurrence) -> RegistrationState:
    waits = is_full(occurrence) or waiting_at(occurrence) > 0
    return RegistrationState.WAITING if waits else RegistrationState.PLACED


def _locked(pk: int) -> Occurrence:
    """The event is locked: places are counted by one at a time."""
    found = Occurrence.objects.get(pk=pk)
    found.event = Event.objects.select_for_update(no_key=True).get(pk=found.event_id)
    found.refresh_from_db(fields=["starts_at", "ends_at", "is_cancelled"])
    return found


def remind(now: datetime) -> int:
    """Each day that is near, once: gives how many."""
    near = now + rules.REMINDED_BEFORE
    rows = Occurrence.objects.filter(
        event__state=EventState.PUBLISHED, is_cancelled=False, reminded_at=None,
        starts_at__gt=now, starts_at__lte=near, registrations__state=RegistrationState.PLACED,
    )  # fmt: skip
    return sum(_remind(pk, now) for pk in set(rows.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, now: datetime) -> int:
    """Whoever of two workers writes first has it."""
    if not Occurrence.objects.filter(pk=pk, reminded_at=None).update(reminded_at=now):
        return 0
    transaction.on_commit(lambda: remind_of.enqueue(pk))
    return 1


@transaction.atomic
def forget_people(now: datetime) -> int:
    """What people wrote of themselves goes when the rule `kept_until` says: gives how many rows."""
    since = now - rules.KEPT
    is_off = Q(occurrence__is_cancelled=True, occurrence__changed_at__lte=since)
    rows = Registration.objects.filter(is_off | Q(occurrence__ends_at__lte=since))
    gone = rows.filter(sealed__isnull=False).update(sealed=None)
    if gone:
        record("registration.forgotten", by=SYSTEM, of="events", facts={"rows": gone})
    return gone
