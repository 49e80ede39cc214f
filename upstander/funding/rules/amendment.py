"""How an award may be changed after it was accepted."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.rules.award import (
    CENT,
    Around,
    is_above_ceiling,
    may_manage,
    may_sign,
    must_run,
    said,
    within_budget,
)
from upstander.funding.states import AmendmentKind, AmendmentState
from upstander.network.interface import is_officer


class Change(NamedTuple):
    """What is proposed. `amount` is above zero for more and for less money, else zero."""

    kind: str
    reason: str
    amount: Decimal = Decimal(0)
    carried: Decimal = Decimal(0)
    new_end: date | None = None
    due_on: date | None = None

    @property
    def money(self) -> Decimal:
        """What the award's amount changes by."""
        return -self.amount if self.kind == AmendmentKind.REDUCTION else self.amount


class Now(NamedTuple):
    """How an award stands: what is planned and not approved, and what is left of what was paid.

    `is_reported` says that the final report was sent; `left` is None before it is accepted.
    `interim_due_on` is of an interim report that is still to be sent.
    """

    planned: Decimal
    left: Decimal | None
    is_reported: bool
    interim_due_on: date | None = None
    final_due_on: date | None = None


def may_propose(award: Any, change: Change, around: Around, now: Now) -> None:
    """A change that changes something, says why, and can be carried out."""
    must_run(award)
    if not change.reason.strip():
        raise NotAllowed(_("Write why the award changes."))
    if change.new_end is not None:
        _may_end(award, change.new_end, now)
    if change.kind == AmendmentKind.AMEND:
        _may_amend(award, change, now)
    elif change.amount <= 0 or change.amount != change.amount.quantize(CENT):
        raise NotAllowed(_("Write an amount above zero, to the cent."))
    if change.kind == AmendmentKind.TOP_UP:
        _may_top_up(change, around)
    if change.kind == AmendmentKind.REDUCTION:
        _may_reduce(award, change, now)


def _may_end(award: Any, new_end: date, now: Now) -> None:
    if now.is_reported:
        raise NotAllowed(_("The final report is in already. The last day cannot change any more."))
    if award.starts_on is not None and new_end < award.starts_on:
        raise NotAllowed(_("The last day cannot be before the first one."))
    final = final_day(award, new_end, now.final_due_on)
    if final is not None and now.interim_due_on is not None and final <= now.interim_due_on:
        raise NotAllowed(_("The interim report is due before the final one. Change a date."))


def final_day(award: Any, new_end: date | None, due_on: date | None) -> date | None:
    """When the final report is due if the work ends on `new_end`: as long after it as before."""
    if due_on is None or new_end is None or award.ends_on is None:
        return due_on
    moved: date = due_on + (new_end - award.ends_on)
    return moved


def _may_amend(award: Any, change: Change, now: Now) -> None:
    if change.new_end is None and not change.carried:
        raise NotAllowed(_("Choose another last day, or write how much unspent money is kept."))
    if change.carried and (now.left is None or change.carried > now.left):
        left = said(now.left or Decimal(0), award.call.currency)
        raise NotAllowed(_("Only %(left)s is left unspent.") % {"left": left})


def _may_top_up(change: Change, around: Around) -> None:
    if change.due_on is None:
        raise NotAllowed(_("Say when the money is due."))
    within_budget(change.amount, around)


def _may_reduce(award: Any, change: Change, now: Now) -> None:
    if change.amount > now.planned or change.amount >= award.amount:
        planned = said(now.planned, award.call.currency)
        raise NotAllowed(
            _("Only what is planned can be taken away, and not all of the award: %(planned)s.")
            % {"planned": planned}
        )


def needs_second(award: Any, change: Change, around: Around) -> bool:
    """Whether more money brings the award above the ceiling of its kind."""
    is_more = change.kind == AmendmentKind.TOP_UP
    return is_more and is_above_ceiling(award.amount + change.amount, around)


def may_second(mine: Sequence[Any], amendment: Any, by: Any) -> None:
    """Another officer agrees to a sum above the ceiling."""
    _must_wait(amendment)
    if not amendment.is_above_ceiling or amendment.second_by_id is not None:
        raise NotAllowed(_("Nothing waits here for a second person."))
    if not is_officer(mine):
        raise NotAllowed(_("Only an officer of the funder can do this."))
    if amendment.made_by_id == by.pk:
        raise NotAllowed(_("A second person must agree to this. You wrote it yourself."))


def may_agree(mine: Sequence[Any], amendment: Any, award: Any) -> None:
    """A coordinator of the organisation, after the second officer where one is needed."""
    _must_wait(amendment)
    must_run(award)
    may_sign(mine, award)
    if amendment.is_above_ceiling and amendment.second_by_id is None:
        raise NotAllowed(_("This is above a ceiling. A second person must agree."))


def may_refuse(mine: Sequence[Any], amendment: Any, award: Any) -> None:
    """A coordinator of the organisation, or an officer from elsewhere who takes it back."""
    _must_wait(amendment)
    if not allowed(may_manage, mine, award):
        may_sign(mine, award)


def _must_wait(amendment: Any) -> None:
    if amendment.state != AmendmentState.PROPOSED:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
