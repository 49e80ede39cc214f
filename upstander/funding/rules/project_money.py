"""How an award may be shared out among projects."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.funding.rules.award import CENT, may_write, must_run, said


def may_share(mine: Sequence[Any], award: Any) -> None:
    """Whoever works in the organisation, as long as the award runs."""
    must_run(award)
    may_write(mine, award)


def within_award(amounts: Mapping[int, Decimal], own: Collection[int], award: Any) -> None:
    """Only the organisation's own projects, above zero to the cent, together at most the award."""
    if not set(amounts) <= set(own):
        raise NotAllowed(_("Choose only from your own list."))
    if any(amount <= 0 or amount != amount.quantize(CENT) for amount in amounts.values()):
        raise NotAllowed(_("Write an amount above zero, to the cent."))
    total, currency = sum(amounts.values(), Decimal(0)), award.call.currency
    if total > award.amount:
        raise NotAllowed(
            _("Together this makes %(sum)s. The award is %(award)s.")
            % {"sum": said(total, currency), "award": said(award.amount, currency)}
        )
