"""Until when an announcement matters, and when a letter is due, at each edge."""

from datetime import date, timedelta

import pytest

from tests.announcements.made import at
from upstander.announcements.rules import reading as rules

NOW = at("2031-05-07T12:00")  # a Wednesday
MONDAY, TODAY, DAY = date(2031, 5, 5), date(2031, 5, 7), timedelta(days=1)
YEAR = timedelta(days=365)


@pytest.mark.parametrize(("published", "last_on", "matters"), [
    (NOW, None, True), (NOW - YEAR, None, True), (NOW - YEAR - DAY, None, False),
    (NOW, TODAY, True), (NOW, TODAY - DAY, False), (NOW - YEAR - DAY, TODAY, False),
])  # fmt: skip
def test_what_matters(published, last_on, matters):
    assert rules.matters(published, last_on, NOW) is matters


@pytest.mark.parametrize(("rhythm", "today", "start"), [
    ("daily", TODAY, TODAY), ("weekly", TODAY, MONDAY), ("weekly", MONDAY, MONDAY),
    ("weekly", MONDAY - DAY, MONDAY - 7 * DAY), ("never", TODAY, None),
])  # fmt: skip
def test_the_first_day_of_a_period(rhythm, today, start):
    assert rules.period_start(rhythm, today) == start


@pytest.mark.parametrize(("rhythm", "settled", "now", "is_due"), [
    ("weekly", MONDAY - 7 * DAY, "2031-05-05T06:59", False),
    ("weekly", MONDAY - 7 * DAY, "2031-05-05T07:00", True),
    ("weekly", MONDAY - 7 * DAY, "2031-05-06T00:01", True),
    ("weekly", MONDAY, "2031-05-11T23:59", False),
    ("weekly", MONDAY, "2031-05-12T07:00", True),
    ("daily", TODAY - DAY, "2031-05-07T06:59", False),
    ("daily", TODAY - DAY, "2031-05-07T07:00", True),
    ("daily", TODAY, "2031-05-07T23:59", False),
    ("never", MONDAY - 700 * DAY, "2031-05-07T12:00", False),
])  # fmt: skip
def test_when_a_letter_is_due(rhythm, settled, now, is_due):
    assert rules.is_due(rhythm, settled, at(now)) is is_due


def test_a_day_begins_where_the_network_is():
    assert rules.beginning_of(MONDAY) == at("2031-05-05T00:00")


def test_of_four_people_there_is_no_number():
    assert [n for n in range(7) if rules.is_enough_to_count(n)] == [5, 6]
