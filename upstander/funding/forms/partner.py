"""Partners of an application, and exceptions for organisations that are late."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import FIRST_YEAR, LAST_YEAR
from upstander.funding.actions.partner import Terms
from upstander.funding.forms.application import Words, area, line
from upstander.funding.forms.money import MoneyField
from upstander.funding.models import Call


class PartnerForm(forms.Form):
    """What a partner does, how that was agreed, and its share of the money."""

    role = Words(
        label=_("What this partner does in the work"),
        required=False,
        max_length=200,
        widget=line(),
    )
    agreement = Words(
        label=_("What you agreed"),
        help_text=_("In a few sentences: who does what, and how you agreed on it."),
        required=False,
        max_length=2000,
        widget=area(4),
    )
    share = MoneyField(
        label=_("Its share of the money"),
        help_text=_("Leave this empty if it gets none."),
        required=False,
    )

    def terms(self) -> Terms:
        """What was agreed."""
        data = self.cleaned_data
        return Terms(data["role"], data["agreement"], data["share"])


class NewPartnerForm(PartnerForm):
    """An organisation of the network, and what was agreed with it."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    field_order = ["organisation", "role", "agreement", "share"]

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(row.pk): row for row in organisations}
        rows = [("", "–"), *((key, row.name) for key, row in self.organisations.items())]
        self.fields["organisation"].choices = rows  # type: ignore[attr-defined]

    def clean_organisation(self) -> Any:
        """The organisation itself."""
        return self.organisations[self.cleaned_data["organisation"]]


class LateForm(forms.Form):
    """Which organisation may apply after the call has closed, until when, and why."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    until = forms.DateTimeField(
        label=_("Until when"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("Write the moment like 2027-04-30 17:00.")},
    )
    reason = Words(
        label=_("Why"),
        help_text=_("It is kept with the call, and auditors read it."),
        max_length=400,
        widget=area(3),
    )

    def __init__(self, *args: Any, call: Call, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(call.time_zone)
        self.organisations = {str(row.pk): row for row in organisations}
        rows = [("", "–"), *((key, row.name) for key, row in self.organisations.items())]
        self.fields["organisation"].choices = rows  # type: ignore[attr-defined]
        self.fields["until"].help_text = call.time_zone

    def clean_organisation(self) -> Any:
        """The organisation itself."""
        return self.organisations[self.cleaned_data["organisation"]]

    def clean_until(self) -> datetime:
        """The moment in the time zone of the call, whatever the zone of the server is."""
        typed: datetime = self.cleaned_data["until"]
        if not FIRST_YEAR <= typed.year <= LAST_YEAR:
            raise forms.ValidationError(self.fields["until"].error_messages["invalid"])
        return typed.replace(tzinfo=self.zone)
