"""What a spoke writes for the library, and what the hub answers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from upstander.core.errors import NotAllowed
from upstander.core.fields import area, line
from upstander.core.languages import table
from upstander.learning.rules.resource import may_stand
from upstander.learning.states import Age, LearnerGroup, Licence, ResourceKind, Topic

WRITTEN_KINDS = [row for row in ResourceKind.choices if row[0] != ResourceKind.COLLECTION]
LONGEST = 20_000  # characters, as the table keeps


class ProposalForm(forms.Form):
    """A resource in words; `seen` is the version that the page was drawn from."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    organisation = forms.ChoiceField(label=_("Organisation"))
    title = forms.CharField(label=_("Title"), max_length=160, widget=line())
    summary = forms.CharField(
        label=_("In one sentence"), max_length=240, widget=line(),
        help_text=_("What it is, and what one can do with it."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=area(16),
        help_text=_("Begin a heading with ## and an item of a list with a hyphen."),
    )  # fmt: skip
    easy_read = forms.CharField(
        label=_("The same in very short sentences"), max_length=LONGEST, widget=area(5),
        required=False,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=WRITTEN_KINDS)
    address = forms.URLField(
        label=_("Web address of the video, or of where it comes from"), max_length=500,
        required=False, assume_scheme="https", widget=forms.URLInput({"dir": "ltr"}),
    )  # fmt: skip
    transcript = forms.CharField(
        label=_("Transcript"), max_length=LONGEST, widget=area(6), required=False,
        help_text=_("For a video: every word that is said, and what one sees."),
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    audience = forms.ChoiceField(label=_("For whom"), choices=LearnerGroup.choices)
    age = forms.ChoiceField(label=_("Age"), choices=Age.choices)
    language = forms.ChoiceField(label=_("Language in which you write"))
    source = forms.CharField(label=_("Made by"), max_length=200, widget=line(), required=False)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    derived_from = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(
        self, *args: Any, organisations: Iterable[Any], languages: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(row.pk): row for row in organisations}
        named = [(key, row.name) for key, row in self.organisations.items()]
        own = [(code, table()[code].name) for code in languages]
        self.fields["organisation"].choices = named  # type: ignore[attr-defined]
        self.fields["language"].choices = own  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = named[0][0]
        self.initial = {"language": get_language(), "seen": 0, **self.initial}

    def clean(self) -> dict[str, Any]:
        """A video with its address and every word of it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            may_stand(data.get("kind"), data.get("address"), data.get("transcript"))
        except NotAllowed as why:
            self.add_error("transcript" if data.get("address") else "address", str(why))
        return data

    @property
    def organisation_chosen(self) -> Any:
        """The organisation itself."""
        return self.organisations[self.cleaned_data["organisation"]]


class AnswerForm(forms.Form):
    """What the hub says when it sends something back."""

    answer = forms.CharField(
        label=_("What should be changed"), max_length=2000, widget=area(5), required=False
    )
