"""An organisation applies: starts, writes, signs and sends; takes back, withdraws."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.models import Application, Call, Collaborator, LateException
from upstander.funding.queries.application import (
    faults_of_application,
    is_collaborator,
    late_until,
    late_until_of,
    locked_application,
    next_reference,
    people_to_invite,
    version_of_section,
)
from upstander.funding.rules import application as rules
from upstander.funding.states import APPLICATION_MOVES, ApplicationState
from upstander.funding.tasks.people import tell_organisation
from upstander.network.interface import memberships_of


class Conflict(NotAllowed):
    """Someone else saved the same part meanwhile; nothing was written over."""


@transaction.atomic
def start_application(call: Call, organisation: Any, *, by: User) -> Application:
    """The organisation's application to a call: the one that is there, else a new one."""
    now = timezone.now()
    rules.may_start(memberships_of(by), organisation.pk)
    rules.may_be_in_time(call, late_until_of(call, organisation), now)
    application, is_new = Application.objects.get_or_create(
        call=call,
        organisation=organisation,
        defaults={"started_by": by, "started_at": now, "saved_at": now},
    )
    if is_new:
        _record("application.started", application, by)
    elif application.state == ApplicationState.WITHDRAWN:
        take_up_application(application, by=by)
    return application


@transaction.atomic
def take_up_application(application: Application, *, by: User) -> None:
    """What was withdrawn is a draft again."""
    rules.may_take_up(memberships_of(by), application)
    rules.may_be_in_time(application.call, late_until(application), timezone.now())
    move(application, to=ApplicationState.DRAFT, moves=APPLICATION_MOVES)
    _record("application.taken_up", application, by)


class Saving(NamedTuple):
    """Which section is saved, from which version of it, and whether the page did it by itself."""

    section: str
    seen: str
    is_quiet: bool = False


def save_section(
    application: Application,
    saving: Saving,
    write: Callable[[Application], None],
    *,
    by: User,
) -> None:
    """Write a section with `write`, unless someone else changed it since it was `seen`."""
    with transaction.atomic():
        application = locked_application(application.pk)
        rules.may_write(
            memberships_of(by), application, is_collaborator=is_collaborator(by, application)
        )
        before = version_of_section(application, saving.section)
        write(application)
        application.saved_at = timezone.now()
        application.version += 1
        application.save()
        after = version_of_section(application, saving.section)
        if saving.seen != before != after:
            raise Conflict(
                _("Someone else saved this part a moment ago. Nothing is lost: see both below.")
            )
        if before != after and not saving.is_quiet:
            _record("application.saved", application, by, section=saving.section)


@transaction.atomic
def send_application(application: Application, signed_as: str, *, by: User) -> Application:
    """Sign it by name and role, and send it; it gets its number."""
    now, late = timezone.now(), late_until(application)
    call = _locked_call(application)
    application = locked_application(application.pk)
    rules.may_sign(memberships_of(by), application)
    rules.may_be_in_time(call, late, now)
    rules.may_send(memberships_of(by), application, faults_of_application(application))
    move(
        application,
        to=ApplicationState.SUBMITTED,
        moves=APPLICATION_MOVES,
        signed_by=by,
        signed_as=signed_as,
        sent_at=now,
        reference=application.reference or next_reference(call),
        is_late=call.closes_at is not None and now >= call.closes_at,
        least=application.least if application.least is not None else application.asked,
    )
    _record("application.sent", application, by, late=application.is_late)
    return application


@transaction.atomic
def take_back_application(application: Application, *, by: User) -> None:
    """What was sent is a draft again, while the call is open; its number stays."""
    late, call = late_until(application), _locked_call(application)
    rules.may_take_back(memberships_of(by), application)
    rules.may_be_in_time(call, late, timezone.now())
    move(application, to=ApplicationState.DRAFT, moves=APPLICATION_MOVES)
    _record("application.taken_back", application, by)


@transaction.atomic
def withdraw_application(application: Application, *, by: User) -> None:
    """The organisation does not apply after all."""
    rules.may_withdraw(memberships_of(by), application, _locked_call(application))
    move(application, to=ApplicationState.WITHDRAWN, moves=APPLICATION_MOVES)
    _record("application.withdrawn", application, by)


@transaction.atomic
def add_collaborator(application: Application, user: User, *, by: User) -> None:
    """Someone of a partner may write in it."""
    application = locked_application(application.pk)  # that no partner declines meanwhile
    rules.may_manage(memberships_of(by), application)
    if user not in people_to_invite(application):
        raise NotAllowed(_("Choose someone of the list."))
    Collaborator.objects.create(application=application, user=user, added_by=by)
    _record("application.collaborator_added", application, by, user=user.pk)


@transaction.atomic
def remove_collaborator(row: Collaborator, *, by: User) -> None:
    """She no longer writes in it."""
    rules.may_manage(memberships_of(by), row.application)
    _record("application.collaborator_removed", row.application, by, user=row.user_id)
    row.delete()


@transaction.atomic
def allow_late(
    call: Call, organisation: Any, until: datetime, reason: str, *, by: User
) -> LateException:
    """Let one organisation apply until a moment; a second time changes the first."""
    mine = list(memberships_of(by))
    rules.may_except(mine, call, until, timezone.now())
    rules.may_except_for(mine, organisation.pk)
    if not reason.strip():
        raise NotAllowed(_("Say why."))
    row, _is_new = LateException.objects.update_or_create(
        call=call,
        organisation=organisation,
        defaults={
            "until": until,
            "reason": reason.strip(),
            "made_by": by,
            "made_at": timezone.now(),
        },
    )
    tell_organisation(organisation.pk, "application-start")
    facts = {"organisation": organisation.pk, "until": until.isoformat()}
    record("call.late_exception", by=f"user:{by.pk}", of=f"call:{call.pk}", facts=facts)
    return row


def _locked_call(application: Application) -> Call:
    """As it is now: nobody takes an application out of a call that is decided at this moment."""
    return Call.objects.select_for_update(no_key=True).get(pk=application.call_id)


def _record(verb: str, application: Application, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"application:{application.pk}", facts=facts)
