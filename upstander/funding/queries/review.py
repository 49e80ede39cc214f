"""Reviews: whose they are, how far they are, and what they come to."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.funding.models import (
    Application,
    Assignment,
    Call,
    Conflict,
    Criterion,
    Score,
)
from upstander.funding.queries.conflict import Pairs, conflicts, declared, in_review
from upstander.funding.rules.review import (
    OPEN_ASSIGNMENT_STATES,
    Given,
    Standing,
    is_reviewer,
    may_judge,
    may_see_scores,
)
from upstander.funding.rules.scoring import as_decimal, means, weighted
from upstander.funding.states import (
    HELD_ASSIGNMENT_STATES,
    ApplicationState,
    AssignmentState,
    CallState,
)
from upstander.network.interface import Role, is_officer, memberships_of, people_everywhere

SENT_STATES = (ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE)


class Mine(NamedTuple):
    """A review of hers; `has_declared` before she may open it."""

    assignment: Assignment
    has_declared: bool
    is_open: bool
    is_late: bool


class Review(NamedTuple):
    """A review that was handed in: its scores by line, and the weighted score of 100."""

    assignment: Assignment
    scores: list[Score]
    total: Fraction


def standing_of(user: User, application: Application) -> Standing:
    """How she stands to an application now."""
    return standings_of(user, [application])[application.pk]


def standings_of(user: User, applications: Collection[Application]) -> dict[Any, Standing]:
    """The same for several, by the number of the application."""
    mine = list(memberships_of(user))
    near, free = conflicts(applications, [user.pk]), declared(applications, [user.pk])
    held = Assignment.objects.filter(reviewer=user, application__in=[a.pk for a in applications])
    states = dict(held.values_list("application", "state"))
    return {
        row.pk: Standing(
            is_officer(mine),
            is_reviewer(mine),
            (user.pk, row.pk) in near,
            (user.pk, row.pk) in free,
            states.get(row.pk),
        )
        for row in applications
    }


def reviewers_today() -> dict[int, User]:
    """Everyone who reviews today, by number; by name."""
    people = {user for _organisation, user in people_everywhere({Role.REVIEWER})}
    return {user.pk: user for user in User.objects.filter(pk__in=people).order_by("name", "pk")}


def assignments() -> QuerySet[Assignment]:
    """With all that their pages need."""
    return Assignment.objects.select_related(
        "application__call", "application__organisation", "application__kind", "reviewer"
    )


def my_reviews(user: User, today: date) -> list[Mine]:
    """What she has to review or has reviewed, what is due first. Nothing where she is too near."""
    rows = list(assignments().filter(reviewer=user, state__in=HELD_ASSIGNMENT_STATES))
    standings = standings_of(user, [row.application for row in rows])
    found = []
    for row in rows:
        standing = standings[row.application_id]
        if allowed(may_judge, row.application, standing):
            is_running = row.application.call.state == CallState.CLOSED
            is_open = is_running and row.state in OPEN_ASSIGNMENT_STATES
            is_late = is_open and row.due_on < today
            found.append(Mine(row, standing.has_declared, is_open, is_late))
    return sorted(found, key=lambda mine: (not mine.is_open, mine.assignment.due_on))


def undeclared_calls(user: User) -> list[tuple[Call, int]]:
    """Calls in which she has still to say of some applicants whether she is free: how many."""
    if not is_reviewer(memberships_of(user)):
        return []
    found = []
    for call in Call.objects.filter(state=CallState.CLOSED):
        rows = in_review(call)
        settled = conflicts(rows, [user.pk]) | declared(rows, [user.pk])
        if left := len(rows) - len(settled):
            found.append((call, left))
    return found


def my_assignment(user: User, pk: int) -> tuple[Assignment, Standing] | None:
    """A review of hers that she may open, apart from what she has still to say; else None."""
    row = assignments().filter(pk=pk, reviewer=user).first()
    if row is None:
        return None
    standing = standing_of(user, row.application)
    return (row, standing) if allowed(may_judge, row.application, standing) else None


def given_in(assignment: Assignment) -> dict[int, Given]:
    """What is saved of a review so far, by the number of the line."""
    rows = assignment.scores.all()
    return {row.criterion_id: Given(row.points, row.justification) for row in rows}


def counted(call: Call) -> list[Assignment]:
    """The reviews that count: handed in, not given back, and by nobody who is too near.

    Once the call is decided, what counted then stays; only what is recorded of conflicts counts.
    """
    rows = assignments().filter(
        application__call=call,
        application__state=ApplicationState.SUBMITTED,
        state=AssignmentState.SUBMITTED,
    )
    found = list(rows.prefetch_related("scores").order_by("pk"))
    near = _near(call, found)
    return [row for row in found if (row.reviewer_id, row.application_id) not in near]


def _near(call: Call, rows: Iterable[Assignment]) -> Pairs:
    rows = list(rows)
    people = {row.reviewer_id for row in rows}
    if call.state == CallState.CLOSED:
        return conflicts([row.application for row in rows], people)
    kept = Conflict.objects.filter(user__in=people, application__call=call)
    return frozenset(kept.values_list("user", "application"))


def review_of(assignment: Assignment, criteria: Iterable[Criterion]) -> Review:
    """A review that was handed in, with what it comes to."""
    lines = list(criteria)
    by_line = {score.criterion_id: score for score in assignment.scores.all()}
    points = {key: score.points or 0 for key, score in by_line.items()}
    scores = [by_line[line.pk] for line in lines]
    return Review(assignment, scores, weighted(points, lines))


def reviews_of(call: Call) -> list[Review]:
    """Every review of a call that counts."""
    lines = list(call.criteria.all())
    return [review_of(row, lines) for row in counted(call)]


def reviews_seen_by(user: User, application: Application) -> list[Review]:
    """What others gave, and she herself; nothing before her own is in."""
    if not allowed(may_see_scores, application, standing_of(user, application)):
        return []
    found = reviews_of(application.call)
    return [review for review in found if review.assignment.application_id == application.pk]


def marks(reviews: Iterable[Review]) -> dict[UUID, dict[int, Fraction]]:
    """Weighted scores by application and reviewer."""
    found: dict[UUID, dict[int, Fraction]] = {}
    for review in reviews:
        row = review.assignment
        found.setdefault(row.application_id, {})[row.reviewer_id] = review.total
    return found


def scores(call: Call) -> dict[UUID, Decimal]:
    """The mean of the weighted scores of each application that has one, from 0 to 100.

    Reckoned in fractions and rounded once, to six places. Source: the reviews that count.
    """
    return {key: as_decimal(value) for key, value in means(marks(reviews_of(call))).items()}


def scores_shown_to(user: User, call: Call) -> dict[UUID, Decimal]:
    """The same, without those of applications that she has herself still to review."""
    own = Assignment.objects.filter(
        reviewer=user,
        application__call=call,
        application__call__state=CallState.CLOSED,
        state__in=OPEN_ASSIGNMENT_STATES,
    )
    hidden = set(own.values_list("application", flat=True))
    return {key: value for key, value in scores(call).items() if key not in hidden}
