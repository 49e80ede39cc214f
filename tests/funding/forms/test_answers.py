"""Files and numbers that answer a question."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from upstander.funding.forms.answers import NumberField, UploadField
from upstander.funding.rules.application import LARGEST_FILE


def _file(name, data=b"We support this.", size=None):
    file = SimpleUploadedFile(name, data)
    file.size = len(data) if size is None else size
    return file


def test_files_are_taken_under_what_can_be_read_of_their_names_and_the_others_are_said():
    field, long = UploadField(), "a" * 70
    rows = [
        _file("Le\u202etter\x07.of.txt", size=LARGEST_FILE), _file(f"{long}.mp4", b"\0", 10**9),
        _file(".txt"), _file("none.txt", b""), _file("film.mp4", b"\0", LARGEST_FILE + 1),
    ]  # fmt: skip
    taken = field.clean(rows)
    assert [(name, file.data) for name, file in taken] == [
        ("Letter.of", b"We support this."), (".txt", b"We support this."),
    ]  # fmt: skip
    large = "This file is larger than 10 MB. Choose a smaller one."
    assert field.refused == [
        f"\u2068{long[:56]}.mp4\u2069: {large}",
        "\u2068none.txt\u2069: This file is empty. Please choose the file again.",
        f"\u2068film.mp4\u2069: {large}",
    ]
    assert (field.clean(_file("none.txt", b"")), len(field.refused)) == ([], 1)
    assert (field.clean(None), field.refused) == ([], [])


@pytest.mark.parametrize(("typed", "kept"), [
    ("", ""), (" ", ""), ("1,200", "1200"), ("١٬٢٠٠", "1200"), ("0", "0"), ("2.50", "2.5"),
])  # fmt: skip
def test_a_number_is_kept_plain(typed, kept):
    assert NumberField(required=False).clean(typed) == kept


def test_what_is_no_number_is_said():
    with pytest.raises(ValidationError, match=r"^\['Write a number\.'\]$"):
        NumberField().clean("many")
