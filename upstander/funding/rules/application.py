"""Who may write, sign, send and take back an application, and when. Time is passed in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.core.zones import is_zone, zone_in_words
from upstander.funding.rules.call import local
from upstander.funding.states import (
    APPLICATION_MOVES,
    PARTNER_MOVES,
    SHOWN_CALL_STATES,
    ApplicationState,
    CallState,
    PartnerState,
)
from upstander.network.interface import is_officer, signs_for, writes_for

MOST_FILES = 10  # for one question
LARGEST_FILE = 10 * 2**20  # bytes


def may_be_in_time(call: Any, late_until: datetime | None, now: datetime) -> None:
    """While the call is open; after that, with an exception until its moment.

    `late_until` is that of the organisation's exception.
    """
    is_late_allowed = late_until is not None and now < late_until
    if call.state in (CallState.OPEN, CallState.CLOSED) and is_late_allowed:
        return
    if call.state not in SHOWN_CALL_STATES or call.opens_at is None or now < call.opens_at:
        raise NotAllowed(_("This call is not open yet."))
    if call.state != CallState.OPEN or (call.closes_at is not None and now >= call.closes_at):
        raise NotAllowed(
            _("This call closed on %(moment)s. Nothing can be sent any more. Your words are kept.")
            % {"moment": moment_of(call, call.closes_at)}
        )


def moment_of(call: Any, moment: datetime | None) -> str:
    """A moment as it is said in the time zone of the call, with the zone."""
    if moment is None:
        return ""
    zone = zone_in_words(call.time_zone if is_zone(call.time_zone) else "UTC", get_language() or "")
    return f"{date_format(local(call, moment), 'DATETIME_FORMAT')} ({zone})"


def may_start(mine: Iterable[Any], organisation_id: int) -> None:
    """Workers and coordinators, for their own organisation."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("You can apply only for an organisation that you work in."))


def may_write(mine: Iterable[Any], application: Any, *, is_collaborator: bool) -> None:
    """Its people and its collaborators, while it is a draft."""
    if not is_collaborator and not writes_for(mine, application.organisation_id):
        raise NotAllowed(_("You cannot write in this application."))
    if application.state == ApplicationState.WITHDRAWN:
        raise NotAllowed(_("This application was withdrawn. Take it up again to change it."))
    if application.state != ApplicationState.DRAFT:
        raise NotAllowed(_("This application has been sent. Take it back to change it."))


def may_manage(mine: Iterable[Any], application: Any) -> None:
    """Partners and collaborators are a matter of the applicant's own people."""
    mine = list(mine)
    may_write(mine, application, is_collaborator=False)


def may_sign(mine: Iterable[Any], application: Any) -> None:
    """A coordinator of the applicant signs and sends."""
    if not signs_for(mine, application.organisation_id):
        raise NotAllowed(_("A coordinator of your organisation signs and sends it."))


def may_send(mine: Iterable[Any], application: Any, faults: Sequence[Any]) -> None:
    """A draft without faults, signed by a coordinator."""
    may_sign(mine, application)
    if application.state != ApplicationState.DRAFT:  # not even what an officer turned away
        raise NotAllowed(_("This cannot be done with the application as it is now."))
    if faults:
        raise NotAllowed(_("Something is still missing. Look at the list on this page."))


def may_withdraw(mine: Iterable[Any], application: Any, call: Any) -> None:
    """A coordinator, until it is decided."""
    may_sign(mine, application)
    may_move(application, ApplicationState.WITHDRAWN)
    if call.state not in (CallState.OPEN, CallState.CLOSED):
        raise NotAllowed(_("The call has been decided. Write to the funder instead."))


def may_take_back(mine: Iterable[Any], application: Any) -> None:
    """A coordinator takes back what was sent; whether the call is open, may_be_in_time says."""
    may_sign(mine, application)
    if application.state != ApplicationState.SUBMITTED:
        raise NotAllowed(_("This cannot be done with the application as it is now."))


def may_take_up(mine: Iterable[Any], application: Any) -> None:
    """Its people take up again what was withdrawn."""
    may_start(mine, application.organisation_id)
    if application.state != ApplicationState.WITHDRAWN:
        raise NotAllowed(_("This cannot be done with the application as it is now."))


def may_move(application: Any, to: str) -> None:
    """Along the table of moves."""
    if to not in APPLICATION_MOVES[application.state]:
        raise NotAllowed(_("This cannot be done with the application as it is now."))


def may_settle_partner(mine: Iterable[Any], partner: Any, to: str) -> None:
    """A coordinator of the partner, while the application is written and they are asked."""
    if not signs_for(mine, partner.organisation_id):
        raise NotAllowed(_("Only a coordinator of this organisation can answer."))
    if (
        partner.application.state != ApplicationState.DRAFT
        or to not in PARTNER_MOVES[partner.state]
    ):
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_name(application: Any, organisation: Any) -> None:
    """Another organisation than the applicant's own."""
    if organisation.pk == application.organisation_id:
        raise NotAllowed(_("Your own organisation cannot be its partner. Choose another one."))


def may_ask(partner: Any) -> None:
    """Whoever is asked must read what it would do."""
    if PartnerState.ASKED not in PARTNER_MOVES[partner.state]:
        raise NotAllowed(_("They have been asked already."))
    if not partner.role.strip():
        raise NotAllowed(_("Say first what this partner does in the work."))


def may_except(mine: Iterable[Any], call: Any, until: datetime, now: datetime) -> None:
    """Someone of the funder lets one organisation apply later, before anything is decided."""
    if not is_officer(mine):
        raise NotAllowed(_("Only someone of the funder can do this."))
    if call.state not in (CallState.OPEN, CallState.CLOSED):
        raise NotAllowed(_("An exception is made only before the call is decided."))
    if until <= now or (call.closes_at is not None and until <= call.closes_at):
        raise NotAllowed(_("Choose a moment that is still to come, after the call has closed."))


def may_except_for(mine: Iterable[Any], organisation_id: int) -> None:
    """Nobody gives more time to an organisation of her own."""
    if any(membership.organisation_id == organisation_id for membership in mine):
        raise NotAllowed(_("You belong to this organisation. Another officer must do this."))
