"""What waits for officers about sharing out money, and from when on it is late."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.funding.review_made import a_closed_call, applications_in, officer, reviewer
from upstander.funding.actions.decision import Wish, decide
from upstander.funding.queries.decision_panels import money_panel
from upstander.funding.states import CallState
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
LAST_EVENING = datetime(2027, 3, 21, 6, 59, tzinfo=UTC)  # in Vancouver still the twentieth
NEXT_MORNING = datetime(2027, 3, 21, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(("now", "is_late"), [(LAST_EVENING, False), (NEXT_MORNING, True)])
@pytest.mark.parametrize("state", CallState)
def test_a_decision_is_late_once_its_day_is_over_in_the_network(state, now, is_late):
    call = a_closed_call(decides_on=date(2027, 3, 20))
    call.state = state
    call.save()

    rows = money_panel(officer(), now).rows

    late = is_late and state == "closed"
    shown = [(call.title, late)] if state in ("closed", "decided") else []
    assert [(row.text, row.is_late) for row in rows] == shown


def test_nobody_is_asked_about_a_call_in_which_she_is_too_near():
    call, one, two = a_closed_call(), officer(), officer(2)
    first, second = applications_in(call, 2)
    decide(first, Wish(Decimal(9000), override="Far."), by=one)

    def told(user):
        return [str(row.text) for row in money_panel(user, LAST_EVENING).rows]

    waits = f"{first.organisation}: a second person must agree"
    assert [told(user) for user in (one, two)] == [[call.title], [waits, call.title]]
    start_membership(two, second.organisation, Role.EDITOR, by=None)
    assert [told(user) for user in (one, two)] == [[call.title], []]


def test_others_have_no_panel():
    assert money_panel(reviewer(), LAST_EVENING) is None
