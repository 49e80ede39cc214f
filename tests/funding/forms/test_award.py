"""What the forms of an award make of what was typed."""

from datetime import date
from decimal import Decimal

import pytest

from tests.funding.award_made import an_agreement, an_offer, officer
from upstander.funding.forms.award import A_WHILE, AmendForm, PlanForm
from upstander.funding.rules.instalment import Part

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


def _plan(award):
    form = PlanForm(award=award, subject=award, user=officer())
    rows = [[field.value() for field in fields] for _number, fields in form.rows()]
    return rows, [field.value() for field in form.others()], form["seen"].value()


def test_an_agreement_starts_with_two_halves_and_then_with_what_was_planned():
    award = an_offer()
    [due] = award.instalments.values_list("due_on", flat=True)
    middle, end = award.starts_on + (award.ends_on - award.starts_on) / 2, award.ends_on
    rest = [None, None, None]
    parts, others, seen = _plan(award)
    later = max(due, middle + A_WHILE)
    assert parts == [
        ["3750", due, "agreement"], ["3750", later, "interim"], rest, rest,
    ]  # fmt: skip
    assert (others[:3], seen) == (["en", middle, end + A_WHILE], 0)
    days = [date(2027, 5, 1), date(2027, 6, 1), date(2027, 9, 1)]
    amounts = [Decimal(4000), Decimal(2000), Decimal(1500)]
    after = ["agreement", "interim", "interim"]
    planned = [Part(*row) for row in zip(amounts, days, after, strict=True)]
    an_agreement(award, parts=planned, interim_due_on=date(2027, 5, 15), terms="Ours.",
                 final_due_on=date(2028, 6, 1), language="pa")  # fmt: skip
    parts, others, seen = _plan(award)
    assert parts == [
        *([str(n), day, name] for n, day, name in zip(amounts, days, after, strict=True)), rest,
    ]  # fmt: skip
    assert others == ["pa", date(2027, 5, 15), date(2028, 6, 1), "Ours."]
    assert seen == 1


def test_an_award_without_days_starts_with_no_days_for_reports(telling):
    award = an_offer()
    award.starts_on = award.ends_on = None
    [due] = award.instalments.values_list("due_on", flat=True)
    parts, others, _seen = _plan(award)
    assert [part[1] for part in parts] == [due, due, None, None]
    assert others[:3] == ["en", None, None]


@pytest.mark.parametrize("day", ["9999-12-31", "0027-04-01", "30.4.2027"])
def test_a_slip_in_a_day_is_told_and_stops_no_clock(day):
    award = an_offer()
    form = PlanForm({"final_due_on": day}, award=award, subject=award, user=officer())
    assert form.errors["final_due_on"] == ["Write the day like 2027-04-30."]
