"""What other contexts may use of events."""

from upstander.events.queries.day import WORDED, DayInYear, days_in
from upstander.events.rules.calendar import CalendarEntry, calendar_of
from upstander.events.rules.day import may_come_each_year
from upstander.events.shapes import all_kinds

__all__ = [
    "WORDED",
    "CalendarEntry",
    "DayInYear",
    "all_kinds",
    "calendar_of",
    "days_in",
    "may_come_each_year",
]
