"""What is typed about a person of the committee."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.accounts.interface import User
from upstander.core.fields import DayField, line
from upstander.network.interface import Role, people_in
from upstander.partnership.actions.seat import Person
from upstander.partnership.forms.fields import isolated
from upstander.partnership.models import Partner, Seat
from upstander.partnership.queries.partner import not_over
from upstander.partnership.states import SeatRole


class SeatForm(forms.Form):
    """A person, her role and her term; whom she speaks for; how she is reached."""

    name = forms.CharField(label=_("Name"), max_length=160, widget=line(autocomplete="off"))
    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    partner: Any = forms.ModelChoiceField(
        queryset=None, label=_("Speaks for"), required=False, empty_label=_("Nobody in particular")
    )
    starts_on = DayField(label=_("First day of the term"))
    ends_on = DayField(
        label=_("Last day of the term"), required=False, help_text=_("If it is known already.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Contacts are for your organisation alone."),
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "inputmode": "tel"}),
    )
    user: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("Account of a colleague"),
        required=False,
        empty_label=_("No account"),
    )

    def __init__(self, data: Any = None, *, organisation: Any, seat: Seat | None) -> None:
        super().__init__(data, initial=_start(seat))
        fields: dict[str, Any] = self.fields
        partners = Partner.objects.filter(not_over(timezone.localdate()))
        fields["partner"].queryset = partners.filter(organisation=organisation)
        fields["partner"].label_from_instance = isolated
        colleagues = people_in(organisation.pk, Role.values).order_by().values("user")
        fields["user"].queryset = User.objects.filter(pk__in=colleagues).order_by("name", "pk")
        fields["user"].label_from_instance = lambda user: isolated(user.name)

    def person(self) -> Person:
        """What was typed."""
        return Person(**{name: self.cleaned_data[name] for name in Person._fields})


def _start(seat: Seat | None) -> dict[str, Any]:
    if seat is None:
        return {"starts_on": timezone.localdate()}
    return {name: getattr(seat, name) for name in Person._fields}
