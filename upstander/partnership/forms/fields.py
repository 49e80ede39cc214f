"""Fields that the forms of this room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import DayField


def isolated(row: Any) -> str:
    """A name as a choice, whole within text of either direction."""
    return f"\u2068{row}\u2069"


class EndForm(forms.Form):
    """The day on which something ends, or begins again."""

    day = DayField(label=_("Day"))
