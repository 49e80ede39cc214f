"""Reviews brought about by their real verbs, upon calls and applications that are rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.funding.application_made import a_sent_application
from tests.funding.call_made import an_open_call
from upstander.accounts.interface import User
from upstander.funding.actions.assigning import give_reviews
from upstander.funding.actions.review import (
    Draft,
    declare_conflicts,
    save_review,
    submit_review,
)
from upstander.funding.models import Application, Assignment, Call
from upstander.funding.queries.assigning import live_digest
from upstander.funding.rules.review import Given
from upstander.funding.states import CallState
from upstander.network.models import Organisation
from upstander.network.states import Role

PLACES = ("fort-st-john", "dawson-creek", "terrace", "quesnel")


def a_closed_call(**changes: Any) -> Call:
    """A call that closed an hour ago: reviews can begin."""
    now = timezone.now().replace(microsecond=0)
    return an_open_call(
        **{
            "state": CallState.CLOSED,
            "opens_at": now - timedelta(days=30),
            "closes_at": now - timedelta(hours=1),
            **changes,
        }
    )


def applications_in(call: Call, number: int = 2, **changes: Any) -> list[Application]:
    """Some that were sent, each of an organisation of its own."""
    return [a_sent_application(call, spoke(10 + n), **changes) for n in range(number)]


def reviewer(number: int = 1, at: Organisation | None = None) -> User:
    """Someone who reviews; of the hub where nothing else is said."""
    user = member(Role.REVIEWER, at or hub(), f"reviewer-{number}@example.org")
    user.name = f"Reviewer {number}"
    user.save()
    return user


def officer(number: int = 1) -> User:
    """Someone of the funder."""
    return member(Role.FUNDER_OFFICER, spoke(99), f"officer-{number}@example.org")


def free(user: User, *applications: Application) -> None:
    """She says that she has no conflict with these."""
    for row in applications:
        declare_conflicts(row.call, {row.pk: False}, by=user)


def given(application: Application, user: User, by: User, due_on: date | None = None) -> Assignment:
    """An officer gives her an application, and she says that she is free."""
    due_on = due_on or timezone.localdate() + timedelta(days=7)
    call = application.call
    give_reviews(call, {application.pk: [user.pk]}, due_on, live_digest(call), by=by)
    free(user, application)
    return Assignment.objects.get(application=application, reviewer=user)


def written(assignment: Assignment, points: Sequence[int] = (2, 2, 2), why: str = "So.") -> None:
    """She writes a whole review."""
    row = Assignment.objects.get(pk=assignment.pk)
    lines = assignment.application.call.criteria.all()
    found = {line.pk: Given(n, why) for line, n in zip(lines, points, strict=True)}
    save_review(row, Draft(found, f"{why} Panel.", row.version), by=row.reviewer)


def handed_in(
    application: Application,
    user: User,
    by: User,
    points: Sequence[int] = (2, 2, 2),
    why: str = "So.",
) -> Assignment:
    """From the assignment to the review that is handed in."""
    row = given(application, user, by)
    written(row, points, why)
    submit_review(row, 1, by=user)
    return Assignment.objects.get(pk=row.pk)
