"""Files as they come in: cleaned one by one before anything else sees them."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from upstander.core.cleaning.interface import Refused, clean
from upstander.core.cleaning.results import Clean, Reason
from upstander.support.budgets import BUDGETS
from upstander.support.rules import MOST_FILES


def clean_files(
    files: Sequence[UploadedFile], caller: str | None = None
) -> tuple[list[Clean], list[str]]:
    """The cleaned files, and a sentence for each that cannot be taken, with its own name.

    A caller of the public has a budget: cleaning is work.
    """
    if len(files) > MOST_FILES:
        return [], [_("You can add %(most)s files in all. Choose fewer.") % {"most": MOST_FILES}]
    cleaned, refused = [], []
    for file in files:
        name = (file.name or "")[-60:]
        try:
            if caller is not None and not BUDGETS.files.take(caller):
                raise Refused(Reason.BUSY)
            cleaned.append(clean(file.read(), name))
        except Refused as why:
            refused.append(f"\u2068{name}\u2069: {why}")
    return cleaned, refused


def batch_of(number: UUID, files: Sequence[UploadedFile]) -> UUID:
    """Names what one sending brings: the form `number` with other files is another sending."""
    digest = sha256()
    for file in files:
        file.seek(0)
        digest.update(sha256(file.read()).digest())
    return uuid5(number, digest.hexdigest())


class FilesInput(forms.ClearableFileInput):
    """One field, several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleaned files; a file that cannot be cleaned is named with the reason."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Clean]:  # type: ignore[override]
        """Each file, written anew."""
        rows: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        if self.required and not any(rows):
            raise ValidationError(self.error_messages["required"], code="required")
        cleaned, refused = clean_files([row for row in rows if row])
        if refused:
            raise ValidationError(refused)
        return cleaned
