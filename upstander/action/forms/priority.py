"""Forms of priorities and of their scoring."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.action.forms.survey import SeenForm
from upstander.action.models import Priority, RoundOfScoring, Score
from upstander.action.queries.priority import communities_of
from upstander.action.queries.survey import title_of
from upstander.action.rules.priority import in_a_year
from upstander.action.states import EvidenceKind, Institution, ReviewOutcome
from upstander.core.fields import DayField, RowsField, area, line
from upstander.network.interface import communities

TWO_WEEKS = timedelta(weeks=2)
CHANGE = ReviewOutcome.CHANGE
WORDS_CHANGED = _(
    "You changed the words. Choose “%(choice)s” to keep them, or put the old words back."
)
POINTS = [("", "–"), *((str(n), str(n)) for n in (1, 2, 3, 4, 5))]
CRITERIA = {
    "importance": _("Importance"),
    "feasibility": _("Feasibility"),
    "reach": _("Systemic reach"),
}


class PriorityForm(SeenForm):
    """What should change, and where."""

    title = forms.CharField(label=_("What should change"), max_length=200, widget=line())
    words = forms.CharField(
        label=_("More about it"), max_length=4000, required=False, widget=area(5),
        help_text=_("Once it is agreed, everyone can read this. Name no person."),
    )  # fmt: skip
    addresses = forms.ChoiceField(
        label=_("Which institution or system it addresses"), choices=Institution.choices,
        help_text=_("“Everyone here” is for events and information."),
    )  # fmt: skip
    institution = forms.CharField(
        label=_("Name of the institution, if there is one"),
        max_length=200, required=False, widget=line(),
    )  # fmt: skip
    communities: Any = RowsField(
        label=_("Communities. None means all that you serve."), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [place.pk for place in communities_of(organisation)]
        field: Any = self.fields["communities"]
        field.queryset = communities().filter(pk__in=places)
        if not places:
            del self.fields["communities"]

    def clean(self) -> dict[str, Any]:
        """Without a choice of communities none is chosen."""
        return {"communities": [], **(super().clean() or {})}


class EvidenceForm(forms.Form):
    """From what it is known that this matters here."""

    kind = forms.ChoiceField(label=_("Source of what you know"), choices=EvidenceKind.choices)
    words = forms.CharField(
        label=_("Your words"), max_length=2000, widget=area(4),
        help_text=_("Please name nobody."),
    )  # fmt: skip
    day = DayField(label=pgettext_lazy("of evidence", "Day"))
    source = forms.URLField(
        label=_("Address on the web, if it is published"), required=False, assume_scheme="https"
    )
    survey: Any = forms.ModelChoiceField(label=_("Survey"), queryset=None, required=False)

    def __init__(self, *args: Any, organisation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["survey"]
        field.queryset = organisation.surveys.all()
        field.label_from_instance = lambda row: f"{title_of(row)} ({date_format(row.opens_on)})"
        self.initial = {"day": timezone.localdate(), **self.initial}


class AgreeForm(SeenForm):
    """When, by whom, and until when it is looked at again."""

    agreed_on = DayField(label=_("Agreed on"))
    agreed_by = forms.CharField(
        label=_("Agreed by"), max_length=200, widget=line(),
        help_text=_("Such as: Local committee, 7 members."),
    )  # fmt: skip
    review_on = DayField(label=_("Next review"))
    unscored = forms.CharField(
        label=_("Why it is agreed without a scoring"),
        max_length=400, required=False, widget=area(2),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Priority, is_scored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial = {
            "agreed_on": today, "review_on": in_a_year(today), "seen": row.version,
        }  # fmt: skip
        if is_scored:
            del self.fields["unscored"]

    def clean(self) -> dict[str, Any]:
        """What was scored needs no reason."""
        return {"unscored": "", **(super().clean() or {})}


class ReviewForm(SeenForm):
    """What was found after a year, and what follows."""

    outcome = forms.ChoiceField(label=_("What you decide"), choices=ReviewOutcome.choices)
    words = forms.CharField(label=_("Your words"), max_length=2000, widget=area(4))
    review_on = DayField(label=_("Next review"), required=False)
    title = forms.CharField(
        label=_("What should change"), max_length=200, required=False, widget=line()
    )
    text = forms.CharField(
        label=_("More about it"), max_length=4000, required=False, widget=area(4)
    )

    def __init__(self, *args: Any, row: Priority, is_scored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = in_a_year(timezone.localdate())
        start = {"seen": row.version, "review_on": again, "title": row.title, "text": row.words}
        self.initial = {**start, **self.initial}
        self.row = row

    def clean(self) -> dict[str, Any]:
        """Other words are kept by one of the outcomes alone; with another they would be lost."""
        data = super().clean() or {}
        typed = ((data.get("title", ""), self.row.title), (data.get("text", ""), self.row.words))
        is_other = any(new and new.split() != old.split() for new, old in typed)
        is_hers = data.get("seen") == self.row.version
        if is_other and is_hers and data.get("outcome", CHANGE) != CHANGE:
            self.add_error("outcome", WORDS_CHANGED % {"choice": CHANGE.label})
        return data


class PlainForm(forms.Form):
    """Nothing but a button."""

    def __init__(self, *args: Any, row: Priority, is_scored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class RoundForm(forms.Form):
    """From when to when the committee scores."""

    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial = {"opens_on": today, "closes_on": today + TWO_WEEKS}


class ScoreForm(forms.Form):
    """The three scores of one priority, and words; all three, or none.

    `had` says whether some stood on the page: then none now takes them back, and else says nothing.
    """

    importance = forms.ChoiceField(label=CRITERIA["importance"], choices=POINTS, required=False)
    feasibility = forms.ChoiceField(label=CRITERIA["feasibility"], choices=POINTS, required=False)
    reach = forms.ChoiceField(label=CRITERIA["reach"], choices=POINTS, required=False)
    words = forms.CharField(label=_("Reason"), max_length=400, required=False, widget=line())
    had = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: Priority, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=f"p{row.pk}", initial={**initial, "had": bool(initial)})
        self.row = row

    def clean(self) -> dict[str, Any]:
        """Three numbers, or nothing at all."""
        data = super().clean() or {}
        points = [data.get(name, "") for name in CRITERIA]
        if (any(points) or data.get("words")) and not all(points):
            self.add_error(None, _("Give all three, or none."))
        return data

    def scores(self) -> dict[str, Any] | None:
        """What the action takes; None where nothing was given, nor taken back."""
        data = self.cleaned_data
        if not data["importance"]:
            return {} if data["had"] else None
        return {"words": data["words"], **{name: int(data[name]) for name in CRITERIA}}


def score_forms(
    found: RoundOfScoring, given: dict[int, Score], data: Any = None
) -> list[ScoreForm]:
    """A form for each priority of a round, with what was given before."""
    names = (*CRITERIA, "words")
    start = {pk: {name: getattr(row, name) for name in names} for pk, row in given.items()}
    rows = found.priorities.all()
    return [ScoreForm(data, row=row, initial=start.get(row.pk, {})) for row in rows]
