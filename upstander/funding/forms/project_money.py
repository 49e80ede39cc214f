"""The form in which an award is shared out: an amount for each project."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import MoneyField
from upstander.funding.queries.project_money import Share, Shares


class ShareForm(forms.Form):
    """Empty for a project that the award does not pay for; `seen` is what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, shares: Shares, stamp: str) -> None:
        self.shares = shares.rows
        initial = {f"amount_{row.project.pk}": row.amount or None for row in self.shares}
        super().__init__(data, initial={"seen": stamp, **initial})
        for row in self.shares:
            self.fields[f"amount_{row.project.pk}"] = MoneyField(
                label=_("From this award"), required=False
            )

    def rows(self) -> Iterator[tuple[Share, Any]]:
        """Each project with its field."""
        for row in self.shares:
            yield row, self[f"amount_{row.project.pk}"]

    def amounts(self) -> dict[int, Decimal]:
        """What was typed, by the number of the project; 0 is the same as nothing."""
        found = {row.project.pk: self.cleaned_data[f"amount_{row.project.pk}"]
                 for row in self.shares}  # fmt: skip
        return {number: amount for number, amount in found.items() if amount}
