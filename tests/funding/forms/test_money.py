"""The field for an amount."""

from decimal import Decimal

from django import forms

from upstander.funding.forms.money import MoneyField


class Asked(forms.Form):
    asked = MoneyField(label="Amount", required=False)
    needed = MoneyField(label="Amount")


def test_amounts_are_decimals():
    form = Asked({"asked": "7,500", "needed": "٧٥٠٠٫٥"})
    assert form.is_valid()
    assert form.cleaned_data == {"asked": Decimal("7500.00"), "needed": Decimal("7500.50")}


def test_nothing_is_none_where_nothing_is_required():
    form = Asked({"asked": " ", "needed": ""})
    assert not form.is_valid()
    assert form.cleaned_data == {"asked": None}
    assert list(form.errors) == ["needed"]


def test_what_was_typed_stays():
    form = Asked({"asked": "7.500", "needed": "1"})
    assert list(form.errors) == ["asked"]
    assert 'value="7.500"' in str(form["asked"])


def test_an_amount_is_shown_as_it_would_be_written():
    form = Asked(initial={"asked": Decimal("7500.00"), "needed": Decimal("0.50")})
    assert 'value="7500"' in str(form["asked"])
    assert 'value="0.50"' in str(form["needed"])


def test_changed_is_asked_of_the_amount():
    form = Asked(
        {"asked": "7,500", "needed": "x"}, initial={"asked": Decimal("7500.00"), "needed": None}
    )
    assert form.changed_data == ["needed"]
