"""How lines of an award may pay for projects."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.funding.rules.award import CENT, may_write, must_run, said


def may_share(mine: Sequence[Any], award: Any) -> None:
    """Whoever works in the organisation, as long as the award runs."""
    must_run(award)
    may_write(mine, award)


def are_of_the_award(chosen: Iterable[int], known: Collection[int]) -> None:
    """Only the award's own lines, and the organisation's own projects and activities."""
    if not set(chosen) <= set(known):
        raise NotAllowed(_("Choose only from your own list."))


def within_award(amounts: Mapping[int, Decimal], others: Decimal, award: Any) -> None:
    """Above zero to the cent; with what `others`, the other projects, get at most the award."""
    if any(amount <= 0 or amount != amount.quantize(CENT) for amount in amounts.values()):
        raise NotAllowed(_("Write an amount above zero, to the cent."))
    together, currency = sum(amounts.values(), others), award.call.currency
    if together > award.amount:
        raise NotAllowed(
            _("Together this makes %(sum)s. The award is %(award)s.")
            % {"sum": said(together, currency), "award": said(award.amount, currency)}
        )
