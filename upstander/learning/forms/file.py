"""Files that the hub adds to a resource."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from upstander.core.cleaning.interface import clean
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.core.fields import line
from upstander.learning.states import FileKind


class CleanField(forms.FileField):
    """A file, written anew without what it says beside its content."""

    def clean(self, data: Any, initial: Any = None) -> Clean:
        """The clean file."""
        file: UploadedFile = super().clean(data, initial)
        try:
            return clean(file.read(), file.name or "")
        except NotAllowed as why:
            raise ValidationError(str(why)) from why


class FileForm(forms.Form):
    """A file with the name that readers see."""

    title = forms.CharField(label=_("Name"), max_length=160, widget=line())
    kind = forms.ChoiceField(label=_("Kind"), choices=FileKind.choices)
    file = CleanField(label=_("File"))
