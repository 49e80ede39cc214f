"""Organisations that take part in an application: named, asked, and what they say."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.actions.application import Conflict
from upstander.funding.models import Application, Partner
from upstander.funding.queries.application import locked_application, version_of_partner
from upstander.funding.rules import application as rules
from upstander.funding.states import PARTNER_MOVES, PartnerState
from upstander.funding.tasks.people import tell_organisation
from upstander.network.interface import SIGNING_ROLES, memberships_of


class Terms(NamedTuple):
    """What a partner does, how that was agreed, and its share of the money (None: none said)."""

    role: str
    agreement: str
    share: Decimal | None


@transaction.atomic
def name_partner(application: Application, organisation: Any, terms: Terms, *, by: User) -> Partner:
    """An organisation takes part; it is not asked yet."""
    application = locked_application(application.pk)
    rules.may_manage(memberships_of(by), application)
    rules.may_name(application, organisation)
    partner, is_new = Partner.objects.get_or_create(
        application=application, organisation=organisation, defaults=terms._asdict()
    )
    if not is_new:
        raise NotAllowed(_("This organisation is on your list already."))
    _record("partner.named", partner, by)
    return partner


@transaction.atomic
def change_partner(partner: Partner, terms: Terms, seen: str, *, by: User) -> Partner:
    """Change what was agreed; whoever was asked or has confirmed is then to be asked anew."""
    locked_application(partner.application_id)
    partner = _fresh(partner)
    rules.may_manage(memberships_of(by), partner.application)
    before = version_of_partner(partner)
    for name, value in terms._asdict().items():
        setattr(partner, name, value)
    after = version_of_partner(partner)
    if seen != before != after:
        raise Conflict(
            _("Someone else saved this part a moment ago. Nothing is lost: see both below.")
        )
    if before == after:
        return partner
    partner.save(update_fields=terms._fields)
    if PartnerState.NAMED in PARTNER_MOVES[PartnerState(partner.state)]:
        _unsettle(partner)
    _record("partner.changed", partner, by)
    return partner


def _unsettle(partner: Partner) -> None:
    move(partner, to=PartnerState.NAMED, moves=PARTNER_MOVES, settled_by=None, settled_at=None)


@transaction.atomic
def remove_partner(partner: Partner, *, by: User) -> None:
    """It takes no part after all."""
    locked_application(partner.application_id)
    rules.may_manage(memberships_of(by), partner.application)
    _let_out(partner)
    _record("partner.removed", partner, by)
    partner.delete()


def _let_out(partner: Partner) -> None:
    """The people of an organisation that takes no part no longer write in the application."""
    people = partner.organisation.memberships.values("user")
    partner.application.collaborators.filter(user__in=people).delete()


@transaction.atomic
def ask_partner(partner: Partner, *, by: User) -> None:
    """Its coordinators get a letter, and see what is asked of them at their desk."""
    locked_application(partner.application_id)
    partner = _fresh(partner)
    rules.may_manage(memberships_of(by), partner.application)
    rules.may_ask(partner)
    move(partner, to=PartnerState.ASKED, moves=PARTNER_MOVES, settled_by=None, settled_at=None)
    tell_organisation(partner.organisation_id, "partnership", partner.pk, roles=SIGNING_ROLES)
    _record("partner.asked", partner, by)


@transaction.atomic
def settle_partner(partner: Partner, to: str, seen: str, *, by: User) -> None:
    """A coordinator of the partner confirms or declines what she has read, and nothing else."""
    locked_application(partner.application_id)
    partner = _fresh(partner)
    rules.may_settle_partner(memberships_of(by), partner, to)
    if seen != version_of_partner(partner):
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    now = timezone.now()
    move(partner, to=to, moves=PARTNER_MOVES, settled_by=by, settled_at=now)
    if to == PartnerState.DECLINED:
        _let_out(partner)
    application = partner.application
    tell_organisation(application.organisation_id, "application-partners", application.pk)
    _record(f"partner.{to}", partner, by)


def _fresh(partner: Partner) -> Partner:
    return Partner.objects.select_related("application", "organisation").get(pk=partner.pk)


def _record(verb: str, partner: Partner, by: User) -> None:
    facts = {"organisation": partner.organisation_id}
    record(verb, by=f"user:{by.pk}", of=f"application:{partner.application_id}", facts=facts)
