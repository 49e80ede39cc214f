"""Forms of the desk: they clean what was typed, and never save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.languages import table


def language_choices() -> list[tuple[str, str]]:
    """Every language of the product, by its own name."""
    return [(row.code, row.name) for row in table().values()]


class InvitationForm(forms.Form):
    """Whom to invite, to what, and in which language to write."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Check it with care: whoever reads this mailbox can join."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ChoiceField(label=_("Organisation"))
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=language_choices)

    def __init__(
        self, *args: Any, organisations: Sequence[Any], roles: Sequence[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(organisation.pk): organisation for organisation in organisations}
        self.fields["organisation"].choices = [(k, o.name) for k, o in self.organisations.items()]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]

    def clean_organisation(self) -> Any:
        """The organisation itself."""
        return self.organisations[self.cleaned_data["organisation"]]


class LanguageForm(forms.Form):
    """The language of one's own desk."""

    language = forms.ChoiceField(label=_("Language of your desk"), choices=language_choices)


class NumberForm(forms.Form):
    """Which number of the desk is evidence of which priority."""

    priority: Any = forms.ModelChoiceField(label=_("Priority"), queryset=None)
    counted = forms.ChoiceField(label=_("What was counted"))
    period = forms.ChoiceField(label=_("Time"))

    def __init__(
        self, *args: Any, priorities: Any, figures: Sequence[Any], periods: Sequence[Any],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = priorities  # type: ignore[attr-defined]
        self.fields["counted"].choices = figures  # type: ignore[attr-defined]
        self.fields["period"].choices = periods  # type: ignore[attr-defined]


class FillForm(forms.Form):
    """Nothing but the version that she saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
