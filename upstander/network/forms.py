"""Forms of the network: they clean what was typed, and never save."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.network.queries.editing import texts_of_record
from upstander.network.queries.place import neighbours_of, served_at_once
from upstander.network.queries.wording import digest_of
from upstander.network.rules import may_be_served, may_serve


def language_choices() -> list[tuple[str, str]]:
    """Every language of the product, by its own name."""
    return [(row.code, row.name) for row in table().values()]


class JoinForm(forms.Form):
    """What an invited person tells to get an account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As your colleagues should see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of your desk"), choices=language_choices)
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=500,
        help_text=_("At least 12 characters. Four random words make a good one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """A password is weighed against the name and the address."""
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            person = User(email=self.email, name=cleaned.get("name", ""))
            try:
                validate_password(password, person)
            except ValidationError as faults:
                self.add_error("password", faults)
        return cleaned


class SpokeForm(WagtailAdminModelForm):
    """A spoke in the editor: it serves what the rules allow, and nobody else's community."""

    def clean(self) -> dict[str, Any]:
        """The kind and the communities fit; each community has one spoke at a time."""
        data: dict[str, Any] = super().clean()
        places = list(data.get("communities") or ())
        try:
            may_serve(data.get("kind", ""), [place.key for place in places], neighbours_of(places))
            may_be_served(places, served_at_once(data, besides=self.instance.pk))
        except NotAllowed as refusal:
            self.add_error("communities", str(refusal))
        return data


class WordingForm(WagtailAdminModelForm):
    """A text of a record in another language, in the editor.

    Whether it is reviewed is said on the board alone. What is changed here is a machine draft of
    the original of today. What it is the text of, and in which language, stays: another record or
    language has a row of its own.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("key", "language"):
            self.fields[name].disabled = bool(self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """The key is one of a text that is there."""
        data: dict[str, Any] = super().clean()
        record, _colon, field = data.get("key", "").rpartition(":")
        source = texts_of_record(record).get(field, "")
        if not source and "key" in self.changed_data:
            self.add_error("key", _("This is not here any more."))
        if self.has_changed():
            self.instance.state = "machine_draft"
            if source:
                self.instance.source_digest = digest_of(source)
        return data
