"""Which dates an important day has in a year: plain values in and out."""

from calendar import monthrange
from datetime import date
from typing import Protocol

from dateutil.relativedelta import relativedelta
from dateutil.rrule import weekday
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.events.states import LAST, WEEKDAYS, WHICH

A_SHORT_YEAR = 2023  # without 29 February, which does not come every year


class Yearly(Protocol):
    """A date, a weekday of a month, or a month as a whole."""

    @property
    def month(self) -> int:
        """From 1 to 12."""

    @property
    def day(self) -> int | None:
        """Of the month; None for a weekday or the whole month."""

    @property
    def weekday(self) -> str:
        """One of WEEKDAYS, or nothing."""

    @property
    def nth(self) -> int | None:
        """Which of the weekdays: 1 to 4, or -1 for the last."""


def may_come_each_year(month: int, day: int | None, weekday: str, nth: int | None) -> None:
    """One rule of three, and a date that every year has."""
    is_weekday = bool(weekday) or nth is not None
    is_whole = weekday in WEEKDAYS and nth in WHICH
    if is_weekday and (day is not None or not is_whole):
        raise NotAllowed(
            _(
                "Write a date, or a weekday and which one of the month. "
                "For the whole month leave them empty."
            )
        )
    is_month = 1 <= month <= 12
    if not is_month or day not in (None, *range(1, monthrange(A_SHORT_YEAR, month)[1] + 1)):
        raise NotAllowed(_("Not every year has this date."))


def dates_in(year: int, rule: Yearly) -> tuple[date, date]:
    """The first and the last day of it in `year`; both the same, but for a month."""
    days = monthrange(year, rule.month)[1]
    if rule.weekday and rule.nth:
        edge = date(year, rule.month, days if rule.nth == LAST else 1)
        found = edge + relativedelta(weekday=weekday(WEEKDAYS.index(rule.weekday), rule.nth))
        return found, found
    first, last = (rule.day, rule.day) if rule.day else (1, days)
    return date(year, rule.month, first), date(year, rule.month, last)
