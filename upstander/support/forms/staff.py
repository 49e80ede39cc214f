"""Forms of a request's page at the desk. Each is drawn for a request and for whoever opens it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.network.interface import service_names
from upstander.support.actions.case import Assessment
from upstander.support.actions.referral import Goal
from upstander.support.forms.files import FilesField, batch_of
from upstander.support.forms.tell import One, Several, grouped
from upstander.support.models import Case, Team
from upstander.support.queries.case import assignable, version_of
from upstander.support.queries.keys import Hand, case_keys, content
from upstander.support.queries.story import ASSESSED, TAXONOMY_OF, catalogue, labels
from upstander.support.queries.team import other_teams
from upstander.support.states import CountStatus


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _without_silence(choices: list[Any]) -> list[Any]:
    """A worker may be unsure, but has nothing that she would rather not say."""
    return [row for row in choices if row[0] != "prefer-not-to-say"]


class CaseForm(forms.Form):
    """Nothing to fill in: the button says it."""

    def __init__(self, *args: Any, case: Case, hand: Hand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.hand = case, hand


class WordsForm(CaseForm):
    """Words; `number` names the form, so that a double click writes once."""

    number = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Your words"), widget=_area(8))


class AnswerForm(WordsForm):
    """A first answer, which starts from one in the language of the person."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.fields["text"].widget.attrs["lang"] = case.language


class NoteForm(WordsForm):
    """Words for the team."""

    text = forms.CharField(label=_("Note"), widget=_area(4))


class TaskForm(WordsForm):
    """Something to do by a day."""

    text = forms.CharField(label=_("What is to be done"), widget=_area(2))
    due_on = forms.DateField(
        label=_("By which day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class ColleagueForm(CaseForm):
    """Who has it from now on."""

    colleague = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.people = {str(user.pk): user for user in assignable(case.team)}
        rows = [("", "–"), *((key, user.name) for key, user in self.people.items())]
        self.fields["colleague"].choices = rows  # type: ignore[attr-defined]

    def clean_colleague(self) -> Any:
        """The colleague herself."""
        return self.people[self.cleaned_data["colleague"]]


class AttachForm(CaseForm):
    """Files that came in another way; `number` names the form, so that they are added once."""

    number = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    attached = FilesField(label=_("Files"))

    def batch(self) -> uuid.UUID:
        """Names these files from this form."""
        return batch_of(self.cleaned_data["number"], self.files.getlist("attached"))


class AssessForm(CaseForm):
    """What the worker thinks, apart from what the person perceived."""

    count_status = forms.ChoiceField(
        label=_("Is it counted?"), choices=CountStatus.choices, widget=One
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, hand: Hand, **kwargs: Any) -> None:
        super().__init__(*args, case=case, hand=hand, **kwargs)
        found = content(case, "assessment", case_keys(case, hand, "story"))
        seen = version_of(case, "assessment")
        self.initial = {**found, "count_status": case.count_status, "seen": seen}
        terms, names = catalogue(), labels()
        for name in ASSESSED:
            self.fields[name] = forms.MultipleChoiceField(
                label=names[name],
                choices=_without_silence(grouped(terms.get(TAXONOMY_OF[name]))),
                required=False,
                widget=Several,
            )
        self.order_fields([*ASSESSED, "count_status"])

    def assessment(self) -> Assessment:
        """What she thinks, and what it stands in the place of."""
        data = self.cleaned_data
        answers = {name: data[name] for name in ASSESSED}
        return Assessment(answers, data["count_status"], data["seen"])


class ReferForm(WordsForm):
    """To whom, why, and whether the person has agreed already."""

    HOW = [
        ("ask", _("Ask the person. They answer with their code.")),
        ("said", _("The person has agreed, by phone or in person.")),
    ]
    goal = forms.ChoiceField(
        label=_("To whom"), help_text=_("To the police only if the person wants it.")
    )
    text = forms.CharField(label=_("Why"), help_text=_("The person reads this."), widget=_area(4))
    with_identity = forms.BooleanField(label=_("With name and contact"), required=False)
    agreed = forms.ChoiceField(
        label=_("Does the person agree?"), choices=HOW, initial="ask", widget=One
    )
    field_order = ["number", "goal", "text", "with_identity", "agreed"]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.teams: dict[str, Team] = {f"team:{t.pk}": t for t in other_teams(case.team)}
        services = [(f"service:{key}", name) for key, name in service_names()]
        self.fields["goal"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            (_("Other teams"), [(key, str(team)) for key, team in self.teams.items()]),
            (_("Services of the directory"), services),
        ]

    def goal_chosen(self) -> Goal:
        """Where it would go."""
        value, data = self.cleaned_data["goal"], self.cleaned_data
        with_identity, number = data["with_identity"], data["number"]
        if value in self.teams:
            return Goal(self.teams[value], "", with_identity, number)
        return Goal(None, value.partition(":")[2], with_identity, number)
