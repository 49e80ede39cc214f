"""Officers give reviews out, and set aside those of people who are too near by now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.models import Application, Assignment, Call, Conflict
from upstander.funding.queries.assigning import live_digest
from upstander.funding.queries.conflict import conflicts, in_review
from upstander.funding.queries.review import reviewers_today, standing_of
from upstander.funding.rules.review import (
    Standing,
    may_be_free,
    may_change_reviews,
    may_direct,
    may_give,
)
from upstander.funding.states import (
    ASSIGNMENT_MOVES,
    HELD_ASSIGNMENT_STATES,
    AssignmentState,
    ConflictKind,
    ReturnReason,
)
from upstander.funding.tasks.people import tell
from upstander.network.interface import memberships_of

Chosen = Mapping[Any, list[int]]  # the number of an application: the numbers of people


@transaction.atomic
def give_reviews(call: Call, chosen: Chosen, due_on: date, seen: str, *, by: User) -> int:
    """Give the applications to the people chosen; how many reviews that makes.

    `seen` is the digest of who had what when the page was drawn: see Board.
    """
    call = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    may_direct(memberships_of(by))
    may_change_reviews(call)
    if due_on < timezone.localdate():
        raise NotAllowed(_("Choose a day that is still to come."))
    if live_digest(call) != seen:
        raise NotAllowed(
            _("Someone gave out or gave back a review meanwhile. Look again, then confirm.")
        )
    applications = {row.pk: row for row in Application.objects.filter(call=call, pk__in=chosen)}
    people = {key for keys in chosen.values() for key in keys}
    near, reviewers = conflicts(list(applications.values()), people), reviewers_today()
    number = 0
    for pk, keys in chosen.items():
        for key in keys:
            standing = Standing(
                is_reviewer=key in reviewers,
                has_conflict=(key, pk) in near,
                assignment=_state(pk, key),
            )
            may_give(applications[pk], standing)
            _give(applications[pk], key, due_on, by)
            number += 1
        if keys:
            may_be_free(standing_of(by, applications[pk]))
    tell(people, "reviews")
    return number


def _state(application: Any, user: int) -> str | None:
    rows = Assignment.objects.filter(application=application, reviewer=user)
    return rows.values_list("state", flat=True).first()


def _give(application: Application, user: int, due_on: date, by: User) -> None:
    now = timezone.now()
    row, is_new = Assignment.objects.get_or_create(
        application=application,
        reviewer_id=user,
        defaults={"due_on": due_on, "assigned_by": by, "assigned_at": now},
    )
    if not is_new:
        move(
            row,
            to=AssignmentState.ASSIGNED,
            moves=ASSIGNMENT_MOVES,
            reason="",
            due_on=due_on,
            assigned_by=by,
            assigned_at=now,
            submitted_at=None,
        )
    _record("review.assigned", row, by, reviewer=user)


@transaction.atomic
def set_aside_conflicts(call: Call, *, by: User) -> int:
    """Take back each review of someone who is too near by now, and keep that she is; how many."""
    call = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    may_direct(memberships_of(by))
    may_change_reviews(call)
    applications = in_review(call)
    rows = Assignment.objects.filter(
        application__in=applications, state__in=HELD_ASSIGNMENT_STATES
    ).select_related("reviewer")
    near = conflicts(applications, {row.reviewer_id for row in rows})
    gone = [row for row in rows if (row.reviewer_id, row.application_id) in near]
    for row in gone:
        Conflict.objects.get_or_create(
            user=row.reviewer,
            application_id=row.application_id,
            defaults={"kind": ConflictKind.KNOWN, "declared_at": timezone.now()},
        )
        move(
            row,
            to=AssignmentState.RETURNED,
            moves=ASSIGNMENT_MOVES,
            reason=ReturnReason.CONFLICT,
        )
        _record("review.taken_back", row, by, reason=ReturnReason.CONFLICT)
    return len(gone)


def _record(verb: str, row: Assignment, by: User, **facts: Any) -> None:
    record(
        verb,
        by=f"user:{by.pk}",
        of=f"application:{row.application_id}",
        facts={"assignment": row.pk, **facts},
    )
