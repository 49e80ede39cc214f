"""What is typed of an announcement, of its words in another language, and of letters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.announcements.models import Announcement, AnnouncementText
from upstander.announcements.models.announcement import TITLE, WORDS
from upstander.announcements.queries.audience import region_choices
from upstander.announcements.states import Circle, Rhythm
from upstander.core.fields import DayField, area, line
from upstander.core.languages import table
from upstander.core.translation import TranslationState

OF_REGION = "region-"


def _title() -> forms.CharField:
    hint = _("It stands in mails too, so name nobody in it.")
    return forms.CharField(label=_("Title"), max_length=TITLE, widget=line(), help_text=hint)


class WordsField(forms.CharField):
    """Words in paragraphs. An end of line counts as one letter, as it does in the browser."""

    def to_python(self, value: Any) -> Any:
        """With ends of lines of one kind."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


def _words() -> forms.CharField:
    hint = _("Plain words. An empty line begins a paragraph. Addresses of websites become links.")
    return WordsField(label=_("Text"), max_length=WORDS, widget=area(10), help_text=hint)


class AnnouncementForm(forms.Form):
    """An announcement. One choice says whom it is for, region and all."""

    title = _title()
    words = _words()
    language = forms.ChoiceField(label=_("Language in which you write"))
    audience = forms.ChoiceField(label=_("For whom"))
    is_urgent = forms.BooleanField(
        label=_("Urgent: each of them gets a mail at once."),
        required=False,
    )
    last_on = DayField(
        label=_("Last day"),
        help_text=_("If there is one after which nobody needs to read this."),
        required=False,
    )

    def __init__(self, data: Any = None, *, start: Any = None, language: str = "") -> None:
        super().__init__(data, initial=_start(start) if start else {"language": language})
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [(row.code, row.name) for row in table().values()]
        fields["audience"].choices = _audiences()

    def values(self) -> dict[str, Any]:
        """By the names that the actions know."""
        said = dict(self.cleaned_data)
        audience, _dash, region = said.pop("audience").partition("-")
        return {**said, "audience": audience, "region_id": int(region) if region else None}


def _audiences() -> list[Any]:
    circles = [(c.value, c.label) for c in Circle if c != Circle.REGION]
    places = [(f"{OF_REGION}{pk}", f"\u2068{name}\u2069") for pk, name in region_choices()]
    return [("", "–"), *circles, *([(Circle.REGION.label, places)] if places else [])]


def _start(row: Announcement) -> dict[str, Any]:
    names = ("title", "words", "language", "is_urgent", "last_on")
    own = f"{OF_REGION}{row.region_id}" if row.region_id else row.audience
    return {**{name: getattr(row, name) for name in names}, "audience": own}


class TextForm(forms.Form):
    """The same in another language."""

    title = _title()
    words = _words()
    is_reviewed = forms.BooleanField(
        label=_("Someone who knows both languages has read all of it."), required=False
    )

    def __init__(self, data: Any, *, start: AnnouncementText | None, is_outdated: bool) -> None:
        super().__init__(data, initial=_text(start, is_outdated) if start else {})


def _text(row: AnnouncementText, is_outdated: bool) -> dict[str, Any]:
    is_reviewed = row.state == TranslationState.REVIEWED and not is_outdated
    return {"title": row.title, "words": row.words, "is_reviewed": is_reviewed}


class DigestForm(forms.Form):
    """How often letters come."""

    rhythm = forms.ChoiceField(
        label=pgettext_lazy("mail", "How often"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
    )

    def clean_rhythm(self) -> Rhythm:
        """As the table knows it."""
        try:
            return Rhythm(self.cleaned_data["rhythm"])
        except ValueError as error:  # the choices of the field are the table's
            raise ValidationError(str(error)) from error
