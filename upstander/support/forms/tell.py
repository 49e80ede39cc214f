"""The questions to a person. Every one may be left out; what is typed is never lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.core.templatetags.look import say
from upstander.network.interface import Question, communities, communities_named
from upstander.support.rules import LONGEST_TEXT
from upstander.support.states import Wish

LONG = {
    "max_length": _("This is very long. Make it shorter; you can send more later."),
    "null_characters_not_allowed": _("There is a letter in it that we cannot read."),
}
TYPED = ("words", "place", "day", "name", "reach", "safely", "email")
WHEN = (
    ("last-days", _("Today or yesterday")),
    ("last-week", _("In the last 7 days")),
    ("last-month", _("In the last month")),
    ("last-year", _("In the last year")),
    ("longer", _("Longer ago")),
    ("going-on", _("It keeps happening")),
    ("not-sure", _("Not sure")),
    ("prefer-not-to-say", _("Prefer not to say")),
)


ELSEWHERE = ("elsewhere", _("Not sure or not here"))


class Several(forms.CheckboxSelectMultiple):
    """Large choices, any number of them."""

    template_name = "support/tell/choices.html"


class One(forms.RadioSelect):
    """Large choices, of which one."""

    template_name = "support/tell/choices.html"


class Step(forms.Form):
    """One page of the way. `title` is the question, `why` the reason for asking.

    `is_about_consent`: who may know, and how; its English stands beside an unread translation.
    """

    title: Any = ""
    why: Any = ""
    is_about_consent = False
    template_name = "support/tell/fields.html"

    def __init__(self, *args: Any, asked: Mapping[str, Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for field in self.fields.values():
            field.required = False
            field.error_messages = {**field.error_messages, **LONG}
            if isinstance(field.widget, forms.Textarea):  # browsers would cut off what is pasted
                field.widget.attrs.pop("maxlength", None)

    def answers(self) -> dict[str, Any]:
        """What was said, as JSON values; text that cannot be taken yet is kept as it was typed."""
        typed = {name: str(self.data.get(name, "")) for name in self.errors if name in TYPED}
        return {**typed, **getattr(self, "cleaned_data", {})}


class Terms(Step):
    """A list of the pack's, of which one or several are chosen."""

    taxonomy = ""
    is_one = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.asked.get(self.taxonomy)
        kind = forms.ChoiceField if self.is_one else forms.MultipleChoiceField
        widget = One if self.is_one else Several
        chosen = kind(
            choices=grouped(question), required=False, widget=widget, label=self.label(question)
        )
        self.fields = {"chosen": chosen, **self.fields}
        if not self.title and question:
            self.title = question.text

    def label(self, question: Question | None) -> Any:
        """The question stands above as the title of the page."""
        return ""


def grouped(question: Question | None) -> list[Any]:
    """Terms as choices; those that belong to a group stand under its name."""
    terms = question.terms if question else []
    parents = {parent for _key, _name, parent in terms if parent}
    rows: list[Any] = []
    groups: dict[str, list[Any]] = {}
    for key, name, parent in terms:
        if key in parents:
            rows.append((say(name), groups.setdefault(key, [])))
        elif parent:
            groups[parent].append((key, say(name)))
        else:
            rows.append((key, say(name)))
    return rows


class WishStep(Step):
    """Support, record, or both."""

    title = _("What would you like?")
    why = _("All three are fine. You can change your mind later.")
    chosen = forms.ChoiceField(label="", choices=Wish.choices, widget=One)


class TellerStep(Terms):
    """Self, witness, friend, on behalf, organisation."""

    taxonomy, is_one = "teller", True
    why = _("So that we talk to you in the right way.")


class WhatStep(Terms):
    """The types of what happened, and her own words."""

    taxonomy = "incident-type"
    why = _("So that you need not tell it twice. “Not sure” is fine.")
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Write in any language. A few words are enough."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )


class WhereStep(Terms):
    """A rough place, and what kind of place it was."""

    taxonomy = "setting"
    title = _("Where did it happen?")
    why = _("A rough place is enough. It shows which group is near you.")
    place = forms.CharField(
        label=_("Town or community"),
        help_text=_("If you do not want to say, choose “Not sure or not here” in the list."),
        max_length=100,
        error_messages=LONG,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    listed = forms.ChoiceField(label=_("Or choose from the list"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in communities()}
        self.fields["listed"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            ELSEWHERE,
            *((key, place.name) for key, place in self.places.items()),
        ]
        self.order_fields(["place", "listed", "chosen"])

    def label(self, question: Question | None) -> Any:
        """The page asks for the town first."""
        return _("What kind of place was it?")

    def clean(self) -> dict[str, Any]:
        """A name that means one place; else she chooses from those that it may mean."""
        cleaned = {**self.cleaned_data}
        typed, key = cleaned.get("place", "").strip(), cleaned.get("listed", "")
        if typed and key != "elsewhere":
            found = communities_named(typed)
            if key and key not in {place.key for place in found}:
                self.add_error("place", _("The town and the list name two places. Choose one."))
            elif not key and len(found) == 1:
                key = found[0].key
            elif not key:
                self.add_error("place", self._not_one(found))
        if key in self.places:
            cleaned |= {"key": key, "place_name": self.places[key].name}
        return cleaned

    def _not_one(self, found: Sequence[Any]) -> Any:
        if not found:
            return _(
                "We do not know a place with that name. Choose it in the list, or “Not sure or "
                "not here”: what you typed is kept."
            )
        self.fields["listed"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((place.key, place.name) for place in found),
            ELSEWHERE,
        ]
        return _("More than one place has a name like that. Choose yours in the list below.")


class WhenStep(Step):
    """Roughly when."""

    title = _("When did it happen?")
    why = _("Roughly is enough.")
    chosen = forms.ChoiceField(label="", choices=WHEN, widget=One)
    day = forms.CharField(
        label=_("If you know the day or time, write it here"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class MotiveStep(Terms):
    """What she thinks it was about."""

    taxonomy = "motive"
    why = _("Say what you think. Nobody asks you for proof.")


class EffectStep(Terms):
    """What it did."""

    taxonomy = "effect"
    why = _("So that they understand what it means for you.")


class NeedStep(Terms):
    """What would help."""

    taxonomy = "need"
    why = _("So that they can prepare before they answer.")
    words = forms.CharField(
        label=_("Anything else that would help"),
        help_text=_(
            "For example an interpreter, a person of your community, a place without stairs."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class RecipientStep(Step):
    """Who may read it."""

    title = _("Who may read this?")
    is_about_consent = True
    why = _(
        "Only the group that you choose can open it. If you choose none, the first one gets it. "
        "The police get it only if you say yes to that."
    )
    team = forms.ChoiceField(label="", widget=One)

    def __init__(self, *args: Any, recipients: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            (str(found.team.pk), _said_of(found)) for found in recipients
        ]


def _said_of(found: Any) -> Any:
    kinds = {
        "own": _("the local group for your community"),
        "near": _("the local group nearest to you"),
        "hub": _("the hub of the whole network"),
    }
    return format_lazy("\u2068{}\u2069: {}", found.team.organisation.name, kinds[found.kind])


class ContactStep(Step):
    """How to be reached; the return code alone is enough."""

    title = _("How may they reach you?")
    is_about_consent = True
    why = _("You can leave all of this empty. Then the answer waits for you here.")
    name = forms.CharField(
        label=_("A name to call you by"),
        help_text=_("It need not be your real name."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    reach = forms.CharField(
        label=_("A safe phone number or address"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    safely = forms.CharField(
        label=_("When and how is it safe to reach you?"),
        help_text=_("For example: only in the morning, leave no message, speak Tagalog."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail address for a short note when there is an answer"),
        help_text=_("The note says nothing about what happened. Leave it empty for no e-mail."),
        max_length=254,
        error_messages={
            "invalid": _("This is not an e-mail address. Check it, or leave it empty.")
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class ReviewStep(Step):
    """Nothing is asked any more; a trap for machines stands here, unseen by people."""

    title = _("Check and send")
    website = forms.CharField(
        label=pgettext_lazy("trap", "Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


FORMS: dict[str, type[Step]] = {
    "wish": WishStep,
    "teller": TellerStep,
    "what": WhatStep,
    "where": WhereStep,
    "when": WhenStep,
    "motive": MotiveStep,
    "effect": EffectStep,
    "need": NeedStep,
    "recipient": RecipientStep,
    "contact": ContactStep,
    "review": ReviewStep,
}
