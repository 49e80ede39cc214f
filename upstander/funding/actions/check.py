"""Officers check whether an application is eligible, and ask what is not clear."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.models import Application, Call, Clarification, StaffCheck
from upstander.funding.queries.review import standing_of
from upstander.funding.rules.review import (
    may_answer,
    may_ask,
    may_be_free,
    may_check,
    may_decide_check,
    may_direct,
)
from upstander.funding.states import APPLICATION_MOVES, ApplicationState, CheckDecision
from upstander.funding.tasks.people import tell, tell_organisation
from upstander.network.interface import memberships_of


class Checked(NamedTuple):
    """What an officer found and decides.

    `findings`: by the key of a condition `{"is": Finding, "words": str}`; `seen`: the number of
    the check that her page showed last, or 0.
    """

    findings: Mapping[str, Mapping[str, str]]
    decision: str
    words: str
    seen: int


def _locked(application: Application, by: User) -> Application:
    """Call and application as they are now, for an officer who is free to decide."""
    Call.objects.select_for_update(no_key=True).get(pk=application.call_id)
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    row = Application.objects.select_related("call").get(pk=application.pk)
    may_direct(memberships_of(by))
    may_be_free(standing_of(by, row))
    may_check(row)
    return row


@transaction.atomic
def check_application(application: Application, checked: Checked, *, by: User) -> None:
    """Record the check. Who is not eligible leaves the running, or comes back into it."""
    row = _locked(application, by)
    may_decide_check(checked.decision, checked.words, checked.findings)
    last = row.checks.values_list("pk", flat=True).first() or 0
    if last != checked.seen:
        raise NotAllowed(
            _("Someone else checked this meanwhile. Look what was found, then decide again.")
        )
    StaffCheck.objects.create(
        application=row,
        findings={key: dict(found) for key, found in checked.findings.items()},
        decision=checked.decision,
        words=checked.words,
        checked_by=by,
        checked_at=timezone.now(),
    )
    is_out = checked.decision == CheckDecision.INELIGIBLE
    to = ApplicationState.INELIGIBLE if is_out else ApplicationState.SUBMITTED
    if row.state != to:
        move(row, to=to, moves=APPLICATION_MOVES)
        tell_organisation(row.organisation_id, "check-told", row.pk)
    _record("application.checked", row, by, decision=checked.decision)


@transaction.atomic
def ask_applicant(application: Application, question: str, due_on: date, *, by: User) -> None:
    """Put a question to the applicant. Asked twice by a double press, it stands there once."""
    row = _locked(application, by)
    may_ask(row, due_on, timezone.localdate())
    if row.clarifications.filter(question=question, answered_at=None).exists():
        return
    Clarification.objects.create(
        application=row, question=question, asked_by=by, asked_at=timezone.now(), due_on=due_on
    )
    tell_organisation(row.organisation_id, "check-told", row.pk)
    _record("application.asked", row, by)


@transaction.atomic
def answer_clarification(clarification: Clarification, answer: str, *, by: User) -> None:
    """The applicant answers, once."""
    Clarification.objects.select_for_update(no_key=True).get(pk=clarification.pk)
    row = Clarification.objects.select_related("application__call").get(pk=clarification.pk)
    may_answer(memberships_of(by), row, timezone.localdate())
    if not answer.strip():
        raise NotAllowed(_("Write something first."))
    Clarification.objects.filter(pk=row.pk).update(
        answer=answer, answered_by=by, answered_at=timezone.now()
    )
    tell([row.asked_by_id], "check", row.application_id)
    _record("application.answered", row.application, by)


def _record(verb: str, application: Application, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"application:{application.pk}", facts=facts)
