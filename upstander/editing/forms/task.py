"""Whom one asks for a translation, and what one says to her."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import DayField, area
from upstander.core.languages import table


class AskForm(forms.Form):
    """A list of people for each language that nobody was asked for, and one day for all."""

    due_on = DayField(label=_("By which day"), required=False)

    def __init__(self, data: Any, *, offered: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(data)
        for code, people in offered.items():
            names = [(str(person.pk), person.name) for person in people]
            self.fields[f"to-{code}"] = forms.ChoiceField(
                label=table()[code].name, required=False, choices=[("", _("Nobody")), *names]
            )

    def clean(self) -> dict[str, Any]:
        """Someone is asked."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.people:
            raise forms.ValidationError(_("Choose at least one person."))
        return found

    @property
    def people(self) -> dict[str, int]:
        """The person who is asked for each language, by number."""
        return {
            name.removeprefix("to-"): int(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("to-") and value
        }


class AnswerForm(forms.Form):
    """What should be changed."""

    answer = forms.CharField(
        label=_("What should be changed"), max_length=2000, required=False, widget=area(3)
    )
