"""Who scores, scores as exact fractions, and which of them are equal."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from upstander.action.states import RoundState
from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for, writes_for
from upstander.partnership.interface import SeatRole


def mean(values: Collection[int]) -> Fraction:
    """The arithmetic mean of one or more whole numbers."""
    return Fraction(sum(values), len(values))


def one_decimal(value: Fraction) -> Decimal:
    """As it is shown: the nearest tenth, a half goes up."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return Decimal(tenths).scaleb(-1)


def ranks(means: Mapping[Any, Fraction]) -> dict[Any, tuple[int, bool]]:
    """Of each its place, the highest mean first, and whether it shares it. 1, 2, 2, 4."""
    values = list(means.values())
    return {
        key: (1 + sum(other > value for other in values), values.count(value) > 1)
        for key, value in means.items()
    }


def may_open_round(
    mine: Iterable[Any], organisation_id: int, proposed: int, has_open: bool
) -> None:
    """A coordinator, with something proposed, and one round at a time."""
    if not signs_for(mine, organisation_id):
        raise NotAllowed(_("A coordinator of your organisation does this."))
    if has_open:
        raise NotAllowed(_("The committee scores this now. Close the scoring first."))
    if not proposed:
        raise NotAllowed(_("Nothing is proposed yet. Propose a priority first."))


def may_close_round(mine: Iterable[Any], found: Any) -> None:
    """A coordinator, one that is open."""
    if found.state != RoundState.OPEN:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if not signs_for(mine, found.organisation_id):
        raise NotAllowed(_("A coordinator of your organisation does this."))


def is_running(found: Any, today: date) -> bool:
    """Whether scores are taken on this day."""
    return bool(found.state == RoundState.OPEN and found.opens_on <= today <= found.closes_on)


def may_score(mine: Iterable[Any], found: Any, user: Any, seat: Any, today: date) -> None:
    """Herself, as long as she belongs here; or a coordinator for a seat without an account.

    `seat` is None for a member of the organisation who has no seat.
    """
    if not is_running(found, today):
        raise NotAllowed(_("This scoring is not open now."))
    mine = list(mine)
    if seat is None:
        if not writes_for(mine, found.organisation_id):
            raise NotAllowed(_("Only the committee and people of the organisation score."))
        return
    is_held = seat.starts_on <= today and (seat.ends_on is None or seat.ends_on >= today)
    if seat.organisation_id != found.organisation_id or not is_held:
        raise NotAllowed(_("Only the committee and people of the organisation score."))
    if seat.role == SeatRole.OBSERVER:
        raise NotAllowed(_("Only the committee and people of the organisation score."))
    if seat.user_id == user.pk and any(m.organisation_id == found.organisation_id for m in mine):
        return
    if seat.user_id is not None:
        raise NotAllowed(_("A coordinator enters the scores of people without an account."))
    if not signs_for(mine, found.organisation_id):
        raise NotAllowed(_("A coordinator enters the scores of people without an account."))


def must_have_no_seat(user: Any, seats: Iterable[Any]) -> None:
    """Nobody scores twice: who has a seat of today scores there, not as a member besides.

    `seats` are those of the committee of today.
    """
    if any(seat.user_id == user.pk for seat in seats):
        raise NotAllowed(_("You have a seat in the committee. Give your scores there."))


def are_days(opens_on: date, closes_on: date, today: date) -> None:
    """A last day that is still to come, and not before the first."""
    if closes_on < max(opens_on, today):
        raise NotAllowed(_("The last day is over. Choose a later one."))
