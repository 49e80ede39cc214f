"""Forms of a training for people of the network."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.core.fields import DayField, area, line
from upstander.core.languages import table
from upstander.learning.models.cohort import MOST_PLACES
from upstander.learning.queries.course import course_choices

Many = forms.CheckboxSelectMultiple


class SeenForm(forms.Form):
    """`seen` is the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class CohortForm(SeenForm):
    """What the training is."""

    course = forms.ChoiceField(label=_("Course"))
    title = forms.CharField(label=_("Title"), max_length=160, widget=line())
    about = forms.CharField(
        label=_("About the training"), max_length=2000, required=False, widget=area(4),
        help_text=_("For whom it is, who gives it, what to bring, and how to ask for access."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"))
    places = forms.IntegerField(
        label=pgettext_lazy("training", "Places"), min_value=1, max_value=MOST_PLACES, initial=20
    )
    sessions_needed = forms.IntegerField(
        label=_("Sessions needed for a certificate, in percent"),
        min_value=0, max_value=100, initial=80,
    )  # fmt: skip
    lessons_needed = forms.IntegerField(
        label=_("Lessons needed for a certificate, in percent"),
        min_value=0, max_value=100, initial=100,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongues = [(row.code, row.name) for row in table().values()]
        self.fields["language"].choices = tongues  # type: ignore[attr-defined]
        self.fields["course"].choices = course_choices()  # type: ignore[attr-defined]


class SessionForm(SeenForm):
    """When and where. The hours are those of the network's clocks."""

    day = DayField(label=_("Day"))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput({"type": "time"}))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput({"type": "time"}))
    place = forms.CharField(
        label=pgettext_lazy("venue", "Place"), max_length=300, widget=line(),
        help_text=_("A room and its address, or the link of a call."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It ends before it begins. Change one."))
        return data


class AttendanceForm(SeenForm):
    """Who was there: `people` are pairs of the enrolment's number and a name."""

    there = forms.TypedMultipleChoiceField(
        label=_("Who was there?"), coerce=int, required=False, widget=Many
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["there"].choices = list(people)  # type: ignore[attr-defined]


class LessonsForm(forms.Form):
    """Which lessons she has done, by their numbers."""

    done = forms.TypedMultipleChoiceField(
        label=_("Lessons that you have done"), coerce=int, required=False, widget=Many
    )

    def __init__(self, *args: Any, lessons: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done"].choices = list(lessons)  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    """Why a certificate is taken back: for the trainers alone."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=line())
