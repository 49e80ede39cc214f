"""One language of a version: a field for each text."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.core.languages import table
from upstander.protocols.models import VersionText
from upstander.protocols.queries.translation import Line, is_read, mark_of

LONGEST = 4000


class WordsForm(forms.Form):
    """Fields by the keys of the lines; whether someone who knows both languages has read it."""

    def __init__(
        self, *args: Any, lines: Sequence[Line], text: VersionText, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        direction = table()[text.language].direction
        shape = {"lang": text.language, "dir": direction}
        for line in lines:
            attributes = {**shape, "rows": 3} if line.is_long else shape
            widget = forms.Textarea(attributes) if line.is_long else forms.TextInput(attributes)
            self.fields[line.key] = forms.CharField(
                label=line.label,
                widget=widget,
                max_length=LONGEST,
                required=False,
                initial=text.words.get(line.key, ""),
            )
        self.fields["is_reviewed"] = forms.BooleanField(
            label=_("Someone who knows both languages has read all of it."),
            required=False,
            initial=bool(text.pk) and is_read(text, mark_of(text.of)),
        )

    def words(self) -> dict[str, str]:
        """What was typed, by key."""
        return {line.key: self.cleaned_data[line.key] for line in self.lines}
