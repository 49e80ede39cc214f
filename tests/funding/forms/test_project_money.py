"""What is chosen for a project and its activities, as it is drawn and read."""

from datetime import date
from decimal import Decimal

from upstander.action.interface import Cost
from upstander.funding.forms.project_money import PaymentForm
from upstander.funding.models import EligibleCost
from upstander.funding.queries.project_lines import Line
from upstander.funding.queries.project_money import Choice

FOOD, FEES, ROOMS = (EligibleCost(pk=n, name=name) for n, name in ((7, "Food"), (8, "Fees"),
                                                                   (9, "Rooms")))  # fmt: skip
CHOICE = Choice(
    [(Line(FOOD, Decimal(500)), Decimal(20)), (Line(FEES, Decimal("900.50")), None),
     (Line(ROOMS, Decimal(0)), None)],
    [(Cost(31, 1, "Supper", date(2027, 5, 1), Decimal("9.90")), 8),
     (Cost(32, 1, "Lunch", date(2027, 5, 2), Decimal(5)), None)],
    None,
    "stamp",
)  # fmt: skip


def test_each_line_and_activity_has_a_field_with_what_is_chosen():
    form = PaymentForm(None, choice=CHOICE, currency="CAD")
    assert form["seen"].value() == "stamp"
    lines = [(f.name, f.label, f.help_text, f.value()) for f in form.lines()]
    assert lines == [
        ("line_7", "Food", "Planned: \u2068$500\u2069", "20"),
        ("line_8", "Fees", "Planned: \u2068$900.50\u2069", None),
        ("line_9", "Rooms", "Planned: \u2068$0\u2069", None),
    ]
    assert [(f.name, str(f.label), f.value()) for f in form.activities()] == [
        ("activity_31", "May 1, 2027 · \u2068Supper\u2069 · \u2068$9.90\u2069", 8),
        ("activity_32", "May 2, 2027 · \u2068Lunch\u2069 · \u2068$5\u2069", ""),
    ]
    choices = [("", "–"), (7, "Food"), (8, "Fees"), (9, "Rooms")]
    assert form.fields["activity_31"].choices == form.fields["activity_32"].choices == choices


def test_nothing_is_chosen_where_nothing_or_0_stands():
    typed = {"seen": "stamp", "line_7": "0", "line_8": "1,200.50", "activity_31": "",
             "activity_32": "7"}  # fmt: skip
    form = PaymentForm(typed, choice=CHOICE, currency="CAD")
    assert form.is_valid()
    assert form.payment() == ({8: Decimal("1200.50")}, {32: 7})
    other = PaymentForm({"activity_31": "10"}, choice=CHOICE, currency="CAD")
    assert [*other.errors] == ["activity_31"]
