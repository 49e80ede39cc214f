"""A response protocol on a request: the person's wishes first. Nothing here takes free text."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.protocols.interface import Asked, RunStepState, choices_of

POLICE = [("no", _("No, or not asked")), ("yes", _("Yes"))]


class PoliceForm(forms.Form):
    """What the person said of the police."""

    police = forms.ChoiceField(
        label=_("Did the person say yes to the police being told?"),
        choices=POLICE,
        initial="no",
        widget=forms.RadioSelect,
    )


class ProtocolForm(PoliceForm):
    """Which protocol, the police, and that the worker has looked at the wishes."""

    what = forms.ChoiceField(label=_("Protocol and level"), widget=forms.RadioSelect)
    follows = forms.BooleanField(
        label=_("I have read what the person wished. Starting the protocol follows it."),
        error_messages={
            "required": _("Say that it follows what the person wished. Else ask first.")
        },
    )
    field_order = ["what", "police", "follows"]

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, self.chosen = choices_of(asked)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        if len(self.chosen) == 1:
            self.fields["what"].initial = next(iter(self.chosen))

    def version_and_level(self) -> tuple[Any, Any]:
        """What was chosen."""
        return self.chosen[self.cleaned_data["what"]]


class StepForm(forms.Form):
    """A button of a step."""

    do = forms.ChoiceField(choices=RunStepState.choices)
    seen = forms.ChoiceField(choices=RunStepState.choices)


class LevelForm(forms.Form):
    """Another level of the version that runs."""

    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, levels: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {str(level.pk): level for level in levels}
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (key, level.title) for key, level in self.levels.items()
        ]

    def chosen(self) -> Any:
        """The level."""
        return self.levels[self.cleaned_data["level"]]
