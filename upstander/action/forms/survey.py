"""Forms of a survey at the desk. Each carries the version that its page was drawn from."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.action.models import Survey, SurveyQuestion
from upstander.action.rules.survey import MOST_CHOICES
from upstander.action.states import AskedAs, SurveyPurpose
from upstander.core.fields import DayField, area, line
from upstander.core.languages import table

FOUR_WEEKS = timedelta(weeks=4)


class SeenForm(forms.Form):
    """`seen` is the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class BasicsForm(forms.Form):
    """What a survey is called, what it says first, and when people can answer."""

    title = forms.CharField(
        label=_("Name of the survey"), max_length=200, required=False, widget=line(),
        help_text=_("Without one it gets a name that every language has."),
    )  # fmt: skip
    intro = forms.CharField(
        label=_("A few words at the beginning"), max_length=2000, required=False, widget=area(3)
    )
    language = forms.ChoiceField(label=_("Language of your words"))
    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongues = [(row.code, row.name) for row in table().values()]
        self.fields["language"].choices = tongues  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.initial = {"opens_on": today, "closes_on": today + FOUR_WEEKS, **self.initial}

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or {}
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day comes before the first. Change one."))
        return data


class NewForm(BasicsForm):
    """For which organisation, and what for."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    purpose = forms.ChoiceField(label=_("What is it for?"), choices=SurveyPurpose.choices)
    field_order = ["organisation", "purpose"]

    def __init__(self, *args: Any, organisations: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(row.pk): row for row in organisations}
        rows = [(key, row.name) for key, row in self.found.items()]
        self.fields["organisation"].choices = rows  # type: ignore[attr-defined]

    def clean_organisation(self) -> Any:
        """The organisation itself."""
        return self.found[self.cleaned_data["organisation"]]


class ChangeForm(SeenForm, BasicsForm):
    """The same of a draft."""


class QuestionForm(SeenForm):
    """A question of one's own; choices stand one a line."""

    kind = forms.ChoiceField(label=pgettext_lazy("of a question", "Kind"), choices=AskedAs.choices)
    words = forms.CharField(label=_("Question"), max_length=300, widget=line())
    choices = forms.CharField(
        label=_("Answers to choose from"), required=False, widget=area(5), max_length=4000,
        help_text=_("One a line. Only for a choice."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A choice has two or more; other kinds have none."""
        data = super().clean() or {}
        lines = [line.strip() for line in data.get("choices", "").splitlines() if line.strip()]
        is_choice = data.get("kind") == AskedAs.CHOICE
        if is_choice and not 2 <= len(lines) <= MOST_CHOICES:
            text = _("Write 2 to %(most)s choices, one a line.") % {"most": MOST_CHOICES}
            self.add_error("choices", text)
        data["choices"] = lines if is_choice else []
        return data

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("kind", "words", "choices")}


class WordsForm(SeenForm):
    """The words of a survey in another language, each below those of its own."""

    def __init__(self, *args: Any, survey: Survey, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way = {"lang": language, "dir": table()[language].direction}
        self.questions: list[SurveyQuestion] = list(survey.questions.filter(standard=""))
        if survey.title:
            self._add("title", survey.title, survey.title_in.get(language), 200, way)
        if survey.intro:
            self._add("intro", survey.intro, survey.intro_in.get(language), 2000, way)
        for row in self.questions:
            self._add(f"q{row.pk}", row.words, row.words_in.get(language), 300, way)
            said = row.choices_in.get(language, [])
            for number, own in enumerate(row.choices):
                now = said[number] if number < len(said) else ""
                self._add(f"q{row.pk}-{number}", own, now, 200, way)

    def _add(self, name: str, own: str, now: str | None, most: int, way: dict[str, str]) -> None:
        widget = forms.Textarea({"rows": 3, **way}) if most > 300 else forms.TextInput(way)
        self.fields[name] = forms.CharField(
            label=own, max_length=most, required=False, widget=widget, initial=now or ""
        )

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        found: dict[str, Any] = {name: data.get(name, "") for name in ("title", "intro")}
        for row in self.questions:
            choices = [data[f"q{row.pk}-{number}"] for number in range(len(row.choices))]
            found[str(row.pk)] = (data[f"q{row.pk}"], choices)
        return found


class ExtendForm(forms.Form):
    """Another last day."""

    closes_on = DayField(label=_("Last day"))
