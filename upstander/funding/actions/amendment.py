"""An award is changed: proposed by an officer, agreed to by the organisation."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.actions.agreement import (
    Plan,
    accept_version,
    add_instalment,
    write_version,
)
from upstander.funding.actions.award import note
from upstander.funding.models import Amendment, Award
from upstander.funding.queries.award import around_award, locked_award, now_of
from upstander.funding.rules.amendment import (
    Change,
    may_agree,
    may_propose,
    may_refuse,
    may_second,
    needs_second,
)
from upstander.funding.rules.award import may_manage
from upstander.funding.rules.instalment import Part
from upstander.funding.states import (
    AMENDMENT_MOVES,
    INSTALMENT_MOVES,
    AgreementState,
    AmendmentKind,
    AmendmentState,
    InstalmentState,
    PaidAfter,
    ReportKind,
)
from upstander.funding.tasks.award import alert_organisation
from upstander.funding.tasks.people import tell
from upstander.network.interface import memberships_of, signs_for


@transaction.atomic
def propose_amendment(award: Award, change: Change, *, by: User) -> Amendment:
    """It holds once the organisation agrees; above the ceiling another officer agrees first."""
    award = locked_award(award.pk)
    may_manage(list(memberships_of(by)), award)
    around = around_award(award)
    may_propose(award, change, around, now_of(award))
    if award.amendments.filter(state=AmendmentState.PROPOSED).exists():
        raise NotAllowed(_("Another change waits for an answer. Settle it first."))
    amendment = Amendment.objects.create(
        award=award,
        kind=change.kind,
        change=change.money,
        carried=change.carried,
        new_end=change.new_end,
        due_on=change.due_on if change.kind == AmendmentKind.TOP_UP else None,
        reason=change.reason.strip(),
        is_above_ceiling=needs_second(award, change, around),
        made_by=by,
        made_at=timezone.now(),
    )
    note("amendment.proposed", award, by, **_facts(amendment))
    alert_organisation.enqueue(award.reference)
    return amendment


@transaction.atomic
def second_amendment(amendment: Amendment, *, by: User) -> None:
    """Another officer agrees that the ceiling does not hold here."""
    award = locked_award(amendment.award_id)
    amendment.refresh_from_db()
    may_second(list(memberships_of(by)), amendment, by)
    may_manage(list(memberships_of(by)), award)
    amendment.second_by = by
    amendment.save(update_fields=["second_by"])
    note("amendment.seconded", award, by)
    alert_organisation.enqueue(award.reference)  # it could not answer before


@transaction.atomic
def agree_to_amendment(amendment: Amendment, signed_as: str, *, by: User) -> None:
    """A coordinator agrees, by name and role; the agreement gets a new version that says so."""
    award = locked_award(amendment.award_id)
    amendment.refresh_from_db()
    may_agree(list(memberships_of(by)), amendment, award)
    may_propose(award, _change(amendment), around_award(award), now_of(award))
    _carry_out(award, amendment)
    settled: dict[str, Any] = {
        "settled_by": by,
        "settled_as": signed_as.strip(),
        "settled_at": timezone.now(),
    }
    move(amendment, to=AmendmentState.AGREED, moves=AMENDMENT_MOVES, **settled)
    _new_version(award, amendment, signed_as, by=by)
    _tell_other_side(award, amendment, by)
    note("amendment.agreed", award, by, **_facts(amendment))


@transaction.atomic
def refuse_amendment(amendment: Amendment, *, by: User) -> None:
    """The organisation does not agree, or an officer takes the proposal back."""
    award = locked_award(amendment.award_id)
    amendment.refresh_from_db()
    may_refuse(list(memberships_of(by)), amendment, award)
    settled: dict[str, Any] = {"settled_by": by, "settled_at": timezone.now()}
    move(amendment, to=AmendmentState.REFUSED, moves=AMENDMENT_MOVES, **settled)
    _tell_other_side(award, amendment, by)
    note("amendment.refused", award, by)


def _tell_other_side(award: Award, amendment: Amendment, by: User) -> None:
    """Who proposed it hears the answer; the organisation, that it is no longer asked."""
    if signs_for(memberships_of(by), award.organisation_id):
        tell([amendment.made_by_id], "award", award.reference)
    else:
        alert_organisation.enqueue(award.reference)


def _carry_out(award: Award, amendment: Amendment) -> None:
    if amendment.change > 0 and amendment.due_on:
        add_instalment(award, Part(amendment.change, amendment.due_on, PaidAfter.AGREEMENT))
    if amendment.change < 0:
        _take_away(award, -amendment.change)
    if amendment.new_end and award.ends_on:
        _move_final_days(award, amendment.new_end - award.ends_on)
    award.amount += amendment.change
    award.ends_on = amendment.new_end or award.ends_on
    award.changed_on = timezone.localdate()
    if amendment.is_above_ceiling:
        award.override = award.override or amendment.reason[:400]
    award.save(update_fields=["amount", "ends_on", "changed_on", "override"])


def _take_away(award: Award, amount: Decimal) -> None:
    """From what is planned, the last first. What stays of an instalment is a new one."""
    planned = award.instalments.filter(state=InstalmentState.PLANNED).order_by("-number", "-pk")
    for instalment in planned:
        if amount == 0:
            return
        taken = min(amount, instalment.amount)
        move(instalment, to=InstalmentState.CANCELLED, moves=INSTALMENT_MOVES)
        if rest := instalment.amount - taken:
            add_instalment(award, Part(rest, instalment.due_on, instalment.paid_after))
        amount -= taken


def _move_final_days(award: Award, by: timedelta) -> None:
    """The final report, and what is paid after it: no money is due before its report."""
    waiting = award.instalments.filter(state=InstalmentState.PLANNED, paid_after=PaidAfter.FINAL)
    rows: list[Any] = [*award.reports.filter(kind=ReportKind.FINAL), *waiting]
    for row in rows:
        row.due_on += by
        row.save(update_fields=["due_on"])


def _new_version(award: Award, amendment: Amendment, signed_as: str, *, by: User) -> None:
    old = award.agreements.get(state=AgreementState.ACCEPTED)
    counting = award.instalments.exclude(state=InstalmentState.CANCELLED)
    days = dict(award.reports.values_list("kind", "due_on"))
    plan = Plan(
        parts=[Part(row.amount, row.due_on, row.paid_after) for row in counting],
        interim_due_on=days.get(ReportKind.INTERIM),
        final_due_on=days[ReportKind.FINAL],
        terms=f"{old.terms}\n{amendment.reason}",
        language=old.language,
        seen=old.version,
    )
    accept_version(write_version(award, plan, by=amendment.made_by), signed_as, by=by)


def _change(amendment: Amendment) -> Change:
    return Change(
        kind=amendment.kind,
        reason=amendment.reason,
        amount=abs(amendment.change),
        carried=amendment.carried,
        new_end=amendment.new_end,
        due_on=amendment.due_on,
    )


def _facts(amendment: Amendment) -> dict[str, str]:
    return {"kind": amendment.kind, "change": str(amendment.change)}
