"""What may be awarded, by whom, and when an award is taken up, turned down or closed."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.core.money import written
from upstander.funding.states import ApplicationState, AwardState, CallState
from upstander.network.interface import is_officer, signs_for, writes_for

DECIDING = (CallState.CLOSED, CallState.DECIDED, CallState.PUBLISHED)
CENT = Decimal("0.01")


def may_manage(mine: Sequence[Any], award: Any) -> None:
    """Officers of the funder, but not for an organisation that they belong to themselves."""
    if not is_officer(mine):
        raise NotAllowed(_("Only an officer of the funder can do this."))
    if any(m.organisation_id == award.organisation_id for m in mine):
        raise NotAllowed(_("You belong to this organisation. Another officer must do this."))


def may_sign(mine: Iterable[Any], award: Any) -> None:
    """Coordinators of the organisation sign for it."""
    if not signs_for(mine, award.organisation_id):
        raise NotAllowed(_("Only a coordinator of the organisation can sign for it."))


def may_write(mine: Iterable[Any], award: Any) -> None:
    """Whoever works in the organisation writes its reports."""
    if not writes_for(mine, award.organisation_id):
        raise NotAllowed(_("Only people of this organisation can write its report."))


class Around(NamedTuple):
    """What stands around an amount that is to be awarded. Amounts in the currency of the call.

    `awarded` what the call has awarded so far, in all and in the region of the award. `taken`
    names the communities that have an award for that year; `has_award` is of the organisation.
    """

    call: Any
    awarded: Decimal
    awarded_here: Decimal
    envelope: Any | None
    ceiling: Decimal | None
    taken: Sequence[str] = ()
    has_award: bool = False


def may_offer(application: Any, amount: Decimal, around: Around) -> None:
    """An application that was sent and has no award; communities and organisation are free."""
    if around.call.state not in DECIDING:
        raise NotAllowed(_("Money is awarded after a call is closed."))
    if application.state != ApplicationState.SUBMITTED or application.kind is None:
        raise NotAllowed(_("This application is not among those to decide about."))
    if amount <= 0 or amount != amount.quantize(CENT):
        raise NotAllowed(_("Write an amount above zero, to the cent."))
    if around.has_award:
        raise NotAllowed(_("This organisation has an award for that year already."))
    for name in around.taken:
        raise NotAllowed(_("%(community)s has an award for that year already.")
                         % {"community": name})  # fmt: skip
    within_budget(amount, around)


def within_budget(more: Decimal, around: Around) -> None:
    """All awards together stay within the budget, and those of a region within its envelope."""
    total, here, currency = around.awarded + more, around.awarded_here + more, around.call.currency
    if total > around.call.budget:
        raise NotAllowed(
            _("The awards make %(sum)s together. The budget is %(budget)s.")
            % {"sum": said(total, currency), "budget": said(around.call.budget, currency)}
        )
    envelope = around.envelope
    if envelope is not None and envelope.ceiling is not None and here > envelope.ceiling:
        raise NotAllowed(
            _("%(region)s gets %(sum)s. The most for this region is %(most)s.")
            % {
                "region": envelope.region,
                "sum": said(here, currency),
                "most": said(envelope.ceiling, currency),
            }
        )


def is_above_ceiling(amount: Decimal, around: Around) -> bool:
    """Whether an amount is more than its kind of award gives for these communities."""
    return around.ceiling is not None and amount > around.ceiling


def may_override(override: str, by: Any, second: Any, second_mine: Iterable[Any]) -> None:
    """Above the ceiling only with a reason, and with a second officer of the funder."""
    if not override.strip():
        raise NotAllowed(
            _("This is above the ceiling of this kind of award. Write why it does not hold here.")
        )
    if second is None or second.pk == by.pk or not is_officer(second_mine):
        raise NotAllowed(_("This is above a ceiling. A second person must agree."))


def may_be_offered(award: Any) -> None:
    """Before the organisation has answered."""
    if award.state == AwardState.WITHDRAWN:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if award.state != AwardState.OFFERED:
        raise NotAllowed(_("This award has been answered already."))


def must_run(award: Any) -> None:
    """After it was accepted and before it is closed."""
    if award.state != AwardState.ACCEPTED:
        raise NotAllowed(_("This can only be done while the award is accepted and not closed."))


def said(amount: Decimal, currency: str) -> str:
    """An amount within a sentence in the reader's language, kept together in either direction."""
    return f"\u2068{written(amount, currency, get_language() or 'en')}\u2069"
