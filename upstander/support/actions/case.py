"""A team works on a request: takes it, answers, assesses, closes."""

import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.interface import memberships_of
from upstander.support.actions.ending import ABUSE_DAYS, days_to_keep, end_case, ends_in
from upstander.support.actions.exchange import Said, say_to_person
from upstander.support.actions.request import answer_by, store_part
from upstander.support.models import Case
from upstander.support.queries.case import assignable, locked, version_of
from upstander.support.queries.keys import Hand, case_keys, content
from upstander.support.rules import (
    may_close,
    may_coordinate,
    may_move,
    may_open,
    may_release,
    may_reopen,
    may_start,
    may_take,
)
from upstander.support.states import CASE_MOVES, CaseState, CountStatus
from upstander.support.tasks import alert_assignee


@transaction.atomic
def take_case(case: Case, *, by: User) -> None:
    """She has it from now on; who is a moment later is told so."""
    may_take(memberships_of(by), case)
    if by not in assignable(case.team):
        raise NotAllowed(
            _("Your key does not open this request. Ask a coordinator to give you access.")
        )
    if Case.objects.filter(pk=case.pk, assignee=None).update(assignee=by) != 1:
        raise NotAllowed(_("Someone has taken this request already."))
    _record("case.taken", case, by)


@transaction.atomic
def assign_case(case: Case, to: User, *, by: User) -> None:
    """A coordinator gives a request to someone who can open it."""
    may_coordinate(memberships_of(by), case.team)
    if to not in assignable(case.team):
        raise NotAllowed(_("This person cannot open requests of this team."))
    Case.objects.filter(pk=case.pk).update(assignee=to)
    _record("case.assigned", case, by, user=to.pk)
    alert_assignee.enqueue(str(case.pk))


def acknowledge_case(case: Case, text: str, number: uuid.UUID, *, by: Hand) -> None:
    """The first answer."""
    may_open(memberships_of(by.user), case, by.user)
    may_move(case, CaseState.ACKNOWLEDGED)
    with transaction.atomic():
        move(
            case,
            to=CaseState.ACKNOWLEDGED,
            moves=CASE_MOVES,
            acknowledged_on=timezone.localdate(),
        )
        say_to_person(case, Said(text, number), by=by)
        _record("case.acknowledged", case, by.user)


@transaction.atomic
def start_support(case: Case, *, by: User) -> None:
    """The team and the person work on it together."""
    may_open(memberships_of(by), case, by)
    may_start(case)
    move(case, to=CaseState.IN_SUPPORT, moves=CASE_MOVES)
    _record("case.support_started", case, by)


class Assessment(NamedTuple):
    """What the worker thinks, by question; whether it is counted; and what she saw before.

    `seen` is the version that her page was drawn from: see version_of.
    """

    answers: Mapping[str, Any]
    count_status: str
    seen: str


def assess_case(case: Case, thought: Assessment, *, by: Hand) -> None:
    """Beside what the person perceived. Nobody writes over what a colleague wrote meanwhile."""
    may_open(memberships_of(by.user), case, by.user)
    keys = case_keys(case, by, "story")
    with transaction.atomic():
        case = locked(case)
        if version_of(case, "assessment") != thought.seen:
            raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
        store_part(case, "assessment", thought.answers, keys)
        changes = {"count_status": thought.count_status, **_decided(case, thought.count_status)}
        Case.objects.filter(pk=case.pk).update(**changes)
        _record("case.assessed", case, by.user, count_status=thought.count_status)


def _decided(case: Case, count_status: str) -> dict[str, Any]:
    """Whether it is counted is a decision: what is closed is kept longer from now on."""
    if case.is_decided or count_status == CountStatus.UNDECIDED:
        return {}
    is_kept = case.state == CaseState.CLOSED and not case.is_deletion_asked
    return {"is_decided": True, **(ends_in(days_to_keep(is_decided=True)) if is_kept else {})}


def close_case(case: Case, outcome: str, number: uuid.UUID, *, by: Hand) -> None:
    """Tell the person what happened because of her request, and close it."""
    may_open(memberships_of(by.user), case, by.user)
    may_close(case)
    with transaction.atomic():
        say_to_person(case, Said(outcome, number, "outcome"), by=by)
        end_case(case, CaseState.CLOSED)
        _record("case.closed", case, by.user)


def refuse_case(case: Case, reason: str, number: uuid.UUID, *, by: Hand) -> None:
    """The team cannot help; the person reads why, and where else she can turn."""
    may_open(memberships_of(by.user), case, by.user)
    may_move(case, CaseState.REFUSED)
    with transaction.atomic():
        say_to_person(case, Said(reason, number), by=by)
        end_case(case, CaseState.REFUSED, is_decided=True)
        _record("case.refused", case, by.user)


@transaction.atomic
def mark_abuse(case: Case, *, by: User) -> None:
    """No request, but an attack on the workers: out of the way, and gone in a month."""
    may_open(memberships_of(by), case, by)
    may_move(case, CaseState.ABUSE)
    end_case(case, CaseState.ABUSE, is_decided=False, days=ABUSE_DAYS)
    _record("case.marked_abuse", case, by)


@transaction.atomic
def reopen_case(case: Case, *, by: User) -> None:
    """It goes on; what was marked as abuse is a request again."""
    may_open(memberships_of(by), case, by)
    may_reopen(case)
    to = CaseState.RECEIVED if case.state == CaseState.ABUSE else CaseState.IN_SUPPORT
    changes: dict[str, Any] = {"closed_on": None}
    if case.assignee not in assignable(case.team):  # who had it has left
        changes["assignee"] = None
    if not case.is_deletion_asked:  # her wish outlasts what the team does
        changes |= {"destroy_on": None, "destroy_at_hour": None}
    if to == CaseState.RECEIVED:
        changes |= {"waits_for_team": True, "answer_by": answer_by(timezone.localdate())}
    move(case, to=to, moves=CASE_MOVES, **changes)
    _record("case.reopened", case, by)


@transaction.atomic
def release_case(case: Case, *, by: User) -> None:
    """It was held because many came at once; a person sent it, so its clock starts now."""
    may_open(memberships_of(by), case, by)
    may_release(case)
    day = answer_by(timezone.localdate())
    move(case, to=CaseState.RECEIVED, moves=CASE_MOVES, answer_by=day, waits_for_team=True)
    _record("case.released", case, by)


def open_identity(case: Case, *, by: Hand) -> dict[str, Any]:
    """Who and where the person is. Each opening is an act in the log."""
    may_open(memberships_of(by.user), case, by.user)
    keys = case_keys(case, by, "identity")
    _record("case.identity_opened", case, by.user)
    return content(case, "identity", keys)


def _record(verb: str, case: Case, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"case:{case.pk}", facts=facts)
