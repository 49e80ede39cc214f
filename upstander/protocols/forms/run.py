"""What is typed on a running protocol. Each form keeps what was typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.protocols.actions.run import LOOKED_BACK, Settling, Start
from upstander.protocols.models import Level
from upstander.protocols.queries.run import Asked, choices_of
from upstander.protocols.states import RunKind, RunStepState

NO_NAMES = _("Do not write the names of people.")
KINDS = [(kind.value, kind.label) for kind in RunKind if kind != RunKind.CASE]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class Words(forms.Form):
    """Long answers, which no browser cuts off: what is too long is said, and kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


class StartForm(forms.Form):
    """On what it is started: which version, at which level, is one choice."""

    kind = forms.ChoiceField(label=_("Start it on"), choices=KINDS, widget=forms.RadioSelect)
    what = forms.ChoiceField(label=_("Protocol and level"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("What is it, in a few words?"), help_text=NO_NAMES, max_length=160
    )

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, self.chosen = choices_of(asked)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        if len(self.chosen) == 1:
            self.fields["what"].initial = next(iter(self.chosen))

    def start(self) -> Start:
        """What was chosen."""
        data = self.cleaned_data
        return Start(*self.chosen[data["what"]], data["kind"], data["title"])


class EntryForm(Words):
    """A line of the log."""

    text = forms.CharField(label=_("What happened?"), max_length=2000, widget=_area(3))


class StepForm(forms.Form):
    """A button of a step: done, left out, again, or given to someone."""

    DEEDS = [*((state.value, state.label) for state in RunStepState), ("give", _("Give it"))]

    do = forms.ChoiceField(choices=DEEDS)
    seen = forms.ChoiceField(choices=RunStepState.choices)
    text = forms.CharField(required=False, max_length=2000)
    to = forms.IntegerField(required=False)
    had = forms.IntegerField(required=False)

    def settling(self, step: int) -> Settling:
        """The step as it is wanted."""
        data = self.cleaned_data
        return Settling(step, data["seen"], data["do"], data["text"])


class LevelForm(forms.Form):
    """Another level of the version that runs."""

    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {str(level.pk): level for level in levels}
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (key, level.title) for key, level in self.levels.items()
        ]

    def chosen(self) -> Level:
        """The level."""
        return self.levels[self.cleaned_data["level"]]


class LookBackForm(Words):
    """The closing review; `seen` is the version that the page was drawn from."""

    went_well = forms.CharField(
        label=_("What went well?"), required=False, max_length=4000, widget=_area(4)
    )
    went_badly = forms.CharField(
        label=_("What did not go well?"), required=False, max_length=4000, widget=_area(4)
    )
    to_change = forms.CharField(
        label=_("What should change in the protocol?"),
        required=False,
        max_length=4000,
        widget=_area(4),
    )
    is_final = forms.BooleanField(
        label=_("Close it now. After that it cannot be changed."), required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def see_anew(self, version: int) -> None:
        """What was typed stands beside what another saved meanwhile: the next saving counts."""
        self.data = {**self.data.dict(), "seen": str(version)}  # type: ignore[attr-defined]

    def words(self) -> dict[str, str]:
        """The three answers."""
        return {name: self.cleaned_data[name] for name in LOOKED_BACK}
