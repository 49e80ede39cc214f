"""Files that the hub adds to a resource."""

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.cleaning.fields import CleanField
from upstander.core.fields import line
from upstander.learning.states import FileKind


class FileForm(forms.Form):
    """A file with the name that readers see."""

    title = forms.CharField(label=_("Name"), max_length=160, widget=line())
    kind = forms.ChoiceField(label=_("Kind"), choices=FileKind.choices)
    file = CleanField(label=_("File"))
