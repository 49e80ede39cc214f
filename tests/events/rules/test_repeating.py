"""Days and moments of what repeats, across months, leap years and changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from upstander.core.errors import NotAllowed
from upstander.events.rules.repeating import MOST_OCCURRENCES, occurrences
from upstander.events.states import Repeats

HERE = "America/Vancouver"
# Of these, clocks change by an hour or by half of one, or never.
ZONES = [HERE, "Europe/Lisbon", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kolkata"]
EVENING = (time(18, 30), time(20, 0))


def _days(first_day: date, repeats: str, until: date | None) -> list[str]:
    found = occurrences(first_day, *EVENING, repeats, until, HERE)
    return [start.date().isoformat() for start, _end in found]


@pytest.mark.parametrize(
    ("repeats", "first_day", "until", "days"),
    [
        ("never", date(2027, 1, 5), None, "2027-01-05"),
        ("never", date(2027, 1, 5), date(2027, 3, 1), "2027-01-05"),
        ("weekly", date(2027, 1, 5), date(2027, 1, 5), "2027-01-05"),
        ("weekly", date(2027, 1, 5), date(2027, 1, 19), "2027-01-05 2027-01-12 2027-01-19"),
        ("weekly", date(2027, 1, 5), date(2027, 1, 18), "2027-01-05 2027-01-12"),
        ("fortnightly", date(2027, 12, 28), date(2028, 1, 30), "2027-12-28 2028-01-11 2028-01-25"),
        (
            "monthly_by_date",
            date(2027, 1, 15),
            date(2027, 3, 15),
            "2027-01-15 2027-02-15 2027-03-15",
        ),
        (
            "monthly_by_date",
            date(2027, 12, 31),
            date(2028, 4, 30),
            "2027-12-31 2028-01-31 2028-02-29 2028-03-31 2028-04-30",
        ),
        (
            "monthly_by_date",
            date(2027, 1, 29),
            date(2027, 3, 31),
            "2027-01-29 2027-02-28 2027-03-29",
        ),
        (
            "monthly_by_weekday",  # the second Tuesday
            date(2027, 1, 12),
            date(2027, 3, 31),
            "2027-01-12 2027-02-09 2027-03-09",
        ),
        (
            "monthly_by_weekday",  # the fifth Friday: the last one
            date(2027, 1, 29),
            date(2027, 4, 30),
            "2027-01-29 2027-02-26 2027-03-26 2027-04-30",
        ),
        (
            "monthly_by_weekday",  # the fourth stays the fourth, in a month of five too
            date(2027, 2, 26),
            date(2027, 4, 30),
            "2027-02-26 2027-03-26 2027-04-23",
        ),
        ("yearly", date(2027, 3, 21), date(2029, 3, 21), "2027-03-21 2028-03-21 2029-03-21"),
        ("yearly", date(2028, 2, 29), date(2030, 2, 28), "2028-02-29 2029-02-28 2030-02-28"),
        ("yearly", date(2027, 2, 28), date(2029, 2, 28), "2027-02-28 2028-02-28 2029-02-28"),
    ],
)
def test_days_come_again_as_was_said(repeats, first_day, until, days):
    assert _days(first_day, repeats, until) == days.split()


@pytest.mark.parametrize(
    ("repeats", "first_day", "until", "sentence"),
    [
        ("weekly", date(2027, 1, 5), None, "Say until which day it takes place."),
        (
            "weekly",
            date(2027, 1, 5),
            date(2027, 1, 4),
            "The last day cannot be before the first one.",
        ),
        ("yearly", date(2027, 1, 5), date(2029, 1, 6), "Choose a last day within two years."),
        ("yearly", date(2028, 2, 29), date(2030, 3, 1), "Choose a last day within two years."),
        (
            "weekly",
            date(2027, 1, 5),
            date(2029, 1, 2),
            "This would be more than 104 times. Choose an earlier last day.",
        ),
        ("never", date(27, 1, 5), None, "Write the day like 2027-04-30."),
        ("weekly", date(9999, 12, 31), date(9999, 12, 31), "Write the day like 2027-04-30."),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence(repeats, first_day, until, sentence):
    with pytest.raises(NotAllowed) as refused:
        occurrences(first_day, *EVENING, repeats, until, HERE)
    assert str(refused.value) == sentence


def test_what_begins_and_ends_at_once_is_refused_however_often_it_comes():
    for repeats, until in (("never", None), ("weekly", date(2027, 1, 19))):
        with pytest.raises(NotAllowed, match="begins and ends at the same time"):
            occurrences(date(2027, 1, 5), time(18), time(18), repeats, until, HERE)


def test_the_last_of_the_most_is_still_planned():
    assert len(_days(date(2027, 1, 5), "weekly", date(2029, 1, 1))) == MOST_OCCURRENCES


@pytest.mark.parametrize(
    ("day", "starts", "ends", "start", "end"),
    [
        (date(2027, 6, 1), "18:30", "20:00", "2027-06-01T18:30-07:00", "2027-06-01T20:00-07:00"),
        (date(2027, 6, 1), "22:00", "01:30", "2027-06-01T22:00-07:00", "2027-06-02T01:30-07:00"),
        (date(2027, 6, 1), "09:00", "08:59", "2027-06-01T09:00-07:00", "2027-06-02T08:59-07:00"),
        (date(2024, 12, 31), "23:00", "00:00", "2024-12-31T23:00-08:00", "2025-01-01T00:00-08:00"),
        # The clocks go from 02:00 to 03:00.
        (date(2025, 3, 9), "01:30", "04:00", "2025-03-09T01:30-08:00", "2025-03-09T04:00-07:00"),
        (date(2025, 3, 9), "01:30", "02:30", "2025-03-09T01:30-08:00", "2025-03-09T03:30-07:00"),
        (date(2025, 3, 9), "02:30", "04:00", "2025-03-09T03:30-07:00", "2025-03-09T04:00-07:00"),
        (date(2025, 3, 9), "02:30", "03:00", "2025-03-09T03:30-07:00", "2025-03-09T04:00-07:00"),
        # They go from 02:00 back to 01:00.
        (date(2025, 11, 2), "00:30", "01:30", "2025-11-02T00:30-07:00", "2025-11-02T01:30-07:00"),
        (date(2025, 11, 2), "01:30", "02:00", "2025-11-02T01:30-07:00", "2025-11-02T02:00-08:00"),
    ],
)
def test_moments_follow_the_clock_on_the_wall(day, starts, ends, start, end):
    times = time.fromisoformat(starts), time.fromisoformat(ends)
    [found] = occurrences(day, *times, "never", None, HERE)
    assert [moment.isoformat(timespec="minutes") for moment in found] == [start, end]


def test_the_clock_shows_the_same_in_summer_and_in_winter():
    found = occurrences(date(2025, 3, 4), *EVENING, "weekly", date(2025, 3, 11), HERE)
    assert [start.isoformat() for start, _end in found] == [
        "2025-03-04T18:30:00-08:00",
        "2025-03-11T18:30:00-07:00",
    ]


@given(
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.sampled_from(Repeats.values),
    st.integers(0, 700),
    st.sampled_from(ZONES),
)
def test_whatever_was_said_holds_of_every_one(  # noqa: PLR0917 - the answers of one form
    first_day, starts, ends, repeats, days, zone
):
    assume(starts != ends)
    until = first_day + timedelta(days=days)
    found = occurrences(first_day, starts, ends, repeats, until, zone)
    begins = [start for start, _end in found]
    assert begins[0].date() == first_day
    assert begins == sorted(set(begins))
    assert begins[-1].date() <= until
    for start, end in found:
        shown = start.replace(tzinfo=None), end.replace(tzinfo=None)
        length = end.astimezone(UTC) - start.astimezone(UTC)
        assert timedelta() < length <= timedelta(hours=25)
        if _exists(start.date(), starts, zone):
            assert shown[0].time() == starts
        if _exists(end.date(), ends, zone) and _exists(start.date(), starts, zone):
            assert shown[1].time() == ends


def _exists(day: date, clock: time, zone: str) -> bool:
    moment = datetime.combine(day, clock, ZoneInfo(zone))
    there_and_back = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
    return there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)
