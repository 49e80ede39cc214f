"""The form of a team's page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RecoveryForm(forms.Form):
    """The key that was printed."""

    recovery_key = forms.CharField(
        label=_("Recovery key"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )
