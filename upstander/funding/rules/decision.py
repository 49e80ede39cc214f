"""What may be decided about the money of a call, and by whom."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.funding.states import FREED_AWARD_STATES, ApplicationState, CallState
from upstander.network.interface import is_officer

Say = Callable[[Decimal], str]
LATER_STATES = (CallState.DECIDED, CallState.PUBLISHED)


class Row(NamedTuple):
    """An application beside what is decided about it. Amounts in the currency of the call.

    `ceiling` is what its kind of award allows for these communities; nothing is no ceiling.
    `award` is what came of it, once it was offered.
    """

    application: Any
    region: Any
    communities: Sequence[Any]
    ceiling: Decimal | None
    decision: Any = None
    award: Any = None

    @property
    def amount(self) -> Decimal:
        """What was decided, unless nobody took it."""
        is_free = self.award is not None and self.award.state in FREED_AWARD_STATES
        return self.decision.amount if self.decision and not is_free else Decimal(0)


class Fault(NamedTuple):
    """What stands against ending a decision: a sentence, and the application it is about."""

    sentence: str
    application: Any = None


def may_share_out(mine: Iterable[Any], call: Any, *, is_in_conflict: bool) -> None:
    """Officers of the funder, once the call is closed, and none who belongs to an applicant."""
    may_have_part(mine, is_in_conflict=is_in_conflict)
    if call.state != CallState.CLOSED:
        raise NotAllowed(_("Money is shared out after a call is closed and before it is decided."))


def may_have_part(mine: Iterable[Any], *, is_in_conflict: bool) -> None:
    """Officers of the funder, and none who belongs to one of those that applied."""
    if not is_officer(mine):
        raise NotAllowed(_("Only an officer of the funder can decide about money."))
    if is_in_conflict:
        raise NotAllowed(
            _("You belong to an organisation that applied. Someone else must decide this call.")
        )


def may_share_out_later(
    mine: Iterable[Any], call: Any, *, is_in_conflict: bool, has_award: bool
) -> None:
    """What was offered stays; what is left, or free again, may go to who was offered nothing."""
    may_have_part(mine, is_in_conflict=is_in_conflict)
    if call.state not in LATER_STATES:
        raise NotAllowed(_("This cannot be done in the state that the call is in now."))
    if has_award:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_offer_later(row: Row) -> None:
    """Something is decided about it, by two people where that is above the ceiling."""
    if not row.amount:
        raise NotAllowed(_("Nothing is decided about this yet."))
    if _waits(row):
        raise NotAllowed(_("This is above a ceiling. A second person must agree."))


def may_be_decided(application: Any) -> None:
    """What was sent, and is eligible."""
    if application.state != ApplicationState.SUBMITTED:
        raise NotAllowed(_("This application is not among those to decide about."))


def may_decide(row: Row, amount: Decimal, *, reason: str, override: str, proposed: Any) -> None:
    """Whole amounts; a change of the proposal says why; above a ceiling only with a reason."""
    may_be_decided(row.application)
    if amount < 0 or amount != amount.to_integral_value():
        raise NotAllowed(_("Write a whole amount, without cents."))
    if proposed is not None and amount != proposed and not reason:
        raise NotAllowed(_("This differs from the proposal. Write why."))
    if is_above_ceiling(row, amount) and not override:
        raise NotAllowed(
            _("This is above the ceiling of this kind of award. Write why it does not hold here.")
        )


def is_above_ceiling(row: Row, amount: Decimal) -> bool:
    """Whether an amount needs an override, and with it a second person."""
    return row.ceiling is not None and amount > row.ceiling


def may_weigh(weight: Decimal, basis: str) -> None:
    """A community counts for something, and who weighs it otherwise than 1 says why."""
    if weight <= 0:
        raise NotAllowed(_("A weight is above zero."))
    if weight != 1 and not basis:
        raise NotAllowed(_("Write what this weight rests on."))


def may_agree(decision: Any, user: Any) -> None:
    """An override is agreed to by another person than the one who wrote it."""
    if not decision.override or decision.second_by_id is not None:
        raise NotAllowed(_("Nothing waits here for a second person."))
    if decision.made_by_id == user.pk:
        raise NotAllowed(_("A second person must agree to this. You wrote it yourself."))


def sums(rows: Iterable[Row]) -> dict[Any, Decimal]:
    """What each region gets, by its primary key."""
    found: dict[Any, Decimal] = {}
    for row in rows:
        found[row.region.pk] = found.get(row.region.pk, Decimal(0)) + row.amount
    return found


def faults(call: Any, rows: Sequence[Row], envelopes: Sequence[Any], say: Say) -> list[Fault]:
    """Everything that must hold before the call is decided and does not, each as a sentence."""
    found = [Fault(_("Nothing is decided about this yet."), row.application)
             for row in rows if row.decision is None]  # fmt: skip
    found += [_unagreed(row) for row in rows if row.decision and _waits(row)]
    found += _over_envelopes(sums(rows), envelopes, say)
    total = sum((row.amount for row in rows), Decimal(0))
    if total > call.budget:
        found.append(Fault(
            _("The awards make %(sum)s together. The budget is %(budget)s.")
            % {"sum": say(total), "budget": say(call.budget)}
        ))  # fmt: skip
    return [*found, *_twice([row for row in rows if row.amount])]


def _waits(row: Row) -> bool:
    is_open = row.decision.override and row.decision.second_by_id is None
    return bool(is_open) or (is_above_ceiling(row, row.amount) and not row.decision.override)


def _unagreed(row: Row) -> Fault:
    return Fault(_("This is above a ceiling. A second person must agree."), row.application)


def _over_envelopes(
    given: Mapping[Any, Decimal], envelopes: Sequence[Any], say: Say
) -> list[Fault]:
    found = []
    for envelope in envelopes:
        here = given.get(envelope.region_id, Decimal(0))
        values = {"region": envelope.region, "sum": say(here)}
        if envelope.ceiling is not None and here > envelope.ceiling:
            values["most"] = say(envelope.ceiling)
            found.append(Fault(
                _("%(region)s gets %(sum)s. The most for this region is %(most)s.") % values
            ))  # fmt: skip
        if here < envelope.floor:
            values["least"] = say(envelope.floor)
            found.append(Fault(
                _("%(region)s gets %(sum)s. The least for this region is %(least)s.") % values
            ))  # fmt: skip
    return found


def _twice(awarded: Sequence[Row]) -> list[Fault]:
    first: dict[Any, Row] = {}
    found = []
    for row in awarded:
        for community in row.communities:
            if community.pk in first:
                values = {
                    "community": community,
                    "other": first[community.pk].application.organisation,
                }
                found.append(Fault(
                    _("%(community)s would be awarded twice. It is in the award to %(other)s too.")
                    % values,
                    row.application,
                ))  # fmt: skip
            first.setdefault(community.pk, row)
    return found


def may_end(found: Sequence[Fault]) -> None:
    """Every rule holds."""
    if found:
        raise NotAllowed(_("Some things are still open. They are listed on this page."))


def may_publish(mine: Iterable[Any], call: Any) -> None:
    """Officers, once the call is decided."""
    if not is_officer(mine):
        raise NotAllowed(_("Only an officer of the funder can publish awards."))
    if call.state != CallState.DECIDED:
        raise NotAllowed(_("Awards are published after the call is decided."))
