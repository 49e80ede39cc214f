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
