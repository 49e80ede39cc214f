"""An agreement is sent, accepted by name, or turned down."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.core.pdf import pdf_of
from upstander.funding.actions.award import note
from upstander.funding.actions.report import ask_for_reports
from upstander.funding.models import Agreement, Award, Decision, Instalment
from upstander.funding.queries.agreement_text import agreement_blocks, agreement_title
from upstander.funding.queries.award import locked_award
from upstander.funding.queries.decision import has_conflict
from upstander.funding.rules.award import may_be_offered, may_manage, may_sign
from upstander.funding.rules.decision import may_have_part
from upstander.funding.rules.instalment import Part, may_ask_reports, may_plan
from upstander.funding.states import (
    AGREEMENT_MOVES,
    AWARD_MOVES,
    INSTALMENT_MOVES,
    AgreementState,
    AwardState,
    InstalmentState,
    OfferEnd,
)
from upstander.funding.tasks.award import alert_organisation
from upstander.funding.tasks.people import tell
from upstander.network.interface import memberships_of

DOCUMENT = "funding/document.typ"


class Plan(NamedTuple):
    """What an agreement says beside the award itself; `seen` is the version on the page."""

    parts: Sequence[Part]
    interim_due_on: date | None
    final_due_on: date
    terms: str
    language: str
    seen: int


@transaction.atomic
def send_agreement(award: Award, plan: Plan, *, by: User) -> Agreement:
    """Plan the instalments and send the agreement; it takes the place of one that waits."""
    award = locked_award(award.pk)
    may_manage(list(memberships_of(by)), award)
    may_be_offered(award)
    must_be_seen(award, plan.seen)
    may_plan(award.amount, award.call.currency, plan.parts)
    may_ask_reports(plan.parts, plan.interim_due_on, plan.final_due_on)
    for instalment in award.instalments.filter(state=InstalmentState.PLANNED):
        move(instalment, to=InstalmentState.CANCELLED, moves=INSTALMENT_MOVES)
    for part in plan.parts:
        add_instalment(award, part)
    agreement = write_version(award, plan, by=by)
    note("agreement.sent", award, by, version=agreement.version, digest=agreement.digest)
    alert_organisation.enqueue(award.reference)
    return agreement


def must_be_seen(award: Award, seen: int) -> None:
    """Refuses whoever saw an older version of the agreement than there is."""
    if last_version(award) != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))


def last_version(award: Award) -> int:
    """The number of the newest version; 0 where there is none."""
    return award.agreements.aggregate(last=Max("version"))["last"] or 0


def add_instalment(award: Award, part: Part) -> Instalment:
    """One more; its number was never used for this award."""
    last = award.instalments.aggregate(last=Max("number"))["last"] or 0
    return Instalment.objects.create(award=award, number=last + 1, **part._asdict())


def write_version(award: Award, plan: Plan, *, by: User) -> Agreement:
    """The text and its PDF, as they are kept; the version that counted is replaced."""
    counting = (AgreementState.OFFERED, AgreementState.ACCEPTED)
    version = last_version(award) + 1
    for old in award.agreements.filter(state__in=counting):
        move(old, to=AgreementState.REPLACED, moves=AGREEMENT_MOVES)
    days = (plan.interim_due_on, plan.final_due_on)
    title = agreement_title(award, plan.language)
    blocks = agreement_blocks(award, plan.parts, days, plan.terms, plan.language)
    pdf = pdf_of(DOCUMENT, {"title": title, "blocks": blocks}, plan.language)
    return Agreement.objects.create(
        award=award,
        version=version,
        language=plan.language,
        title=title,
        terms=plan.terms,
        blocks=blocks,
        pdf=pdf,
        digest=sha256(pdf).hexdigest(),
        interim_due_on=plan.interim_due_on,
        final_due_on=plan.final_due_on,
        sent_by=by,
        sent_at=timezone.now(),
    )


@transaction.atomic
def accept_agreement(agreement: Agreement, signed_as: str, *, by: User) -> None:
    """A coordinator accepts for the organisation, by name and role; the reports are asked for."""
    award = locked_award(agreement.award_id)
    may_be_offered(award)
    may_sign(memberships_of(by), award)
    accept_version(agreement, signed_as, by=by)
    move(award, to=AwardState.ACCEPTED, moves=AWARD_MOVES, changed_on=timezone.localdate())
    ask_for_reports(award, agreement)
    note("award.accepted", award, by, version=agreement.version, digest=agreement.digest)


def accept_version(agreement: Agreement, signed_as: str, *, by: User) -> None:
    """Who accepted this version, as what, and when."""
    if not signed_as.strip():
        raise NotAllowed(_("Write your name and your role."))
    move(
        agreement,
        to=AgreementState.ACCEPTED,
        moves=AGREEMENT_MOVES,
        accepted_by=by,
        accepted_as=signed_as.strip(),
        accepted_at=timezone.now(),
    )


@transaction.atomic
def decline_award(award: Award, *, by: User) -> None:
    """The organisation turns it down; its communities are free again."""
    award = locked_award(award.pk)
    may_be_offered(award)
    may_sign(memberships_of(by), award)
    _free(award, AwardState.DECLINED, AgreementState.DECLINED)
    tell(_who_wait_for_it(award), "award", award.reference)
    note("award.declined", award, by)


def _who_wait_for_it(award: Award) -> set[int]:
    """Whoever sent the agreement; before there is one, whoever decided about the money."""
    decisions = Decision.objects.filter(application=award.application)
    senders = set(award.agreements.values_list("sent_by", flat=True))
    return senders or set(decisions.values_list("made_by", flat=True))


def check_take_back(award: Award, user: User) -> None:
    """Whether she may take the offer back: what is free again goes to others. NotAllowed."""
    mine = list(memberships_of(user))
    may_be_offered(award)
    may_manage(mine, award)
    may_have_part(mine, is_in_conflict=has_conflict(user, award.call))


@transaction.atomic
def take_back_offer(award: Award, reason: OfferEnd, *, by: User) -> None:
    """The funder does not wait for an answer any more; the log keeps the code of the reason."""
    award = locked_award(award.pk)
    check_take_back(award, by)
    _free(award, AwardState.WITHDRAWN, AgreementState.WITHDRAWN)
    note("award.taken_back", award, by, reason=OfferEnd(reason).value)
    alert_organisation.enqueue(award.reference)


def _free(award: Award, to: AwardState, agreements_to: AgreementState) -> None:
    """Nothing is paid, and its communities are free again."""
    for agreement in award.agreements.filter(state=AgreementState.OFFERED):
        move(agreement, to=agreements_to, moves=AGREEMENT_MOVES)
    for instalment in award.instalments.filter(state=InstalmentState.PLANNED):
        move(instalment, to=InstalmentState.CANCELLED, moves=INSTALMENT_MOVES)
    award.places.update(is_held=False)
    move(award, to=to, moves=AWARD_MOVES, changed_on=timezone.localdate())
