"""A file of a form is clean, or the form says why it is not taken."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError

from tests.core.cleaning.made import MARK
from tests.core.cleaning.photos_made import exif, saved
from upstander.core.cleaning.fields import CleanField, PhotoField

PHOTO = saved("JPEG", exif=exif())


def told(field: CleanField, data: bytes) -> Any:
    with pytest.raises(ValidationError) as found:
        field.clean(SimpleUploadedFile("holiday.jpg", data))
    return found.value.messages


@pytest.mark.parametrize("field", [CleanField(), PhotoField()])
def test_what_comes_in_comes_out_without_what_it_told(field: CleanField) -> None:
    assert MARK.encode() in PHOTO
    found = field.clean(SimpleUploadedFile("holiday.jpg", PHOTO))
    assert (found.kind, MARK.encode() in found.data) == ("photo", False)


def test_what_is_no_photo_is_taken_only_where_any_file_is() -> None:
    assert CleanField().clean(SimpleUploadedFile("x.txt", b"Words.")).kind == "document"
    assert told(PhotoField(), b"Words.") == [
        "This is not a photo. Choose a JPEG, PNG or HEIC file."
    ]


@pytest.mark.parametrize("field", [CleanField(), PhotoField()])
def test_what_cannot_be_read_is_told(field: CleanField) -> None:
    assert told(field, b"\0\1\2\3") == [
        "We cannot take this kind of file. You can send photos, sound recordings, PDF files and "
        "documents (DOCX, ODT or TXT)."
    ]


def test_the_browser_offers_photos_only() -> None:
    assert PhotoField().widget.attrs == {"accept": "image/*"}
