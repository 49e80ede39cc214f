"""What someone writes of herself who wants to come: as little as she likes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import area, line
from upstander.core.languages import table


class RegistrationForm(forms.Form):
    """All of it may be left empty."""

    name = forms.CharField(
        label=_("What should we call you?"), max_length=80, required=False,
        widget=line(autocomplete="off"),
        help_text=_("Any name. You can leave it empty."),
    )  # fmt: skip
    mail = forms.EmailField(
        label=_("E-mail"), max_length=254, required=False,
        widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr"}),
        help_text=_("Only to remind you, or if something changes. You can leave it empty."),
    )  # fmt: skip
    access = forms.CharField(
        label=_("What would help you to take part?"), max_length=500, required=False,
        widget=area(3), help_text=_("For example a seat near the front, or room for a wheelchair."),
    )  # fmt: skip
    interpreting = forms.ChoiceField(label=_("Do you need an interpreter?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongues = [(row.code, row.name) for row in table().values()]
        self.fields["interpreting"].choices = [("", _("No")), *tongues]  # type: ignore[attr-defined]

    def clean_mail(self) -> str:
        """One that a letter can go to: not every name of a website in other scripts can be sent."""
        mail: str = self.cleaned_data["mail"]
        try:
            mail.rpartition("@")[2].encode("idna")
        except UnicodeError:
            raise ValidationError(EmailValidator.message) from None
        return mail


class CodeForm(forms.Form):
    """The code that was shown when she registered."""

    code = forms.CharField(
        label=_("Your code"), max_length=60,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "size": 24}
        ),
        help_text=_("The sixteen digits that you were shown when you registered."),
    )  # fmt: skip
