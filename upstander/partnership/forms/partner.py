"""What is typed about a partner."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import DayField, RowsField, line
from upstander.network.interface import signs_for
from upstander.partnership.actions.partner import Terms
from upstander.partnership.forms.fields import isolated
from upstander.partnership.models import Partner
from upstander.partnership.queries.partner import places_for
from upstander.partnership.states import PartnerKind


class PartnerForm(forms.Form):
    """A partner of an organisation. What only a coordinator records is asked of her alone."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=line())
    kind = forms.ChoiceField(label=_("Kind of partner"), choices=[("", "–"), *PartnerKind.choices])
    communities: Any = RowsField(
        queryset=None,
        label=_("Communities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr", "autocomplete": "off"}),
    )
    starts_on = DayField(label=_("Partner since"))
    is_named_in_public = forms.BooleanField(
        label=_("It agreed to be named on public pages."), required=False
    )
    agreement = forms.CharField(
        label=_("What we agreed"),
        help_text=_("In your own words: what each side does, and how often you meet."),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
    )
    agreed_on = DayField(label=_("Day on which this was agreed"), required=False)

    def __init__(
        self, data: Any = None, *, organisation: Any, mine: list[Any], partner: Partner | None
    ) -> None:
        self.partner = partner
        super().__init__(data, initial=_start(partner))
        places = places_for(organisation, partner)
        fields: dict[str, Any] = self.fields
        fields["communities"].queryset = places
        fields["communities"].label_from_instance = isolated
        if not places.exists():
            del fields["communities"]
        if not signs_for(mine, organisation.pk):
            del fields["agreed_on"]
            if partner and partner.agreed_on:
                del fields["agreement"]

    def terms(self) -> Terms:
        """What was typed; what she was not asked stays as it is."""
        kept = _start(self.partner)
        given: dict[str, Any] = {
            name: self.cleaned_data.get(name, kept.get(name)) for name in Terms._fields
        }
        given["communities"] = given["communities"] or ()
        return Terms(**given)


def _start(partner: Partner | None) -> dict[str, Any]:
    if partner is None:
        return {"starts_on": timezone.localdate(), "agreement": "", "agreed_on": None}
    columns = {name: getattr(partner, name) for name in Terms._fields if name != "communities"}
    return {**columns, "communities": list(partner.communities.all())}
