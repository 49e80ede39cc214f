"""What waits for officers about sharing out money, and from when on it is late."""

from datetime import UTC, date, datetime

import pytest

from tests.funding.review_made import a_closed_call, officer, reviewer
from upstander.funding.queries.decision_panels import money_panel

pytestmark = pytest.mark.django_db
LAST_EVENING = datetime(2027, 3, 21, 6, 59, tzinfo=UTC)  # in Vancouver still the twentieth
NEXT_MORNING = datetime(2027, 3, 21, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(("now", "is_late"), [(LAST_EVENING, False), (NEXT_MORNING, True)])
@pytest.mark.parametrize("state", ["closed", "decided"])
def test_a_decision_is_late_once_its_day_is_over_in_the_network(state, now, is_late):
    call = a_closed_call(decides_on=date(2027, 3, 20))
    call.state = state
    call.save()

    rows = money_panel(officer(), now).rows

    late = is_late and state == "closed"
    assert [(row.text, row.is_late) for row in rows] == [(call.title, late)]


def test_others_have_no_panel():
    assert money_panel(reviewer(), LAST_EVENING) is None
