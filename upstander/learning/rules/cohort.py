"""May a cohort be opened, joined, left, finished? And who has completed it?

Memberships, days and counts are passed in.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.learning.states import (
    COHORT_MOVES,
    RUNNING_STATES,
    CohortState,
    EnrolmentState,
)
from upstander.network.interface import Role

TRAINING_ROLES = frozenset({Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.TRAINER})


def trains_for(mine: Iterable[Any], organisation_id: int) -> bool:
    """Whether one of these memberships gives trainings in the name of an organisation."""
    return any(m.organisation_id == organisation_id and m.role in TRAINING_ROLES for m in mine)


def may_train(mine: Iterable[Any], organisation_id: int) -> None:
    """Trainers of the organisation, which is the hub."""
    if not trains_for(mine, organisation_id):
        raise NotAllowed(_("Only people of the hub who give trainings can do this."))


def may_change(mine: Iterable[Any], cohort: Any) -> None:
    """As long as it is not over."""
    may_train(mine, cohort.organisation_id)
    if cohort.state not in (CohortState.DRAFT, *RUNNING_STATES):
        raise NotAllowed(_("This training is over. It stays as it is."))


def may_have_places(places: int, enrolled: int) -> None:
    """Nobody loses a place that she has."""
    if places < enrolled:
        raise NotAllowed(_("More people than that have a place already."))


def may_remove_session(mine: Iterable[Any], cohort: Any, session: Any, sessions: int) -> None:
    """Not one at which someone was noted, and never the last of a training that is open."""
    may_change(mine, cohort)
    if session.is_noted:
        raise NotAllowed(_("It is noted who was there. So this session stays."))
    if sessions < 2 and cohort.state != CohortState.DRAFT:
        raise NotAllowed(_("Add a session first: day, hours and place."))


def may_go(mine: Iterable[Any], cohort: Any, to: str) -> None:
    """Along the table of moves."""
    may_train(mine, cohort.organisation_id)
    if to not in COHORT_MOVES[cohort.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_open(mine: Iterable[Any], cohort: Any, last_day: date | None, today: date) -> None:
    """With a session that is still to come."""
    may_go(mine, cohort, CohortState.OPEN)
    if last_day is None:
        raise NotAllowed(_("Add a session first: day, hours and place."))
    if last_day < today:
        raise NotAllowed(_("The last day is over. Choose a later one."))


def may_finish(mine: Iterable[Any], cohort: Any, last_day: date | None, today: date) -> None:
    """When its last day has come."""
    may_go(mine, cohort, CohortState.FINISHED)
    if last_day is None or last_day > today:
        raise NotAllowed(_("The last session is still to come. Finish the training after it."))


def may_enrol(
    workplaces: Collection[int], cohort: Any, state: str, last_day: date | None, today: date
) -> None:
    """Whoever works in the network, once. `state` is that of her enrolment, "" without one."""
    if not workplaces:
        raise NotAllowed(_("Trainings are for people who work in the network."))
    if state == EnrolmentState.ENROLLED:
        raise NotAllowed(_("You are enrolled already. You need not do anything more."))
    if state == EnrolmentState.WAITING:
        raise NotAllowed(_("You are on the waiting list already. We write when a place is free."))
    if cohort.state != CohortState.OPEN or last_day is None or last_day < today:
        raise NotAllowed(_("Nobody can enrol in this training now."))


def may_leave(cohort: Any, state: str) -> None:
    """Who has a place, or waits for one, until it is over."""
    if cohort.state not in RUNNING_STATES or state == EnrolmentState.LEFT:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_note_attendance(mine: Iterable[Any], session: Any, today: date) -> None:
    """From the day of the session on; also when the training is finished: people forget."""
    may_train(mine, session.cohort.organisation_id)
    if session.cohort.state not in (*RUNNING_STATES, CohortState.FINISHED):
        raise NotAllowed(_("This training is over. It stays as it is."))
    if session.day > today:
        raise NotAllowed(_("This session is still to come. Note it when it has taken place."))


def may_note_lessons(cohort: Any, state: str) -> None:
    """Who has a place says which lessons she has done, also a little later."""
    if state != EnrolmentState.ENROLLED or cohort.state == CohortState.CANCELLED:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def has_completed(cohort: Any, sessions: int, attended: int, lessons: int, done: int) -> bool:
    """Whether the shares that the cohort asks for are reached, out of so many of each.

    A share of nothing is never reached: lessons may have been taken back meanwhile.
    """
    if (cohort.sessions_needed and not sessions) or (cohort.lessons_needed and not lessons):
        return False
    return bool(
        attended * 100 >= cohort.sessions_needed * sessions
        and done * 100 >= cohort.lessons_needed * lessons
    )
