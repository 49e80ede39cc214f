"""Forms of signing: at the desk, and for whoever has a link."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import DayField, whole_number
from upstander.core.languages import table
from upstander.protocols.actions.signature import Answer, Term

TEXT = {"null_characters_not_allowed": _("There is a letter in it that we cannot read.")}
SIGNS, DECLINES = "sign", "decline"


class One(forms.RadioSelect):
    """Large choices, of which one."""

    template_name = "support/tell/choices.html"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _day(label: Any) -> DayField:
    return DayField(label=label)


def _line(label: Any, **options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", **options.pop("attrs", {})})
    return forms.CharField(
        label=label, max_length=160, required=False, widget=widget, error_messages=TEXT, **options
    )


class AnswerForm(forms.Form):
    """Signed, by whom and as what; or not signed, and why."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=One,
        error_messages={"required": _("Choose one of the two.")},
    )
    name = _line(_("Name"))
    role = _line(_("Role"))
    reason = forms.CharField(
        label=_("If not: why"),
        widget=_area(3),
        max_length=1000,
        required=False,
        error_messages=TEXT,
    )

    def __init__(self, *args: Any, labels: tuple[Any, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = list(zip((SIGNS, DECLINES), labels, strict=True))
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A signature needs name and role; a refusal its reason."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("answer") == SIGNS and not (found.get("name") and found.get("role")):
            field = "role" if found.get("name") else "name"
            self.add_error(field, _("Write name and role of the person who signs."))
        if found.get("answer") == DECLINES and not found.get("reason"):
            self.add_error("reason", _("Say why."))
        return found

    def answered(self) -> Answer:
        """As it is kept."""
        data = self.cleaned_data
        return Answer(data["answer"] == SIGNS, data["name"], data["role"], data["reason"])


class RecordForm(AnswerForm):
    """What was said in person, and on which day."""

    day = _day(_("On which day"))
    field_order = ("answer", "name", "role", "day", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"day": timezone.localdate()}
        labels = (_("They sign"), _("They do not sign"))
        super().__init__(*args, labels=labels, **options)
        self.fields["answer"].label = _("Answer")


class SignForm(AnswerForm):
    """For whoever has a link. Names of fields are those that a page shown again may show."""

    website = forms.CharField(
        label="Website",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    field_order = ("answer", "name", "role", "reason", "website")

    def __init__(self, *args: Any, partner: Any, **options: Any) -> None:
        signs = _("I sign for %(partner)s") % {"partner": f"\u2068{partner}\u2069"}
        super().__init__(*args, labels=(signs, _("We do not sign")), **options)
        self.fields["name"].label = _("Your name")
        self.fields["role"].label = _("Your role in the organisation")


class PartnerForm(forms.Form):
    """One of the partners who were not asked yet."""

    def __init__(self, *args: Any, partners: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"] = forms.ModelChoiceField(partners, label=_("Partner"))


class LinkForm(forms.Form):
    """In which language the page of the link opens; it has all of them."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(code, row.name) for code, row in table().items()]
        self.fields["language"].choices = names  # type: ignore[attr-defined]


class DeedForm(forms.Form):
    """Nothing to fill in: the button says it."""

    def __init__(self, *args: Any, version: Any, **options: Any) -> None:
        self.version = version
        super().__init__(*args, **options)


class BeginForm(DeedForm):
    """Which words she read: how often they had been changed when her page was drawn."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: Any, **options: Any) -> None:
        options["initial"] = {"seen": options["initial"].get("seen") or version.version}
        super().__init__(*args, version=version, **options)

    @property
    def edits_seen(self) -> int | None:
        """None, which no words are, where it is not said."""
        return whole_number(self.cleaned_data["seen"])


class ConfirmForm(DeedForm):
    """What the review found, and when the next one is."""

    words = forms.CharField(
        label=_("What the partners say"), widget=_area(4), max_length=2000, error_messages=TEXT
    )
    review_on = _day(_("Next review"))

    def __init__(self, *args: Any, version: Any, **options: Any) -> None:
        options["initial"] = {"review_on": timezone.localdate() + timedelta(days=365)}
        super().__init__(*args, version=version, **options)

    def term(self) -> Term:
        """From today on."""
        data = self.cleaned_data
        return Term(timezone.localdate(), data["review_on"], data["words"])


class ForceForm(DeedForm):
    """From which day it holds, when it is looked at again, and why without some."""

    begins_on = _day(_("In force since"))
    review_on = _day(_("Next review"))
    words = forms.CharField(
        label=_("Why without those who did not sign"),
        widget=_area(4),
        max_length=2000,
        required=False,
        error_messages=TEXT,
    )

    def __init__(self, *args: Any, version: Any, **options: Any) -> None:
        today = timezone.localdate()
        review = version.review_on or today + timedelta(days=365)
        options["initial"] = {"begins_on": today, "review_on": review}
        super().__init__(*args, version=version, **options)

    def term(self) -> Term:
        """As it was typed."""
        data = self.cleaned_data
        return Term(data["begins_on"], data["review_on"], data["words"])
