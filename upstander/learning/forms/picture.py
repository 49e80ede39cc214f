"""A picture for lessons."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from upstander.core.cleaning.interface import Clean, clean
from upstander.core.errors import NotAllowed
from upstander.core.fields import line


class PictureField(forms.FileField):
    """A picture, written anew without what it says beside what one sees."""

    def clean(self, data: Any, initial: Any = None) -> Clean:
        """The clean picture."""
        file: UploadedFile = super().clean(data, initial)
        try:
            found = clean(file.read(), file.name or "")
        except NotAllowed as why:
            raise ValidationError(str(why)) from why
        if found.kind != "photo":
            raise ValidationError(_("This is not a photo. Choose a JPEG, PNG or HEIC file."))
        return found


class PictureForm(forms.Form):
    """A picture, and a name by which the editor finds it."""

    title = forms.CharField(label=_("Name"), max_length=160, widget=line())
    file = PictureField(label=_("Photos"), widget=forms.FileInput({"accept": "image/*"}))
