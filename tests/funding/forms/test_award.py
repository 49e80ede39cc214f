"""What the forms of an award make of what was typed."""

from decimal import Decimal

import pytest

from tests.funding.award_made import an_offer, officer
from upstander.funding.forms.award import AmendForm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "amount", "carried"),
    [("amend", "0", "40"), ("top_up", "500", "0"), ("reduction", "500", "0")],
)
def test_what_does_not_belong_to_a_change_is_left_out(kind, amount, carried):
    award = an_offer()
    typed = {"kind": kind, "amount": "500", "carried": "40", "reason": "More families came."}
    form = AmendForm(typed, award=award, subject=award, user=officer())
    assert form.is_valid()
    change = form.change()
    assert (change.amount, change.carried) == (Decimal(amount), Decimal(carried))
