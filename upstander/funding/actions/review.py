"""Reviewers say whether they are free, write what they think, and hand it in or give it back."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.models import (
    Application,
    Assignment,
    Call,
    Conflict,
    Declaration,
    Score,
)
from upstander.funding.queries.conflict import in_review, parties_of
from upstander.funding.queries.review import assignments, given_in, standing_of
from upstander.funding.rules.review import (
    LONGEST_TEXT,
    Given,
    may_act_for,
    may_be_free,
    may_declare,
    may_direct,
    may_give_back,
    may_hand_in,
    may_reopen,
    may_take_back,
    may_write_review,
)
from upstander.funding.rules.scoring import most_points
from upstander.funding.states import (
    ASSIGNMENT_MOVES,
    HELD_ASSIGNMENT_STATES,
    AssignmentState,
    ConflictKind,
    ReopenReason,
    ReturnReason,
)
from upstander.funding.tasks.people import tell
from upstander.network.interface import memberships_of


class Draft(NamedTuple):
    """What she wrote; `seen` is the version that her page was drawn from."""

    given: Mapping[int, Given]
    remark: str
    seen: int


def locked(assignment: Assignment) -> Assignment:
    """The review as it is now; its call and it change for nobody else until this is over."""
    call = Call.objects.filter(applications__assignments=assignment.pk)
    Call.objects.select_for_update(no_key=True).get(pk__in=call.values("pk"))
    Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    return assignments().get(pk=assignment.pk)


@transaction.atomic
def declare_conflicts(call: Call, answers: Mapping[Any, bool], *, by: User) -> None:
    """For each application by its number whether she has a conflict; what she has is given back.

    Who said once that she has one, has one: the other word no longer counts.
    """
    call = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    may_declare(call, memberships_of(by))
    applications = [row for row in in_review(call) if row.pk in answers]
    parties = parties_of(applications)
    for row in applications:
        if answers[row.pk]:
            _keep_conflict(by, row, ConflictKind.DECLARED)
            _return_held(by, row)
        else:
            Declaration.objects.update_or_create(
                user=by,
                application=row,
                defaults={
                    "organisations": sorted(parties[row.pk]),
                    "declared_at": timezone.now(),
                },
            )
        _record("review.declared", row, by, conflict=answers[row.pk])


def _keep_conflict(user: User, application: Application, kind: str) -> None:
    Conflict.objects.get_or_create(
        user=user,
        application=application,
        defaults={"kind": kind, "declared_at": timezone.now()},
    )


def _return_held(user: User, application: Application) -> None:
    rows = Assignment.objects.filter(
        application=application, reviewer=user, state__in=HELD_ASSIGNMENT_STATES
    )
    for row in rows:
        _move(row, AssignmentState.RETURNED, reason=ReturnReason.CONFLICT)


@transaction.atomic
def save_review(assignment: Assignment, draft: Draft, *, by: User) -> None:
    """Keep what she wrote so far. Her other window is told, and writes over nothing."""
    row = _own(assignment, by)
    may_write_review(row, standing_of(by, row.application))
    lines = list(row.application.call.criteria.all())
    given = _fitting(lines, draft.given)
    if row.version != draft.seen:
        if (given_in(row), row.remark) == (given, draft.remark):
            return  # the same words, pressed twice
        raise NotAllowed(
            _("You saved this review in another window. Look what is there, then save again.")
        )
    if row.state == AssignmentState.ASSIGNED:
        _move(row, AssignmentState.STARTED)
        _record("review.started", row.application, by, assignment=row.pk)
    Assignment.objects.filter(pk=row.pk).update(remark=draft.remark, version=row.version + 1)
    for line, words in given.items():
        Score.objects.update_or_create(
            assignment=row, criterion_id=line, defaults=dict(words._asdict())
        )


def _fitting(lines: list[Any], given: Mapping[int, Given]) -> dict[int, Given]:
    """For each line of the rubric what she gave, where the rubric has such a score."""
    found = {line.pk: given.get(line.pk, Given(None, "")) for line in lines}
    for line in lines:
        points = found[line.pk].points
        if points is not None and not 0 <= points <= most_points(line):
            raise NotAllowed(_("Choose one of the scores."))
        if len(found[line.pk].justification) > LONGEST_TEXT:
            raise NotAllowed(_("This is very long. Make it shorter."))
    return found


@transaction.atomic
def submit_review(assignment: Assignment, seen: int, *, by: User) -> None:
    """Hand it in; from now on she sees what others gave, and cannot change her own."""
    row = _own(assignment, by)
    may_write_review(row, standing_of(by, row.application))
    if row.version != seen:
        raise NotAllowed(_("You changed this review in another window. Read it again first."))
    may_hand_in(row.application.call.criteria.all(), given_in(row))
    _move(row, AssignmentState.SUBMITTED, submitted_at=timezone.now(), reopened_for="")
    _record("review.submitted", row.application, by, assignment=row.pk)


@transaction.atomic
def give_back_review(assignment: Assignment, reason: str, *, by: User) -> None:
    """She does not review it after all. Her scores no longer count; a conflict stays one."""
    row = _own(assignment, by)
    may_give_back(row, reason)
    if reason == ReturnReason.CONFLICT:
        _keep_conflict(by, row.application, ConflictKind.DECLARED)
    _move(row, AssignmentState.RETURNED, reason=reason)
    _record("review.returned", row.application, by, assignment=row.pk, reason=reason)


@transaction.atomic
def take_back_review(assignment: Assignment, reason: str, *, by: User) -> None:
    """An officer takes it back, so that someone else can have it."""
    row = _directed(assignment, by)
    may_take_back(row, reason)
    if reason == ReturnReason.CONFLICT:
        _keep_conflict(row.reviewer, row.application, ConflictKind.KNOWN)
    _move(row, AssignmentState.RETURNED, reason=reason)
    _record("review.taken_back", row.application, by, assignment=row.pk, reason=reason)


@transaction.atomic
def reopen_review(assignment: Assignment, reason: str, *, by: User) -> None:
    """The reviewer changes what she handed in; until then it does not count."""
    row = _directed(assignment, by)
    may_reopen(row, reason, ReopenReason.values)
    _move(row, AssignmentState.STARTED, reopened_for=reason, submitted_at=None)
    tell([row.reviewer_id], "review", row.pk)
    _record("review.reopened", row.application, by, assignment=row.pk, reason=reason)


def _own(assignment: Assignment, by: User) -> Assignment:
    row = locked(assignment)
    may_act_for(row, by)
    return row


def _directed(assignment: Assignment, by: User) -> Assignment:
    row = locked(assignment)
    may_direct(memberships_of(by))
    may_be_free(standing_of(by, row.application))
    return row


def _move(row: Assignment, to: str, **changes: Any) -> None:
    move(row, to=to, moves=ASSIGNMENT_MOVES, **changes)


def _record(verb: str, application: Application, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"application:{application.pk}", facts=facts)
