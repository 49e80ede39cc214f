"""The form in which lines of an award are chosen for a project and for its activities."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.core.fields import MoneyField
from upstander.funding.actions.project_money import Payment
from upstander.funding.queries.project_money import Choice
from upstander.funding.rules.award import said


class PaymentForm(forms.Form):
    """An amount for each line, empty where it pays nothing; a line for each activity.

    `seen` is what the page showed.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, choice: Choice, currency: str) -> None:
        self.choice = choice
        super().__init__(data, initial={"seen": choice.stamp})
        for line, amount in choice.lines:
            self.fields[f"line_{line.cost.pk}"] = MoneyField(
                label=str(line.cost), required=False, initial=amount,
                help_text=f"{_('Planned')}: {said(line.planned, currency)}",
            )  # fmt: skip
        names = [("", "–"), *((line.cost.pk, str(line.cost)) for line, _amount in choice.lines)]
        for cost, line_pk in choice.activities:
            day = date_format(cost.held_on, "DATE_FORMAT")
            self.fields[f"activity_{cost.activity}"] = forms.ChoiceField(
                label=f"{day} · \u2068{cost.title}\u2069 · {said(cost.amount, currency)}",
                choices=names, required=False, initial=line_pk or "",
            )  # fmt: skip

    def lines(self) -> list[Any]:
        """The fields for amounts."""
        return [self[f"line_{line.cost.pk}"] for line, _amount in self.choice.lines]

    def activities(self) -> list[Any]:
        """The fields for activities."""
        return [self[f"activity_{cost.activity}"] for cost, _line in self.choice.activities]

    def payment(self) -> Payment:
        """What was chosen; 0 is the same as nothing."""
        amounts: dict[int, Decimal] = {}
        for line, _amount in self.choice.lines:
            if typed := self.cleaned_data[f"line_{line.cost.pk}"]:
                amounts[line.cost.pk] = typed
        chosen = {
            cost.activity: self.cleaned_data[f"activity_{cost.activity}"]
            for cost, _line in self.choice.activities
        }
        return Payment(amounts, {pk: int(line) for pk, line in chosen.items() if line})
