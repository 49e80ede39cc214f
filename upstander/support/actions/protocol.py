"""A response protocol on a request. Its words stay in the protocol; what is said, in the notes."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.network.interface import memberships_of
from upstander.protocols.interface import (
    change_level_on_request,
    end_on_request,
    run_of_request,
    settle_on_request,
    start_on_request,
    take_up_on_request,
)
from upstander.support.models import Case, CaseProtocol
from upstander.support.queries.case import locked
from upstander.support.queries.protocol import protocol_of
from upstander.support.rules import may_run_protocol, may_tell_police


@transaction.atomic
def start_protocol(case: Case, version: Any, level: Any, *, police: bool, by: User) -> None:
    """By the person's wishes; a second start finds the first one."""
    case = _held(case, by)
    if protocol_of(case) is not None:
        return
    if version.protocol.organisation_id != case.team.organisation_id:
        raise NotAllowed(_("Only a protocol of your own organisation can be started here."))
    token = start_on_request(version, level, by=by)
    CaseProtocol.objects.create(case=case, team=case.team, token=token, is_police_agreed=police)
    _record("case.protocol_started", case, by)


@transaction.atomic
def settle_protocol_step(case: Case, step: int, seen: str, to: str, *, by: User) -> None:
    """Done, left out or to do again; what is the police's only by the person's word."""
    case = _held(case, by)
    row = _running(case)
    settled = settle_on_request(row.token, step, seen, to, by=by)
    may_tell_police(settled, to, row.is_police_agreed)  # a refusal undoes what was just done
    _record("case.protocol_step_settled", case, by)


@transaction.atomic
def change_protocol_level(case: Case, level: Any, seen: int | None, *, by: User) -> None:
    """The steps of another level are added."""
    case = _held(case, by)
    change_level_on_request(_running(case).token, level, seen, by=by)
    _record("case.protocol_level_changed", case, by)


@transaction.atomic
def note_police_word(case: Case, is_agreed: bool, *, by: User) -> None:
    """What the person said of the police, since she may change her mind."""
    case = _held(case, by)
    CaseProtocol.objects.filter(pk=_running(case).pk).update(is_police_agreed=is_agreed)
    _record("case.protocol_police_noted", case, by)


@transaction.atomic
def end_protocol(case: Case, *, by: User) -> None:
    """It is over; the request goes on."""
    case = _held(case, by)
    if end_on_request(_running(case).token):
        _record("case.protocol_ended", case, by)


@transaction.atomic
def take_up_protocol(case: Case, *, by: User) -> None:
    """It goes on."""
    case = _held(case, by)
    take_up_on_request(_running(case).token)
    _record("case.protocol_taken_up", case, by)


def _held(case: Case, by: User) -> Case:
    """The request as it is now, if a protocol may run on it."""
    case = locked(case)
    may_run_protocol(list(memberships_of(by)), case, by)
    return case


def _running(case: Case) -> CaseProtocol:
    row = protocol_of(case)
    if row is None:
        raise NotAllowed(_("This has already been dealt with. Look at the page again."))
    run_of_request(row.token)
    return row


def _record(verb: str, case: Case, by: User) -> None:
    # Of the request alone, and nothing of which protocol, level or step: that would tell of it.
    record(verb, by=f"user:{by.pk}", of=f"case:{case.pk}")
