"""Which days are within the time of an award."""

from datetime import date, timedelta

import pytest

from upstander.funding.models import Award
from upstander.funding.queries.project_lines import is_in_time

AWARDED, FIRST, LAST = date(2027, 3, 9), date(2027, 4, 1), date(2028, 3, 31)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("starts_on", "ends_on", "since", "until"), [
    (FIRST, LAST, FIRST, LAST), (None, LAST, AWARDED, LAST), (FIRST, None, FIRST, date.max),
    (None, None, AWARDED, date.max),
])  # fmt: skip
def test_it_begins_when_it_was_awarded_where_no_first_day_is_known(
    starts_on, ends_on, since, until
):
    award = Award(awarded_on=AWARDED, starts_on=starts_on, ends_on=ends_on)
    days = [since - DAY, since, until]
    assert [is_in_time(award, day) for day in days] == [False, True, True]
    if ends_on:
        assert is_in_time(award, ends_on + DAY) is False
