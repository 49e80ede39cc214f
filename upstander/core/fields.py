"""Fields of forms that every room may use."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from upstander.core.amounts import read_amount
from upstander.core.errors import NotAllowed

# A slip of the finger in the year is told at once, not found in a report.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def area(rows: int) -> forms.Textarea:
    """Room for words in either direction."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def line(**attrs: Any) -> forms.TextInput:
    """One line, in the direction of what is typed."""
    return forms.TextInput({"dir": "auto", **attrs})


def whole_number(typed: str, digits: int = 9) -> int | None:
    """A whole number as an address or a hidden field carries it; None for whatever else is sent."""
    return int(typed) if typed.isdecimal() and len(typed) <= digits else None


class RowsField(forms.ModelMultipleChoiceField[Any]):
    """Rows of which some are ticked. A number too large for the database is none of them."""

    def clean(self, value: Any) -> Any:
        """The rows; Django asks the database of any number, and SQLite cannot be asked of all."""
        for typed in value or ():
            if whole_number(str(typed), 18) is None:
                wrong = self.error_messages["invalid_choice"]
                raise forms.ValidationError(wrong, "invalid_choice", {"value": typed})
        return super().clean(value)


class DayField(forms.DateField):
    """A day, as the browser's calendar gives it or typed like 2027-04-30 in any digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": _("Write the day like 2027-04-30.")},
            **options,
        )

    def to_python(self, value: Any) -> date | None:
        """The day; its year has four digits that a person would write."""
        if isinstance(value, str):
            value = "".join(str(unicodedata.decimal(c, c)) for c in value)
        day: date | None = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class MoneyField(forms.CharField):
    """A Decimal to the cent, or None where nothing is written. What is typed stays as typed."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "dir": "ltr", "size": 14}
        super().__init__(
            **{"max_length": 40, "widget": forms.TextInput(attrs), "strip": True, **options}
        )

    def to_python(self, value: Any) -> Any:
        """The amount."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_amount(text, language=get_language() or "en")
        except NotAllowed as why:
            raise ValidationError(str(why), code="amount") from why

    def prepare_value(self, value: Any) -> Any:
        """Whole amounts without cents, for those who write without them."""
        if isinstance(value, Decimal):
            return str(value.to_integral_value() if value == value.to_integral_value() else value)
        return value

    def run_validators(self, value: Any) -> None:
        """The length was of the text; there is nothing more to ask of an amount."""

    def validate(self, value: Any) -> None:
        """Nothing is only wrong where something is required."""
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By amount, not by how it is written."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
