"""People take a seat in the committee, leave it, and are forgotten a year later."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import SYSTEM, User
from upstander.audit.interface import record
from upstander.network.interface import Role, memberships_of, people_in
from upstander.partnership.actions.keeping import keep, locked
from upstander.partnership.models import Partner, Seat
from upstander.partnership.queries.partner import not_over
from upstander.partnership.rules import partner as rules
from upstander.partnership.rules.seat import may_have_account, may_sit, may_speak_for

A_YEAR = timedelta(days=365)


class Person(NamedTuple):
    """Who sits in a committee; `user` is the account of a colleague, or None."""

    name: str
    role: str
    partner: Partner | None
    email: str
    phone: str
    user: User | None
    starts_on: date
    ends_on: date | None


@transaction.atomic
def add_seat(organisation: Any, person: Person, *, by: User) -> Seat:
    """Someone takes a seat. NotAllowed where she may not, or has one."""
    seat = Seat(organisation=locked(organisation), **person._asdict())
    rules.may_write(memberships_of(by), organisation.pk)
    _check(seat)
    seat.save()
    _record("seat.added", seat, by)
    return seat


@transaction.atomic
def change_seat(seat: Seat, person: Person, seen: int, *, by: User) -> Seat:
    """Change what is known. `seen` is the version of the page; Conflict where there is a newer."""
    locked(seat.organisation)
    rules.may_write(memberships_of(by), seat.organisation_id)
    rules.may_change(Seat.objects.get(pk=seat.pk), timezone.localdate())
    _check(Seat(pk=seat.pk, organisation=seat.organisation, **person._asdict()))
    keep(seat, seen, **person._asdict())
    _record("seat.changed", seat, by)
    return seat


@transaction.atomic
def end_seat(seat: Seat, day: date, seen: int, *, by: User) -> None:
    """The term ends on a day, and is over from then on."""
    locked(seat.organisation)
    rules.may_write(memberships_of(by), seat.organisation_id)
    rules.may_change(Seat.objects.get(pk=seat.pk), timezone.localdate())
    rules.may_run(seat.starts_on, day)
    keep(seat, seen, ends_on=day)
    _record("seat.ended", seat, by)


def clear_old_seats(now: datetime) -> int:
    """Forget who it was, and how to reach her, a year after a term. How many there were.

    That there was a seat, in which role and for whom it spoke, stays.
    """
    last = timezone.localdate(now) - A_YEAR
    rows = Seat.objects.filter(ends_on__lte=last)
    with transaction.atomic():
        named = rows.exclude(name="", email="", phone="", user=None).select_for_update(no_key=True)
        keys = list(named.values_list("pk", flat=True))
        Seat.objects.filter(pk__in=keys).update(name="", email="", phone="", user=None)
        for key in keys:
            record("seat.cleared", by=SYSTEM, of=f"seat:{key}")
    return len(keys)


def _check(seat: Seat) -> None:
    today = timezone.localdate()
    others = Seat.objects.filter(not_over(today), organisation=seat.organisation_id)
    may_sit(seat, list(others.exclude(pk=seat.pk)))
    may_speak_for(seat, seat.partner, today)
    colleagues = people_in(seat.organisation_id, Role.values)
    may_have_account(seat.user_id, set(colleagues.values_list("user", flat=True)))
    rules.may_run(seat.starts_on, seat.ends_on)


def _record(verb: str, seat: Seat, by: User) -> None:
    facts = {"organisation": seat.organisation_id, "role": seat.role, "partner": seat.partner_id}
    record(verb, by=f"user:{by.pk}", of=f"seat:{seat.pk}", facts=facts)
