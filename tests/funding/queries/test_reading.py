"""An application as those who judge it read it."""

import pytest

from tests.accounts.people import spoke
from tests.funding.application_made import a_partner, a_sent_application
from tests.funding.call_made import an_open_call
from upstander.funding.queries.reading import reading
from upstander.funding.states import PartnerState

pytestmark = pytest.mark.django_db


def test_who_said_no_is_not_read_among_the_partners():
    sent = a_sent_application(an_open_call(), spoke())
    for number, state in enumerate(PartnerState, 1):
        a_partner(sent, spoke(number), state)
    assert {partner.state for partner in reading(sent).partners} == {
        "named", "asked", "confirmed",
    }  # fmt: skip
