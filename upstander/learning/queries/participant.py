"""Who takes part in a cohort, how far each one is, and her certificate."""

from typing import NamedTuple

from django.db.models import Count

from upstander.learning.models import Certificate, Cohort, Enrolment
from upstander.learning.queries.course import numbers_of
from upstander.learning.rules.cohort import has_completed
from upstander.learning.states import CertificateState, EnrolmentState


class Participant(NamedTuple):
    """Someone with a place: at how many of how many sessions, and lessons done of how many."""

    enrolment: Enrolment
    attended: int
    sessions: int
    done: int
    lessons: int
    is_complete: bool
    certificate: Certificate | None


def participants_of(cohort: Cohort, user_id: int | None = None) -> list[Participant]:
    """Everyone with a place, by name; or the one person. Four queries however many there are."""
    rows = cohort.enrolments.filter(state=EnrolmentState.ENROLLED)
    if user_id is not None:
        rows = rows.filter(user=user_id)
    people = rows.select_related("user", "organisation").annotate(there=Count("attended"))
    numbers, sessions = numbers_of(cohort.course), cohort.sessions.count()
    valid = Certificate.objects.filter(
        enrolment__cohort=cohort, state=CertificateState.VALID
    ).select_related("enrolment")
    certificates = {row.enrolment_id: row for row in valid}
    return [
        _participant(row, cohort, numbers, sessions, certificates.get(row.pk))
        for row in people.order_by("user__name", "pk")
    ]


def _participant(
    row: Enrolment, cohort: Cohort, numbers: set[int], sessions: int, held: Certificate | None
) -> Participant:
    attended: int = row.there  # type: ignore[attr-defined] # counted by the query
    done = len(numbers & set(row.lessons))
    is_complete = has_completed(cohort, sessions, attended, len(numbers), done)
    return Participant(row, attended, sessions, done, len(numbers), is_complete, held)


def waiting_for(cohort: Cohort) -> list[Enrolment]:
    """The waiting list, in order."""
    rows = cohort.enrolments.filter(state=EnrolmentState.WAITING)
    return list(rows.select_related("user", "organisation").order_by("turn", "pk"))
