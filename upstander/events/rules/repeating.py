"""On which days and at which moments an event takes place: plain values in and out.

The clock on the wall shows the same time on every day, in summer as in winter. On a day on which
the clocks change, RFC 5545 is followed: a time that does not exist is read as if the clocks had
not changed yet, so that 02:30 is said as 03:30; of a time that comes twice, the first is meant.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.core.fields import FIRST_YEAR, LAST_YEAR
from upstander.events.states import Repeats

MOST_OCCURRENCES = 104
MOST_YEARS = 2
SHORTEST_MONTH = 28


def occurrences(  # noqa: PLR0913, PLR0917 - the answers of one form
    first_day: date, starts: time, ends: time, repeats: str, until: date | None, zone: str
) -> list[tuple[datetime, datetime]]:
    """The start and end of each, in `zone`, in order; `until` is the last day that may be one.

    An end that is before its start is on the next day. The 31st is the last day of a month
    that is shorter, 29 February the 28th in other years, and a fifth weekday the last of its
    month. What happens once needs no `until`. Raises NotAllowed where there would be too many,
    or where both hours are one: a day and a night is nearly always a slip.
    """
    if starts == ends:
        raise NotAllowed(_("It begins and ends at the same time. Change one."))
    days = _days(first_day, repeats, until)
    return [_between(day, starts, ends, ZoneInfo(zone)) for day in days]


def _days(first_day: date, repeats: str, until: date | None) -> list[date]:
    if not FIRST_YEAR <= first_day.year <= LAST_YEAR:
        raise NotAllowed(_("Write the day like 2027-04-30."))
    if repeats == Repeats.NEVER:
        return [first_day]
    if until is None:
        raise NotAllowed(_("Say until which day it takes place."))
    if until < first_day:
        raise NotAllowed(_("The last day cannot be before the first one."))
    if until > first_day + relativedelta(years=MOST_YEARS):
        raise NotAllowed(_("Choose a last day within two years."))
    days = list(islice(_rule(first_day, Repeats(repeats), until), MOST_OCCURRENCES + 1))
    if len(days) > MOST_OCCURRENCES:
        raise NotAllowed(
            _("This would be more than %(most)d times. Choose an earlier last day.")
            % {"most": MOST_OCCURRENCES}
        )
    return days


def _rule(first_day: date, repeats: Repeats, until: date) -> Iterator[date]:
    start = datetime.combine(first_day, time.min)
    end = datetime.combine(until, time.min)
    # The last that a month has of these: 29, 30 and 31 fall back to the end of shorter months.
    dates = tuple(range(min(SHORTEST_MONTH, first_day.day), first_day.day + 1))
    if repeats == Repeats.WEEKLY:
        rule = rrule(WEEKLY, dtstart=start, until=end)
    elif repeats == Repeats.FORTNIGHTLY:
        rule = rrule(WEEKLY, interval=2, dtstart=start, until=end)
    elif repeats == Repeats.MONTHLY_BY_WEEKDAY:
        rule = rrule(MONTHLY, byweekday=_nth(first_day), dtstart=start, until=end)
    elif repeats == Repeats.MONTHLY_BY_DATE:
        rule = rrule(MONTHLY, bymonthday=dates, bysetpos=-1, dtstart=start, until=end)
    else:
        month = first_day.month
        rule = rrule(YEARLY, bymonth=month, bymonthday=dates, bysetpos=-1, dtstart=start, until=end)
    return (moment.date() for moment in rule)


def _nth(day: date) -> weekday:
    """The second Tuesday, the last Friday: a fifth one is the last, as not every month has it."""
    nth = (day.day - 1) // 7 + 1
    return weekday(day.weekday(), nth if nth < 5 else -1)


def _between(day: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first = datetime.combine(day, starts)
    last = datetime.combine(day if ends > starts else day + timedelta(days=1), ends)
    start, end = _moment(first, zone), _moment(last, zone)
    if end <= start:  # it was to begin in the hour that does not exist: it keeps its length
        end = (start.astimezone(UTC) + (last - first)).astimezone(zone)
    return start, end


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """By way of UTC, so that a time that does not exist is told by the clock that people see."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)
