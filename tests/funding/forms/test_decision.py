"""What is typed where money is shared out."""

from decimal import Decimal

from upstander.funding.forms.decision import NeedsForm

PLACES = {"houston": "Houston", "kitimat": "Kitimat", "quesnel": "Quesnel", "terrace": "Terrace"}


def test_each_place_has_its_weight_and_what_that_rests_on():
    form = NeedsForm(places=PLACES, said={"kitimat": (Decimal("2.50"), "A count")})
    assert [(name, weight.value(), basis.value()) for name, weight, basis in form.rows()] == [
        ("Houston", 1, ""), ("Kitimat", Decimal("2.5"), "A count"), ("Quesnel", 1, ""),
        ("Terrace", 1, ""),
    ]  # fmt: skip


def test_a_weight_other_than_1_rests_on_something():
    typed = {"weight-houston": "2", "basis-houston": " ", "weight-kitimat": "1"}
    typed |= {"weight-quesnel": "x", "weight-terrace": "1.5", "basis-terrace": "A count"}
    form = NeedsForm(typed, places=PLACES, said={})
    assert {name: [*found] for name, found in form.errors.items()} == {
        "basis-houston": ["Write what this weight rests on."],
        "weight-quesnel": ["Enter a number."],
    }
    typed |= {"basis-houston": "A report", "weight-quesnel": "1"}
    form = NeedsForm(typed, places=PLACES, said={})
    assert form.is_valid()
    assert form.weights() == {
        "houston": (2, "A report"), "kitimat": (1, ""), "quesnel": (1, ""),
        "terrace": (Decimal("1.5"), "A count"),
    }  # fmt: skip
