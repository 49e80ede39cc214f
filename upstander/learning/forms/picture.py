"""A picture for lessons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.cleaning.fields import PhotoField
from upstander.core.fields import line


class PictureForm(forms.Form):
    """A picture, and a name by which the editor finds it."""

    title = forms.CharField(label=_("Name"), max_length=160, widget=line())
    file = PhotoField(label=_("Photos"))
