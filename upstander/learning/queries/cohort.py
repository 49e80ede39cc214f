"""Cohorts as they may be seen: trainers see their own, people of the network what is open."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from upstander.accounts.interface import User
from upstander.learning.models import Cohort, CohortSession, Enrolment
from upstander.learning.rules.cohort import TRAINING_ROLES
from upstander.learning.states import CohortState, EnrolmentState
from upstander.network.interface import hub_today, memberships_of, workplaces_of


def training_organisations(user: User) -> set[int]:
    """The organisations, by number, in whose name she gives trainings: the hub."""
    return {m.organisation_id for m in memberships_of(user) if m.role in TRAINING_ROLES}


def training_organisation(user: User) -> Any:
    """The hub of today, where she gives trainings for it; else None."""
    hub = hub_today()
    own = training_organisations(user)
    return hub.organisation if hub and hub.organisation_id in own else None


def cohorts_visible_to(user: User) -> QuerySet[Cohort]:
    """All of her own organisation for a trainer; for others of the network, what was opened."""
    seen = Q(organisation__in=training_organisations(user)) | Q(enrolments__user=user)
    if workplaces_of(user):
        seen |= Q(state__in=(CohortState.OPEN, CohortState.CLOSED))
    rows = Cohort.objects.filter(pk__in=Cohort.objects.filter(seen).values("pk"))
    return rows.select_related("organisation")


def cohort_list(user: User) -> QuerySet[Cohort]:
    """The same with `enrolled`, `waiting`, `first`, `last` (days) and `mine` (state of her own)."""
    own = Enrolment.objects.filter(cohort=OuterRef("pk"), user=user)
    sessions = CohortSession.objects.filter(cohort=OuterRef("pk")).order_by().values("cohort")
    count = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ENROLLED))
    line = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING))
    return (
        cohorts_visible_to(user)
        .annotate(enrolled=count, waiting=line)
        .annotate(
            mine=Subquery(own.values("state")[:1]),
            first=Subquery(sessions.annotate(day_=Min("day")).values("day_")),
            last=Subquery(sessions.annotate(day_=Max("day")).values("day_")),
        )
        .order_by("-first", "-pk")
    )


def enrolment_of(cohort: Cohort, user: User) -> Enrolment | None:
    """Her own, whatever its state."""
    return cohort.enrolments.filter(user=user).first()


def place_in_line(enrolment: Enrolment) -> int:
    """1 for whoever is next on the waiting list."""
    before = Enrolment.objects.filter(
        cohort=enrolment.cohort_id, state=EnrolmentState.WAITING, turn__lte=enrolment.turn
    )
    return before.count()


def unnoted(cohorts: Any, today: date) -> QuerySet[CohortSession]:
    """Sessions that have taken place, and nobody noted who was there."""
    rows = CohortSession.objects.filter(cohort__in=cohorts, day__lte=today, is_noted=False)
    return rows.select_related("cohort")


def enrolled_in(cohort: Cohort) -> int:
    """How many have a place."""
    return cohort.enrolments.filter(state=EnrolmentState.ENROLLED).count()


def last_day_of(cohort: Cohort) -> date | None:
    """The day of its last session; None without one."""
    return max(cohort.sessions.values_list("day", flat=True), default=None)
