"""What the sharing out of a call's money rests on."""

from decimal import Decimal

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import a_sent_application
from tests.funding.award_made import officer
from tests.funding.review_made import a_closed_call
from upstander.funding.actions.decision import weigh
from upstander.funding.queries.decision import applications, needs, said_needs

pytestmark = pytest.mark.django_db


def test_each_call_has_its_own_applications_and_weights():
    one, other, by = a_closed_call(), a_closed_call(), officer()
    ours = a_sent_application(one, spoke(), places=["houston"])
    theirs = a_sent_application(other, spoke(1), places=["houston"])
    for number, state in enumerate(("draft", "ineligible", "withdrawn"), 2):
        a_sent_application(one, spoke(number), state=state, places=["houston"])
    weigh(one, {"houston": (Decimal(2), "A count")}, by=by)
    weigh(other, {"houston": (Decimal(3), "A report"), "kitimat": (Decimal(4), "It")}, by=by)
    assert [list(applications(call)) for call in (one, other)] == [[ours], [theirs]]
    assert [said_needs(call) for call in (one, other)] == [
        {"houston": (Decimal(2), "A count")},
        {"houston": (Decimal(3), "A report"), "kitimat": (Decimal(4), "It")},
    ]
    assert [needs(call)["houston"] for call in (one, other)] == [2, 3]
