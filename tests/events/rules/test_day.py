"""Dates of important days, year after year."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.core.errors import refusal
from upstander.events.rules.day import dates_in, may_come_each_year
from upstander.events.states import WEEKDAYS, WHICH

ONE_RULE = (
    "Write a date, or a weekday and which one of the month. For the whole month leave them empty."
)
NO_DATE = "Not every year has this date."


def _rule(month, day=None, weekday="", nth=None):
    return SimpleNamespace(month=month, day=day, weekday=weekday, nth=nth)


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        (_rule(3, 21), 2027, "2027-03-21", "2027-03-21"),
        (_rule(2), 2027, "2027-02-01", "2027-02-28"),
        (_rule(2), 2028, "2028-02-01", "2028-02-29"),
        (_rule(12), 2027, "2027-12-01", "2027-12-31"),
        (_rule(11, weekday="saturday", nth=4), 2025, "2025-11-22", "2025-11-22"),
        (_rule(11, weekday="saturday", nth=4), 2026, "2026-11-28", "2026-11-28"),
        (_rule(2, weekday="wednesday", nth=-1), 2028, "2028-02-23", "2028-02-23"),
        (_rule(2, weekday="tuesday", nth=-1), 2028, "2028-02-29", "2028-02-29"),
        (_rule(5, weekday="saturday", nth=1), 2027, "2027-05-01", "2027-05-01"),
        (_rule(5, weekday="friday", nth=1), 2027, "2027-05-07", "2027-05-07"),
    ],
)
def test_a_rule_gives_the_dates_of_a_year(rule, year, first, last):
    assert [day.isoformat() for day in dates_in(year, rule)] == [first, last]


@pytest.mark.parametrize(
    ("month", "day", "weekday", "nth", "why"),
    [
        (3, 21, "", None, ""),
        (2, None, "", None, ""),
        (11, None, "saturday", 4, ""),
        (11, None, "saturday", -1, ""),
        (2, 28, "", None, ""),
        (2, 29, "", None, NO_DATE),
        (4, 31, "", None, NO_DATE),
        (12, 31, "", None, ""),
        (1, 0, "", None, NO_DATE),
        (1, 32, "", None, NO_DATE),
        (0, None, "", None, NO_DATE),
        (13, 1, "", None, NO_DATE),
        (11, 5, "saturday", 4, ONE_RULE),
        (11, 5, "saturday", None, ONE_RULE),
        (11, 5, "", 4, ONE_RULE),
        (11, None, "saturday", None, ONE_RULE),
        (11, None, "", 4, ONE_RULE),
        (11, None, "saturday", 5, ONE_RULE),
        (11, None, "saturday", 0, ONE_RULE),
        (11, None, "Saturday", 4, ONE_RULE),
    ],
)
def test_a_day_comes_by_one_rule_every_year(month, day, weekday, nth, why):
    assert refusal(may_come_each_year, month, day, weekday, nth) == why


@given(st.integers(1, 12), st.sampled_from(WEEKDAYS), st.sampled_from(WHICH), st.integers(1, 9998))
def test_a_weekday_is_that_weekday_in_that_week(month, name, nth, year):
    found, same = dates_in(year, _rule(month, weekday=name, nth=nth))
    assert found == same
    assert (found.year, found.month, WEEKDAYS[found.weekday()]) == (year, month, name)
    if nth > 0:
        assert (found.day - 1) // 7 + 1 == nth
    else:
        days = (date(year, month % 12 + 1, 1) if month < 12 else date(year + 1, 1, 1)) - found
        assert 1 <= days.days <= 7


@given(st.integers(1, 12), st.integers(-1, 33), st.integers(1, 9999))
def test_what_is_allowed_comes_in_any_year(month, day, year):
    if not refusal(may_come_each_year, month, day, "", None):
        assert dates_in(year, _rule(month, day)) == (date(year, month, day),) * 2
    else:
        assert (month, day) == (2, 29) or not 1 <= day <= 31 or (month, day) in {
            (2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31),
        }  # fmt: skip
