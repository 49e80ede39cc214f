"""The form of a report: what was done, what came of it, and what was spent on each line."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from upstander.funding.actions.report import Words
from upstander.funding.forms.money import MoneyField
from upstander.funding.models import Report, ReportLine


class ReportForm(forms.Form):
    """Everything may be empty until it is sent; `seen` is the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    activities = forms.CharField(
        label=_("What you did"), help_text=_("Write it as you would tell a neighbour."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}), max_length=10000, required=False,
    )  # fmt: skip
    outcomes = forms.CharField(
        label=_("What is different now"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}), max_length=10000, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, report: Report, **options: Any) -> None:
        self.lines: list[ReportLine] = list(report.lines.select_related("cost"))
        self.differing: dict[int, Decimal] = {}
        names = ("activities", "outcomes")
        initial = {"seen": report.version, **{name: getattr(report, name) for name in names}}
        for line in self.lines:
            initial |= {f"spent_{line.pk}": line.spent, f"note_{line.pk}": line.note}
        options["initial"] = initial
        super().__init__(*args, **options)
        for line in self.lines:
            self.fields[f"spent_{line.pk}"] = MoneyField(label=_("Spent"), required=False)
            self.fields[f"note_{line.pk}"] = forms.CharField(
                label=_("Note"), required=False, max_length=400,
                widget=forms.TextInput({"dir": "auto"}),
            )  # fmt: skip

    def texts(self) -> list[Any]:
        """The fields for words."""
        return [self["activities"], self["outcomes"]]

    def rows(self) -> Iterator[tuple[ReportLine, list[Any], Decimal | None]]:
        """Each line of the budget with its fields, and what the projects cost if that differs."""
        for line in self.lines:
            fields = [self[f"spent_{line.pk}"], self[f"note_{line.pk}"]]
            yield line, fields, self.differing.get(line.pk)

    def fill(self, sums: Mapping[int, Decimal], *, is_over: bool) -> bool:
        """Write what the projects cost, by the number of the kind of cost; whether that was new.

        Where something else is typed it stays and the sum stands beside it, unless `is_over`.
        """
        typed: Any = self.data
        data, is_new = typed.copy(), False
        for line in self.lines:
            name, found = f"spent_{line.pk}", sums.get(line.cost_id)
            if found is None or self._is(name, found):
                continue
            if is_over or not data.get(name, "").strip():
                data[name], is_new = str(found), True
            else:
                self.differing[line.pk] = found
        self.data = data
        return is_new

    def _is(self, name: str, amount: Decimal) -> bool:
        try:
            return bool(self.fields[name].to_python(self.data.get(name, "")) == amount)
        except ValidationError:
            return False

    def words(self) -> Words:
        """What the report says."""
        data = self.cleaned_data
        spent = {
            line.pk: (data[f"spent_{line.pk}"], data[f"note_{line.pk}"]) for line in self.lines
        }
        return Words(data["activities"], data["outcomes"], spent, data["seen"])
