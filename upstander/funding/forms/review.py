"""Forms of reviews: whether one is free, the rubric, reasons, who gets what, checks, questions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import accumulate
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import DayField
from upstander.funding.actions.check import Checked
from upstander.funding.actions.review import Draft
from upstander.funding.queries.assigning import Board
from upstander.funding.queries.conflict import Applicant
from upstander.funding.queries.reading import Line
from upstander.funding.rules.assigning import Proposal
from upstander.funding.rules.review import LONGEST_TEXT, Given
from upstander.funding.states import CheckDecision, Condition, Finding


def area(rows: int) -> forms.Textarea:
    """Some lines, in whatever direction they are typed."""
    return forms.Textarea({"rows": rows, "dir": "auto"})


class DeclareForm(forms.Form):
    """For each applicant: free, or too near."""

    ANSWERS = [
        ("free", _("No conflict")),
        ("near", _("I have a conflict")),
    ]

    def __init__(self, *args: Any, applicants: Iterable[Applicant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applicants = [row for row in applicants if not row.has_conflict]
        for row in self.applicants:
            self.fields[f"a-{row.application.pk}"] = forms.ChoiceField(
                label=row.organisation.name,
                choices=self.ANSWERS,
                widget=forms.RadioSelect,
                initial="free" if row.has_declared else None,
                error_messages={"required": _("Choose one of the two.")},
            )

    def rows(self) -> list[tuple[Applicant, Any]]:
        """Each applicant with its field."""
        return [(row, self[f"a-{row.application.pk}"]) for row in self.applicants]

    def answers(self) -> dict[Any, bool]:
        """By the number of the application: whether she has a conflict."""
        data = self.cleaned_data
        rows = [row.application.pk for row in self.applicants]
        return {pk: data[f"a-{pk}"] == "near" for pk in rows}


class ReviewForm(forms.Form):
    """A score and a reason for each line of the rubric, and a word to the panel."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("To the panel"), required=False, widget=area(4), max_length=LONGEST_TEXT
    )

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            key = line.row.key
            numbers = range(len(line.anchors))
            self.fields[f"points-{key}"] = forms.TypedChoiceField(
                label=_("Score"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[(n, str(n)) for n in numbers],
                widget=forms.RadioSelect,
            )
            self.fields[f"why-{key}"] = forms.CharField(
                label=_("Why this score"),
                required=False,
                widget=area(3),
                max_length=LONGEST_TEXT,
            )

    @staticmethod
    def started(given: Mapping[int, Given], lines: list[Line], remark: str) -> dict[str, Any]:
        """What is saved, as the form shows it."""
        found: dict[str, Any] = {"remark": remark}
        for line in lines:
            row = given.get(line.row.pk, Given(None, ""))
            found |= {
                f"points-{line.row.key}": row.points,
                f"why-{line.row.key}": row.justification,
            }
        return found

    def draft(self) -> Draft:
        """What she wrote."""
        data = self.cleaned_data
        given = {
            line.row.pk: Given(data[f"points-{line.row.key}"], data[f"why-{line.row.key}"])
            for line in self.lines
        }
        return Draft(given, data["remark"], data["seen"])

    def rows(self) -> list[tuple[Line, list[tuple[Any, Any]], Any, Any]]:
        """Each line with its choices (button and anchor), their field, and that of the reason."""
        found = []
        for line in self.lines:
            points = self[f"points-{line.row.key}"]
            choices = list(zip(points, line.anchors, strict=True))
            found.append((line, choices, points, self[f"why-{line.row.key}"]))
        return found

    def point_out(self, missing: Mapping[int, str]) -> None:
        """Say at each line what it lacks."""
        for line in self.lines:
            if line.row.pk in missing:
                field = "points" if self.cleaned_data[f"points-{line.row.key}"] is None else "why"
                self.add_error(f"{field}-{line.row.key}", missing[line.row.pk])


class SeenForm(forms.Form):
    """Nothing but the version that was on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """One of some reasons."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    def __init__(self, *args: Any, reasons: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(reasons)  # type: ignore[attr-defined]


MOST_CHOICES = 900  # a form of the site has at most 1,000 fields


class AssignForm(forms.Form):
    """Who gets what: a choice for each place that is open, filled with what is proposed.

    Of a very large call as many applications as one form can hold; `has_more` says so.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    due_on = DayField(label=_("Reviews are due on"))

    def __init__(self, *args: Any, board: Board, proposal: Proposal, **kwargs: Any) -> None:
        soon = timezone.localdate() + timedelta(days=14)
        kwargs["initial"] = {"seen": board.seen, "due_on": soon}
        super().__init__(*args, **kwargs)
        self.board = board
        self.here = _first_of(board.rows)
        self.has_more = any(row.wanted for row in board.rows[len(self.here) :])
        for row in self.here:
            chosen = [*proposal.chosen[row.application.pk], *[""] * row.wanted]
            for slot in range(row.wanted):
                self.fields[_name(row, slot)] = forms.TypedChoiceField(
                    label=_("Reviewer"),
                    required=False,
                    coerce=int,
                    empty_value=None,
                    initial=chosen[slot],
                    choices=[("", _("Nobody yet")), *self._people(row)],
                )

    def _people(self, row: Any) -> list[tuple[int, str]]:
        load = self.board.load
        return [(user.pk, f"{user.name} ({load[user.pk]})") for user in row.able]

    def rows(self) -> list[tuple[Any, list[Any]]]:
        """Each application with its choices."""
        return [(row, [self[_name(row, slot)] for slot in range(row.wanted)]) for row in self.here]

    def clean(self) -> dict[str, Any]:
        """Nobody twice in one application."""
        data = super().clean() or {}
        for row in self.here:
            people = [data.get(_name(row, slot)) for slot in range(row.wanted)]
            chosen = [key for key in people if key]
            if len(set(chosen)) < len(chosen):
                self.add_error(
                    _name(row, row.wanted - 1),
                    _("A reviewer can have an application only once. Choose someone else."),
                )
        return data

    def chosen(self) -> dict[Any, list[int]]:
        """The people chosen by application; none where every place stays free."""
        data = self.cleaned_data
        found = {}
        for row in self.here:
            people = [data[_name(row, slot)] for slot in range(row.wanted)]
            found[row.application.pk] = [key for key in people if key]
        return found


def _first_of(rows: Sequence[Any]) -> list[Any]:
    """As many as have room in one form."""
    places = accumulate(row.wanted for row in rows)
    return [row for row, number in zip(rows, places, strict=True) if number <= MOST_CHOICES]


def _name(row: Any, slot: int) -> str:
    return f"r-{row.application.pk}-{slot}"


class CheckForm(forms.Form):
    """What is found of each condition, and what it leads to."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("What do you decide?"), choices=CheckDecision.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why, for the applicant"),
        help_text=_("Needed if it is not eligible. The applicant reads this."),
        required=False,
        max_length=1000,
        widget=area(3),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in Condition.choices:
            self.fields[f"is-{key}"] = forms.ChoiceField(
                label=label, choices=Finding.choices, widget=forms.RadioSelect
            )
            self.fields[f"why-{key}"] = forms.CharField(
                label=_("Remark"), required=False, max_length=400, widget=area(1)
            )

    def rows(self) -> list[tuple[Any, Any]]:
        """Each condition: what is found, and the remark."""
        return [(self[f"is-{key}"], self[f"why-{key}"]) for key in Condition.values]

    def checked(self) -> Checked:
        """What she found and decides."""
        data = self.cleaned_data
        findings = {
            key: {"is": data[f"is-{key}"], "words": data[f"why-{key}"]} for key in Condition.values
        }
        return Checked(findings, data["decision"], data["words"], data["seen"])


class AskForm(forms.Form):
    """A question to the applicant, and by when it is to be answered."""

    question = forms.CharField(label=_("Question"), widget=area(4), max_length=2000)
    due_on = DayField(label=_("Answer by"))


class AnswerForm(forms.Form):
    """The applicant's answer."""

    answer = forms.CharField(label=_("Your answer"), widget=area(6), max_length=8000)
