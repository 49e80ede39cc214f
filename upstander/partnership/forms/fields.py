"""Fields that the forms of this room share."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A slip of the finger in the year is told at once, not found in a report.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def line(**attrs: Any) -> forms.TextInput:
    """One line, in the direction of what is typed."""
    return forms.TextInput({"dir": "auto", **attrs})


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


class EndForm(forms.Form):
    """The day on which something ends, or begins again."""

    day = DayField(label=_("Day"))
