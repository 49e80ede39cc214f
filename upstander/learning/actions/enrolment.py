"""People come into a cohort and leave it; whoever waits moves up in the order of coming."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.moves import move
from upstander.learning.models import Cohort, Enrolment
from upstander.learning.queries.cohort import enrolled_in, last_day_of
from upstander.learning.rules import cohort as rules
from upstander.learning.states import ENROLMENT_MOVES, RUNNING_STATES, EnrolmentState
from upstander.learning.tasks import tell_people
from upstander.network.interface import Role, memberships_of


@transaction.atomic
def enrol(cohort: Cohort, *, by: User) -> Enrolment:
    """A place, or the next turn on the waiting list; told by the state of what is returned."""
    cohort = _locked(cohort.pk)
    mine = [m for m in memberships_of(by) if m.role != Role.PARTNER]
    found = cohort.enrolments.filter(user=by).first()
    state, today = found.state if found else "", timezone.localdate()
    work = {m.organisation_id for m in mine}
    rules.may_enrol(work, cohort, state, last_day_of(cohort), today)
    to = _state_of_next(cohort)
    turn = (cohort.enrolments.aggregate(last=Max("turn"))["last"] or 0) + 1
    if found:
        where: dict[str, Any] = {"organisation": mine[0].organisation}
        move(found, to=to, moves=ENROLMENT_MOVES, turn=turn, **where)
    else:
        found = Enrolment.objects.create(
            cohort=cohort, user=by, organisation=mine[0].organisation, state=to, turn=turn
        )
    _note("enrolment.made", cohort, by, state=str(to))
    return found


@transaction.atomic
def leave(enrolment: Enrolment, *, by: User) -> None:
    """She gives up her place or her turn, or a trainer takes her out, of which she is told.

    The next one moves up.
    """
    cohort = _locked(enrolment.cohort_id)
    enrolment = cohort.enrolments.get(pk=enrolment.pk)
    if enrolment.user_id != by.pk:
        rules.may_train(memberships_of(by), cohort.organisation_id)
    rules.may_leave(cohort, enrolment.state)
    move(enrolment, to=EnrolmentState.LEFT, moves=ENROLMENT_MOVES)
    _note("enrolment.left", cohort, by, own=enrolment.user_id == by.pk)
    fill_places(cohort)
    if enrolment.user_id != by.pk:
        _tell(cohort, [enrolment.user_id])


def fill_places(cohort: Cohort) -> None:
    """Whoever waits longest gets what is free. `cohort` is locked."""
    if cohort.state not in RUNNING_STATES:
        return
    free = cohort.places - enrolled_in(cohort)
    waiting = cohort.enrolments.filter(state=EnrolmentState.WAITING).order_by("turn", "pk")
    promoted = list(waiting[: max(0, free)])
    for enrolment in promoted:
        move(enrolment, to=EnrolmentState.ENROLLED, moves=ENROLMENT_MOVES)
        facts = {"enrolment": enrolment.pk}
        record("enrolment.promoted", by="system:cohort", of=f"cohort:{cohort.pk}", facts=facts)
    if people := [enrolment.user_id for enrolment in promoted]:
        _tell(cohort, people)


def _tell(cohort: Cohort, people: list[int]) -> None:
    transaction.on_commit(lambda: tell_people.enqueue(cohort.pk, people))


def _state_of_next(cohort: Cohort) -> EnrolmentState:
    is_full = enrolled_in(cohort) >= cohort.places
    has_line = cohort.enrolments.filter(state=EnrolmentState.WAITING).exists()
    return EnrolmentState.WAITING if is_full or has_line else EnrolmentState.ENROLLED


def _locked(pk: int) -> Cohort:
    return Cohort.objects.select_for_update(no_key=True).get(pk=pk)


def _note(verb: str, cohort: Cohort, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"cohort:{cohort.pk}", facts=facts)
