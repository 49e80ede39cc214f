"""Forms of sharing out money: they clean what was typed, and never save."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.errors import NotAllowed
from upstander.funding.actions.decision import Wish
from upstander.funding.forms.money import MoneyField
from upstander.funding.queries.decision import USUAL_NEED
from upstander.funding.rules.decision import may_weigh


class ProposeForm(forms.Form):
    """What the solver is asked."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=80)
    budget = MoneyField(
        label=_("Money to share out"),
        help_text=_("Less or more than the budget, to see what then."),
    )
    seed = forms.CharField(
        label=_("Words for the draw"),
        max_length=80,
        help_text=_("The order among equals follows from these words. Anyone can repeat it."),
    )


class DecideForm(forms.Form):
    """What is decided about one application."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    amount = MoneyField(label=_("Amount"), help_text=_("0 means no award."))
    reason = forms.CharField(
        label=_("Why it differs from the proposal"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    override = forms.CharField(
        label=_("Why the ceiling does not hold here"),
        max_length=400,
        required=False,
        help_text=_("Only above the ceiling. A second person must agree. This is published."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def wish(self) -> Wish:
        """As the action takes it."""
        data = self.cleaned_data
        return Wish(data["amount"], data["reason"], data["override"], data["seen"])


class AgreeForm(forms.Form):
    """Nothing to fill in: the button says it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NeedsForm(forms.Form):
    """A weight and its basis for each community that someone applied for."""

    def __init__(
        self, *args: Any, places: Mapping[str, str], said: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for key in places:
            weight, basis = said.get(key, (USUAL_NEED, ""))
            self.fields[f"weight-{key}"] = forms.DecimalField(
                label=_("Weight"), max_digits=6, decimal_places=2, initial=weight.normalize()
            )
            self.fields[f"basis-{key}"] = forms.CharField(
                label=_("What it rests on"), max_length=200, required=False, initial=basis
            )

    def rows(self) -> list[tuple[str, Any, Any]]:
        """Each community by its name, with its two fields."""
        return [(name, self[f"weight-{k}"], self[f"basis-{k}"]) for k, name in self.places.items()]

    def clean(self) -> dict[str, Any]:
        """Each weight by its rule, with the sentence at its own field."""
        data = super().clean() or self.cleaned_data
        for key in self.places:
            if f"weight-{key}" in data:
                try:
                    may_weigh(data[f"weight-{key}"], data.get(f"basis-{key}", ""))
                except NotAllowed as why:
                    self.add_error(f"basis-{key}", str(why))
        return data

    def weights(self) -> dict[str, tuple[Decimal, str]]:
        """As the action takes them."""
        data = self.cleaned_data
        return {key: (data[f"weight-{key}"], data[f"basis-{key}"]) for key in self.places}
