"""Forms of a project, its parts and its photos. `seen` is the version that a page showed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from upstander.action.models import Project
from upstander.action.rules.project import is_period
from upstander.action.states import ActivityKind, Consent, NoteKind
from upstander.core.cleaning.fields import PhotoField
from upstander.core.errors import NotAllowed
from upstander.core.fields import DayField, MoneyField, RowsField


def area(label: Any, most: int, rows: int = 3, **options: Any) -> forms.CharField:
    """Room for words in either direction."""
    box = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, widget=box, max_length=most, **options)


def line(label: Any, most: int, **options: Any) -> forms.CharField:
    """A line of words in either direction."""
    text = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, widget=text, max_length=most, **options)


def day(label: Any, **options: Any) -> DayField:
    """A day, picked or typed."""
    return DayField(label=label, **options)


def _said(field: Any, row: Any, name: str) -> str:
    value = getattr(row, name)
    if value is None or value == "":
        return "–"
    if isinstance(field, forms.BooleanField):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, date):
        return str(date_format(value, "DATE_FORMAT"))
    if isinstance(value, Decimal):
        return str(floatformat(value, "-2"))
    return str(getattr(row, f"get_{name}_display", lambda: value)())


class Kept(forms.Form):
    """A form of something that is kept; empty for something new."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Any = None, **options: Any) -> None:
        if row is not None:
            names = [name for name in self.base_fields if name != "seen"]
            kept = {name: getattr(row, name) for name in names if hasattr(row, name)}
            options["initial"] = {"seen": row.version, **kept, **options.get("initial", {})}
        super().__init__(*args, **options)

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the model's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def in_words(self, row: Any, names: Iterable[str] = ()) -> list[tuple[Any, str]]:
        """What a row says, by the labels of this form, for people to read; all where none named."""
        names = list(names) or [name for name in self.fields if name != "seen"]
        return [(self.fields[name].label, _said(self.fields[name], row, name)) for name in names]

    @property
    def version(self) -> int:
        """The version that the page was drawn from; never one that is, where none is said."""
        seen = self.cleaned_data.get("seen")
        return -1 if seen is None else seen

    def drawn_from(self, version: int) -> None:
        """The next time that she presses, she has seen this version."""
        typed: Any = self.data
        data = typed.copy()
        data["seen"] = str(version)
        self.data = data


class ProjectForm(Kept):
    """The plan of a project."""

    title = line(_("Title"), 160)
    goal = area(_("Goal"), 4000, 4, help_text=_("What is wrong now, and what should be different?"))
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))
    budget = MoneyField(
        label=_("Budget"), required=False, help_text=_("What you plan to spend, from all sources.")
    )
    lead = forms.ModelChoiceField[Any](
        queryset=None, label=_("Who leads it"), required=False, empty_label="–"
    )
    priority = forms.ModelChoiceField[Any](
        queryset=None, label=_("Priority"), required=False, empty_label="–",
    )  # fmt: skip
    communities = RowsField(
        queryset=None, label=_("Communities"), required=False, widget=forms.CheckboxSelectMultiple
    )
    partners = RowsField(
        queryset=None, label=_("Partners"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        row: Project | None = None,
        choices: dict[str, QuerySet[Any]],
        **options: Any,
    ) -> None:
        if row is not None:
            many = {name: getattr(row, name).all() for name in ("communities", "partners")}
            options["initial"] = many
        super().__init__(*args, row=row, **options)
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows
            if name in ("communities", "partners") and not rows.exists():
                field.widget = forms.MultipleHiddenInput()
        lead: Any = self.fields["lead"]
        lead.label_from_instance = lambda user: user.name

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        data = super().clean() or self.cleaned_data
        if data.get("starts_on") and data.get("ends_on"):
            try:
                is_period(data["starts_on"], data["ends_on"])
            except NotAllowed as why:
                self.add_error("ends_on", str(why))
        return data

    def values(self) -> dict[str, Any]:
        """Choices as lists, in order."""
        found = super().values()
        return found | {name: list(found[name]) for name in ("communities", "partners")}


class MilestoneForm(Kept):
    """What is to be done by when."""

    text = line(_("What is to be done"), 300)
    due_on = day(_("By which day"))
    done_on = day(_("Done on"), required=False)


class ActivityForm(Kept):
    """What people come together for, and how it was."""

    title = line(_("Title"), 160)
    kind = forms.ChoiceField(label=pgettext_lazy("of an activity", "Kind"), choices=ActivityKind)
    held_on = day(_("Day"))
    place = line(_("Place"), 200, required=False)
    audience = line(_("For whom"), 200, required=False)
    languages = line(_("Languages"), 200, required=False)
    attendance = forms.IntegerField(
        label=_("How many came"), required=False, min_value=0, max_value=1_000_000,
    )  # fmt: skip
    is_estimated = forms.BooleanField(label=_("estimated"), required=False)
    cost = MoneyField(label=_("Cost"), required=False)
    words = area(_("What happened"), 4000, 4, required=False)
    is_cancelled = forms.BooleanField(label=_("It did not take place"), required=False)


class OutcomeForm(Kept):
    """What should change, and how one will see it."""

    change = line(_("What should change"), 300)
    indicator = line(
        _("How you will see it"), 300,
        help_text=_("Something that can be counted, such as people who feel safe at school."),
    )  # fmt: skip
    unit = line(_("Unit, such as people or percent"), 60, required=False)
    baseline = MoneyField(label=_("At the start"), required=False)
    target = MoneyField(label=_("To reach"))


class MeasureForm(Kept):
    """A number that was found."""

    measured_on = day(_("Day"))
    value = MoneyField(label=_("Number"))
    how = line(_("How it was measured"), 300)


class NoteForm(Kept):
    """A line of the log."""

    kind = forms.ChoiceField(label=pgettext_lazy("of a note", "Kind"), choices=NoteKind)
    noted_on = day(_("Day"))
    words = area(_("What you see"), 1000)
    done = area(_("What was done about it"), 1000, required=False)


FORMS: dict[str, type[Kept]] = {
    "milestone": MilestoneForm,
    "activity": ActivityForm,
    "outcome": OutcomeForm,
    "measure": MeasureForm,
    "note": NoteForm,
}


class PhotoForm(forms.Form):
    """A photo with the consent that it was taken with."""

    file = PhotoField(label=_("Photos"))
    shows = line(_("What it shows"), 300, help_text=_("For people who cannot see it. No names."))
    consent = forms.ChoiceField(
        label=_("Consent"), choices=Consent, widget=forms.RadioSelect,
        error_messages={"required": _("Choose why this photo may be kept.")},
    )  # fmt: skip
    how = line(_("How people agreed"), 300, required=False)
    is_public = forms.BooleanField(label=_("Show it to everyone"), required=False)

    def clean(self) -> dict[str, Any]:
        """How people agreed is said where it is asked."""
        data = super().clean() or self.cleaned_data
        if data.get("consent") == Consent.AGREED and not data.get("how"):
            self.add_error(
                "how", gettext("Write how people agreed, such as on a list that they signed.")
            )
        return data


class MoveForm(forms.Form):
    """Why, where a reason is asked for."""

    reason = area(_("Why"), 1000)
