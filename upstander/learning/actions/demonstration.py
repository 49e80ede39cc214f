"""A training to try the product with: planned, open, with someone who has a place."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User, account_of
from upstander.learning.actions.cohort import make_cohort, open_cohort, write_session
from upstander.learning.actions.enrolment import enrol
from upstander.learning.models import Cohort
from upstander.learning.queries.cohort import training_organisation
from upstander.network.interface import workplaces_of

ABOUT = (
    "For everyone who answers requests at a spoke. Two mornings by video call. "
    "Write to us if you need captions, an interpreter or another time."
)
VALUES = {"title": "First answer: two mornings", "about": ABOUT, "language": "en", "places": 20}
LINK = "https://calls.example/first-answer"


@transaction.atomic
def make_demonstration_training(emails: Sequence[str], course: str = "first-answer") -> None:
    """By the first of these accounts that gives trainings; the first other one enrols."""
    people = [user for email in emails if (user := account_of(email))]
    by = next((user for user in people if training_organisation(user)), None)
    if by is None:
        return
    cohort = make_cohort(training_organisation(by), {"course": course, **VALUES}, by=by)
    today = timezone.localdate()
    for weeks in (2, 3):
        _meet(cohort, today + timedelta(weeks=weeks), by)
    open_cohort(cohort, by=by)
    learner = next((u for u in people if workplaces_of(u) and not training_organisation(u)), None)
    if learner:
        enrol(cohort, by=learner)


def _meet(cohort: Cohort, day: date, by: User) -> None:
    seen = Cohort.objects.get(pk=cohort.pk).version
    values = {"day": day, "starts": time(9, 30), "ends": time(12), "place": LINK}
    write_session(cohort, None, values, seen=seen, by=by)
