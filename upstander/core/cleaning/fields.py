"""Fields of forms whose file is clean before anything else sees it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from upstander.core.cleaning.interface import clean
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed


class CleanField(forms.FileField):
    """A file, written anew without what it says beside its content."""

    def clean(self, data: Any, initial: Any = None) -> Clean:
        """The clean file."""
        file = super().clean(data, initial)
        try:
            return clean(file.read(), file.name or "")
        except NotAllowed as why:
            raise ValidationError(str(why)) from why


class PhotoField(CleanField):
    """A photo, written anew without where and when it was taken."""

    widget = forms.FileInput({"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> Clean:
        """The clean photo."""
        found = super().clean(data, initial)
        if found.kind != "photo":
            raise ValidationError(_("This is not a photo. Choose a JPEG, PNG or HEIC file."))
        return found
