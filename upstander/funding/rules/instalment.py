"""In which parts an award is paid, and when a part may be."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.funding.rules.award import CENT, may_manage, must_run, said
from upstander.funding.states import (
    INSTALMENT_MOVES,
    AwardState,
    InstalmentState,
    PaidAfter,
    ReportKind,
)

REPORT_OF = {PaidAfter.INTERIM: ReportKind.INTERIM, PaidAfter.FINAL: ReportKind.FINAL}


class Part(NamedTuple):
    """A part of an award as it is planned: how much, by which day, after what."""

    amount: Decimal
    due_on: date
    paid_after: str


def split(amount: Decimal, parts: int) -> list[Decimal]:
    """`amount` in equal parts, rounded down to the cent; the last takes the rest."""
    each = (amount / parts).quantize(CENT, ROUND_DOWN)
    return [each] * (parts - 1) + [amount - each * (parts - 1)]


def may_plan(amount: Decimal, currency: str, parts: Sequence[Part]) -> None:
    """Parts above zero, to the cent, that make the amount together."""
    if any(part.amount <= 0 or part.amount != part.amount.quantize(CENT) for part in parts):
        raise NotAllowed(_("Write an amount above zero, to the cent."))
    total = sum((part.amount for part in parts), Decimal(0))
    if total != amount:
        raise NotAllowed(
            _("The instalments make %(sum)s together. The award is %(amount)s.")
            % {"sum": said(total, currency), "amount": said(amount, currency)}
        )


def may_ask_reports(parts: Sequence[Part], interim: date | None, final: date) -> None:
    """A report is asked for where an instalment waits for it, and is due by then.

    The interim report comes before the final one.
    """
    if interim is None and any(part.paid_after == PaidAfter.INTERIM for part in parts):
        raise NotAllowed(_("An instalment waits for an interim report. Say when that is due."))
    if interim is not None and interim >= final:
        raise NotAllowed(_("The interim report is due before the final one. Change a date."))
    days = {PaidAfter.INTERIM.value: interim, PaidAfter.FINAL.value: final}
    for part in parts:
        report = days.get(part.paid_after)
        if report and part.due_on < report:
            raise NotAllowed(
                _("An instalment is due on %(day)s, before the report it waits for. Change a date.")
                % {"day": date_format(part.due_on, "DATE_FORMAT")}
            )


def holds(paid_after: str, award: Any, accepted: Collection[str]) -> bool:
    """Whether the condition of an instalment is met; `accepted` are kinds of accepted reports."""
    if award.state != AwardState.ACCEPTED:
        return False
    return paid_after not in REPORT_OF or REPORT_OF[PaidAfter(paid_after)] in accepted


def may_approve(
    mine: Sequence[Any], instalment: Any, award: Any, accepted: Collection[str]
) -> None:
    """An officer, once the condition is met."""
    _may_move(instalment, InstalmentState.APPROVED)
    must_run(award)
    if not holds(instalment.paid_after, award, accepted):
        raise NotAllowed(_("The condition of this instalment is not met yet."))
    may_manage(mine, award)


def may_take_back(mine: Sequence[Any], instalment: Any, award: Any) -> None:
    """An officer, before it is paid."""
    _may_move(instalment, InstalmentState.PLANNED)
    may_manage(mine, award)


def may_pay(mine: Sequence[Any], instalment: Any, award: Any, by: Any) -> None:
    """Another officer than the one who approved it."""
    _may_move(instalment, InstalmentState.PAID)
    must_run(award)
    may_manage(mine, award)
    if instalment.approved_by_id == by.pk:
        raise NotAllowed(_("You approved this yourself. Another officer must record the payment."))


def is_payment(payment: str, paid_on: date, approved_on: date, today: date) -> None:
    """A payment has a reference, and a day between the approval and today."""
    if not payment.strip():
        raise NotAllowed(_("Write the reference of the payment."))
    if not approved_on <= paid_on <= today:
        raise NotAllowed(_("Choose a day from the approval until today."))


def _may_move(instalment: Any, to: InstalmentState) -> None:
    if to not in INSTALMENT_MOVES[instalment.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
