"""The days and times of a call as moments, by the clocks of its time zone."""

from datetime import UTC, date, datetime, time

import pytest

from upstander.funding.forms.call import moment

AUTUMN, SPRING = date(2027, 10, 31), date(2027, 3, 28)  # when the clocks of Berlin change


@pytest.mark.parametrize(
    ("day", "hour", "at"),
    [
        (AUTUMN, time(1, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (AUTUMN, time(2, 30), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),  # the second of two
        (AUTUMN, time(3), datetime(2027, 10, 31, 2, tzinfo=UTC)),
        (SPRING, time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (SPRING, time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (AUTUMN, None, None),
        (None, time(2, 30), None),
    ],
)
def test_of_two_moments_that_the_clocks_show_it_is_the_later(day, hour, at):
    assert moment(day, hour, "Europe/Berlin") == at


def test_what_the_clocks_never_show_is_no_moment():
    with pytest.raises(ValueError, match=r"^$"):
        moment(SPRING, time(2, 30), "Europe/Berlin")
