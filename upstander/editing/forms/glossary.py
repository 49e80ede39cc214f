"""Changing the words of a language."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import area, line
from upstander.editing.forms.exchange import named
from upstander.editing.models.glossary import LONGEST_NOTE, LONGEST_WORD
from upstander.editing.rules.glossary import MOST_FORMS


class WordsForm(forms.Form):
    """A language, and what to find in it. What is no choice is passed over."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    wanted = forms.CharField(
        label=_("Word"), max_length=LONGEST_WORD, required=False, widget=line()
    )

    def __init__(self, data: Any, *, languages: Iterable[str]) -> None:
        super().__init__(data)
        self.codes = list(languages)
        self.fields["language"].choices = named(self.codes)  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def language_chosen(self) -> str:
        """The first, where none was chosen."""
        return self.cleaned_data.get("language") or self.codes[0]

    @property
    def query(self) -> str:
        """The same as part of an address, for links to other pages."""
        return "&" + urlencode({"language": self.language_chosen, "wanted": self.word})

    @property
    def word(self) -> str:
        """What is looked for."""
        return self.cleaned_data.get("wanted") or ""


class TermForm(forms.Form):
    """The word for a term; `seen` is the version that the page was drawn from."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    word = forms.CharField(label=_("Word"), max_length=LONGEST_WORD, widget=line())
    others = forms.CharField(
        label=_("Other forms"), required=False, widget=area(4), max_length=4000,
        help_text=_("Other shapes in which the word may stand. One a line."),
    )  # fmt: skip
    is_always = forms.BooleanField(
        label=_("Say when a translation lacks this word"), required=False
    )
    note = forms.CharField(label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=area(3))

    def clean_others(self) -> list[str]:
        """Each line once."""
        lines = (row.strip() for row in self.cleaned_data["others"].splitlines())
        found = list(dict.fromkeys(row for row in lines if row))
        if len(found) > MOST_FORMS or any(len(row) > LONGEST_WORD for row in found):
            raise ValidationError(
                _("Write at most %(forms)s forms, each of at most %(most)s characters.")
                % {"forms": MOST_FORMS, "most": LONGEST_WORD}
            )
        return found


class AvoidForm(forms.Form):
    """A word that is not used."""

    word = forms.CharField(label=_("Word"), max_length=LONGEST_WORD, widget=line())
    reason = forms.CharField(
        label=_("Why, and what to say instead"), max_length=LONGEST_NOTE, widget=line()
    )
