"""Forms of a protocol and of its versions. Each carries the version its page was drawn from."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from upstander.core.fields import DayField, area, line
from upstander.core.languages import table
from upstander.protocols.rules.within import LONGEST, Unit, split
from upstander.protocols.states import Section


def _languages() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in table().values()]


class PlacesField(forms.MultipleChoiceField):
    """Communities of those that are given, by number; cleaned they are the rows."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, places: Iterable[Any]) -> None:
        """These may be chosen."""
        self.places = {str(place.pk): place for place in places}
        self.choices = [(key, place.name) for key, place in self.places.items()]

    def clean(self, value: Any) -> Any:
        """The communities themselves."""
        return [self.places[key] for key in super().clean(value)]


class StartForm(forms.Form):
    """For which communities, called what, and from which words."""

    title = forms.CharField(label=_("Name"), max_length=160, widget=line())
    places = PlacesField(label=_("Communities"))
    pattern = forms.ChoiceField(label=_("Start from"), required=False)
    language = forms.ChoiceField(
        label=_("Language in which you write"),
        help_text=_("A pattern is copied in this language where a translation is ready."),
        choices=_languages,
    )

    def __init__(
        self, *args: Any, places: Iterable[Any], patterns: Sequence[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.patterns = {str(pattern.pk): pattern for pattern, _said in patterns}
        self.fields["places"].offer(places)  # type: ignore[attr-defined]
        rows = [(str(pattern.pk), said.title) for pattern, said in patterns]
        self.fields["pattern"].choices = [("", _("A blank page")), *rows]  # type: ignore[attr-defined]
        self.initial = {"language": get_language(), **self.initial}

    def clean_pattern(self) -> Any:
        """The pattern itself."""
        return self.patterns.get(self.cleaned_data["pattern"])


class SeenForm(forms.Form):
    """`version` says which state of it the page was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "version": seen}


class BasicsForm(SeenForm):
    """What it is for and when it is reviewed."""

    summary = forms.CharField(
        label=_("What it is for"), max_length=2000, required=False, widget=area(5)
    )
    review_on = DayField(
        label=_("Review on"),
        help_text=_("At the latest on this day you look at it again together."),
        required=False,
    )
    is_read = forms.BooleanField(
        label=_("Someone who knows both languages has read all of it."), required=False
    )

    def __init__(self, *args: Any, is_draft_translation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_draft_translation:
            del self.fields["is_read"]


class NameForm(SeenForm):
    """Title and communities."""

    title = forms.CharField(label=_("Name"), max_length=160, widget=line())
    places = PlacesField(label=_("Communities"))

    def __init__(self, *args: Any, places: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].offer(places)  # type: ignore[attr-defined]


class PatternForm(SeenForm):
    """What a pattern is called and is for."""

    title = forms.CharField(label=_("Name"), max_length=160, widget=line())
    summary = forms.CharField(
        label=_("What it is for"), max_length=2000, required=False, widget=area(5)
    )


class NewPatternForm(PatternForm):
    """And in which language it is written."""

    language = forms.ChoiceField(label=_("Language in which you write"), choices=_languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"language": get_language(), **self.initial}


class CommentForm(forms.Form):
    """What was said, and for whom."""

    text = forms.CharField(label=_("Comment"), max_length=2000, widget=area(4))
    partner = forms.TypedChoiceField(
        label=_("Said by"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, partners: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(partner.pk, partner.name) for partner in partners]
        self.fields["partner"].choices = [("", _("Not known yet")), *rows]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What came of a comment; `seen` is the answer that stood there."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=area(4))


class LevelForm(SeenForm):
    """How grave, and what calls for it."""

    title = forms.CharField(label=_("Name"), max_length=120, widget=line())
    trigger = forms.CharField(
        label=_("When it applies"), max_length=1000, required=False, widget=area(3)
    )

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """What a row of the content says."""
        return {name: self.cleaned_data[name] for name in ("title", "trigger")}


class RoleForm(SeenForm):
    """A role in a pattern: what it is called."""

    title = forms.CharField(label=_("Name"), max_length=120, widget=line())

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """What a row of the content says."""
        return {"title": self.cleaned_data["title"], "partner": ""}


class ContactForm(SeenForm):
    """How to reach whoever has a role."""

    contact_name = forms.CharField(
        label=_("Contact"),
        help_text=_(
            "Contacts are seen only by people of your organisation. They are never shown in public."
        ),
        max_length=160,
        required=False,
        widget=line(),
    )
    contact_phone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, widget=line(type="tel")
    )
    contact_email = forms.EmailField(label=_("E-mail address"), required=False)
    contact_when = forms.CharField(
        label=_("When they can be reached"), max_length=160, required=False, widget=line()
    )

    def contact(self) -> dict[str, str]:
        """As it is kept."""
        names = ("name", "phone", "email", "when")
        return {name: self.cleaned_data[f"contact_{name}"] for name in names}


class DutyForm(ContactForm, RoleForm):
    """A role, who takes it on, and how to reach them."""

    partner = forms.TypedChoiceField(
        label=_("Partner"), required=False, coerce=int, empty_value=None
    )
    field_order = ("title", "partner")

    def __init__(self, *args: Any, partners: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {partner.pk: partner.name for partner in partners}
        choices = [("", _("Not known yet")), *self.names.items()]
        self.fields["partner"].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What a row of the content says, with the private contact."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "partner": self.names.get(data["partner"], ""),
            "partner_id": data["partner"],
            "contact": self.contact(),
        }


class StepForm(SeenForm):
    """What is done, by whom, how soon, at which levels."""

    section = forms.ChoiceField(label=_("Section"), choices=Section.choices)
    text = forms.CharField(label=_("What is done"), max_length=1000, widget=area(3))
    duty = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    number = forms.IntegerField(
        label=_("How soon"),
        help_text=_("Counted from the start. Empty means: no set time."),
        min_value=1,
        max_value=int(LONGEST),
        required=False,
    )
    unit = forms.TypedChoiceField(label=_("Counted in"), choices=Unit.choices, coerce=int)
    levels = forms.TypedMultipleChoiceField(
        label=_("At which levels (none chosen means at every level)"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duties = [(place, row["title"]) for place, row in enumerate(content["duties"])]
        levels = [(place, row["title"]) for place, row in enumerate(content["levels"])]
        self.fields["duty"].choices = [("", _("Not known yet")), *duties]  # type: ignore[attr-defined]
        self.fields["levels"].choices = levels  # type: ignore[attr-defined]
        if not levels:
            del self.fields["levels"]

    def clean(self) -> dict[str, Any]:
        """No longer than a year."""
        data = self.cleaned_data
        if data.get("number") and data.get("unit") and data["number"] * data["unit"] > LONGEST:
            self.add_error("number", _("That is more than a year. Choose a shorter time."))
        return data

    def values(self) -> dict[str, Any]:
        """What a row of the content says."""
        data = self.cleaned_data
        return {
            "section": data["section"],
            "text": data["text"],
            "duty": data["duty"],
            "within": data["number"] * data["unit"] if data["number"] else None,
            "levels": sorted(data.get("levels", [])),
        }


def typed(part: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the content as its form begins with it."""
    found = dict(row)
    if part == "duties":
        contact = row.get("contact", {})
        found |= {
            "partner": row.get("partner_id"),
            **{f"contact_{n}": v for n, v in contact.items()},
        }
    if part == "steps" and row.get("within"):
        found["number"], found["unit"] = split(row["within"])
    return found
