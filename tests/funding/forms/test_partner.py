"""What the forms of partners and of exceptions make of what was typed."""

import pytest

from tests.accounts.people import spoke
from tests.funding.call_made import an_open_call
from upstander.funding.forms.partner import LateForm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "is_read"),
    [("2027-04-30T17:00", True), ("9999-12-31T23:59", False), ("0001-01-01T00:00", False)],
)
def test_a_moment_that_no_clock_knows_is_told(typed, is_read):
    place = spoke()
    data = {"organisation": str(place.pk), "until": typed, "reason": "A flood."}
    form = LateForm(data, call=an_open_call(), organisations=[place])
    assert form.is_valid() is is_read
    told = [] if is_read else ["Write the moment like 2027-04-30 17:00."]
    assert form.errors.get("until", []) == told
