"""When the summary of a year may be written and agreed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from upstander.action.states import SummaryState
from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for, writes_for

FIRST_YEAR = 2000


def may_write(mine: Iterable[Any], organisation_id: int) -> None:
    """Whoever works in an organisation writes what it says of a year."""
    if not writes_for(mine, organisation_id):
        raise NotAllowed(_("Only people of this organisation can do this."))


def may_change(mine: Iterable[Any], summary: Any) -> None:
    """As long as it is a draft."""
    may_write(mine, summary.organisation_id)
    if summary.state != SummaryState.DRAFT:
        raise NotAllowed(_("This summary is agreed. It stays as it is."))


def may_agree(mine: Iterable[Any], summary: Any, today: date) -> None:
    """A coordinator agrees it when the year is over."""
    if summary.state != SummaryState.DRAFT:
        raise NotAllowed(_("This summary is agreed. It stays as it is."))
    if not signs_for(mine, summary.organisation_id):
        raise NotAllowed(_("Only a coordinator of the organisation can do this."))
    if summary.year >= today.year:
        raise NotAllowed(_("You can agree it when the year is over."))


def is_year(year: int, today: date) -> None:
    """A year that has begun."""
    if not FIRST_YEAR <= year <= today.year:
        raise NotAllowed(
            _("Choose a year from %(first)s to %(last)s.")
            % {"first": FIRST_YEAR, "last": today.year}
        )
