"""A cohort is made, opened, filled and finished; its sessions are written and noted."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.learning.actions.certificate import issue_to_all
from upstander.learning.actions.enrolment import fill_places
from upstander.learning.models import Attendance, Cohort, CohortSession, Enrolment
from upstander.learning.queries.cohort import enrolled_in, last_day_of
from upstander.learning.rules import cohort as rules
from upstander.learning.states import (
    COHORT_MOVES,
    RUNNING_STATES,
    CohortState,
    EnrolmentState,
)
from upstander.learning.tasks import tell_people
from upstander.network.interface import memberships_of

WRITTEN = ("course", "title", "about", "language", "places", "sessions_needed", "lessons_needed")
OF_A_SESSION = ("day", "starts", "ends", "place")


@transaction.atomic
def make_cohort(organisation: Any, values: Mapping[str, Any], *, by: User) -> Cohort:
    """A draft. `values`: `course` (key), `title`, `language`, `places`, and where wanted the rest
    of `WRITTEN`.
    """
    rules.may_train(memberships_of(by), organisation.pk)
    found = {name: values[name] for name in WRITTEN if name in values}
    cohort = Cohort.objects.create(organisation=organisation, made_by=by, **found)
    _note("cohort.made", cohort, by, course=cohort.course)
    return cohort


@transaction.atomic
def change_cohort(cohort: Cohort, values: Mapping[str, Any], *, seen: int, by: User) -> None:
    """What it says and how many places there are; whoever waits gets what is free."""
    cohort = locked_cohort(cohort.pk)
    rules.may_change(memberships_of(by), cohort)
    rules.may_have_places(values["places"], enrolled_in(cohort))
    _next_version(cohort, seen, **{name: values[name] for name in WRITTEN if name in values})
    _note("cohort.changed", cohort, by)
    cohort.refresh_from_db()
    fill_places(cohort)


@transaction.atomic
def write_session(
    cohort: Cohort, number: int | None, values: Mapping[str, Any], *, seen: int, by: User
) -> None:
    """Add a session, or change one: `day`, `starts`, `ends`, `place`. Whoever comes is told."""
    cohort, mine = locked_cohort(cohort.pk), list(memberships_of(by))
    found = {name: values[name] for name in OF_A_SESSION}
    rules.may_change(mine, cohort)
    before = cohort.sessions.filter(pk=number).values(*OF_A_SESSION).first() if number else None
    if number is None:
        CohortSession.objects.create(cohort=cohort, **found)
    elif not cohort.sessions.filter(pk=number).update(**found):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    _next_version(cohort, seen)
    _note("cohort.session_written", cohort, by)
    if found != before:
        _tell_of_sessions(cohort, found["day"], *([before["day"]] if before else []))


@transaction.atomic
def remove_session(session: CohortSession, *, by: User) -> None:
    """One that was planned and does not take place."""
    cohort = locked_cohort(session.cohort_id)
    session.refresh_from_db()
    rules.may_remove_session(memberships_of(by), cohort, session, cohort.sessions.count())
    session.delete()
    _next_version(cohort, cohort.version)
    _note("cohort.session_removed", cohort, by)
    _tell_of_sessions(cohort, session.day)


@transaction.atomic
def open_cohort(cohort: Cohort, *, by: User) -> None:
    """People of the network see it and can enrol; also again, after it was closed to them."""
    cohort = locked_cohort(cohort.pk)
    today = timezone.localdate()
    rules.may_open(memberships_of(by), cohort, last_day_of(cohort), today)
    move(cohort, to=CohortState.OPEN, moves=COHORT_MOVES)
    _note("cohort.opened", cohort, by)


@transaction.atomic
def close_cohort(cohort: Cohort, *, by: User) -> None:
    """Nobody else enrols; who waits may still move up."""
    cohort = locked_cohort(cohort.pk)
    rules.may_go(memberships_of(by), cohort, CohortState.CLOSED)
    move(cohort, to=CohortState.CLOSED, moves=COHORT_MOVES)
    _note("cohort.closed", cohort, by)


@transaction.atomic
def finish_cohort(cohort: Cohort, *, by: User) -> int:
    """It is over. Whoever has completed it gets a certificate; returns how many."""
    cohort = locked_cohort(cohort.pk)
    rules.may_finish(memberships_of(by), cohort, last_day_of(cohort), timezone.localdate())
    move(cohort, to=CohortState.FINISHED, moves=COHORT_MOVES)
    number = issue_to_all(cohort, by=by)
    _note("cohort.finished", cohort, by, certificates=number)
    return number


@transaction.atomic
def cancel_cohort(cohort: Cohort, *, by: User) -> None:
    """It does not take place. Everyone who has a place or waits for one is written to."""
    cohort = locked_cohort(cohort.pk)
    rules.may_go(memberships_of(by), cohort, CohortState.CANCELLED)
    move(cohort, to=CohortState.CANCELLED, moves=COHORT_MOVES)
    _note("cohort.cancelled", cohort, by)
    tell(cohort, _taking_part(cohort))


@transaction.atomic
def note_attendance(session: CohortSession, there: Collection[int], *, seen: int, by: User) -> None:
    """Who was there, by the numbers of their enrolments, instead of what was noted before."""
    locked_cohort(session.cohort_id)
    session = CohortSession.objects.select_related("cohort").get(pk=session.pk)
    rules.may_note_attendance(memberships_of(by), session, timezone.localdate())
    rows = CohortSession.objects.filter(pk=session.pk, version=seen)
    if not rows.update(version=seen + 1, is_noted=True):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    people = session.cohort.enrolments.filter(state=EnrolmentState.ENROLLED, pk__in=there)
    session.attended.filter(enrolment__state=EnrolmentState.ENROLLED).delete()
    Attendance.objects.bulk_create(Attendance(session=session, enrolment=row) for row in people)
    _note("cohort.attendance_noted", session.cohort, by, session=session.pk, there=len(people))


@transaction.atomic
def note_lessons(enrolment: Enrolment, done: Collection[int], *, by: User) -> None:
    """She says which lessons she has done, by their numbers."""
    row = Enrolment.objects.select_for_update(no_key=True, of=("self",)).select_related("cohort")
    enrolment = row.get(pk=enrolment.pk, user=by)
    rules.may_note_lessons(enrolment.cohort, enrolment.state)
    enrolment.lessons = sorted(set(done))
    enrolment.save(update_fields=["lessons"])
    _note("enrolment.lessons_noted", enrolment.cohort, by, lessons=len(enrolment.lessons))


def _taking_part(cohort: Cohort) -> list[int]:
    """Everyone who has a place or waits for one."""
    rows = cohort.enrolments.exclude(state=EnrolmentState.LEFT).order_by("turn", "pk")
    return list(rows.values_list("user_id", flat=True))


def _tell_of_sessions(cohort: Cohort, *days: date) -> None:
    """When and where has changed, of what is still to come."""
    if cohort.state in RUNNING_STATES and max(days) >= timezone.localdate():
        tell(cohort, _taking_part(cohort))


def tell(cohort: Cohort, people: list[int]) -> None:
    """After the commit, a mail to each that something waits."""
    if people:
        transaction.on_commit(lambda: tell_people.enqueue(cohort.pk, people))


def locked_cohort(pk: int) -> Cohort:
    """As it is now, and nobody else changes it or its enrolments meanwhile."""
    rows = Cohort.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation").get(pk=pk)


def _next_version(cohort: Cohort, seen: int, **changes: Any) -> None:
    rows = Cohort.objects.filter(pk=cohort.pk, version=seen)
    if not rows.update(version=seen + 1, **changes):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))


def _note(verb: str, cohort: Cohort, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"cohort:{cohort.pk}", facts=facts)
