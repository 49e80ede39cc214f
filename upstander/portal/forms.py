"""What the public may type."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PlaceForm(forms.Form):
    """The name of a town or community."""

    place = forms.CharField(
        max_length=100,
        label=_("Town or community"),
        error_messages={
            "required": _("Type the name of your town or community."),
            "null_characters_not_allowed": _("Type the name of your town or community."),
            "max_length": _("That is too long for a name. Type the name of your town only."),
        },
    )
