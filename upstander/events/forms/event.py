"""Forms of an event at the desk."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.core.errors import NotAllowed
from upstander.core.fields import DayField, area, line
from upstander.core.languages import table
from upstander.events.models.event import MOST_PLACES
from upstander.events.rules.repeating import occurrences
from upstander.events.states import EventKind, Repeats


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


class EventForm(forms.Form):
    """What it is, where, for whom. Of a draft also when; `seen` is the version that was shown.

    `sheet` names the form of a new one, so that a double click makes one draft.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)
    sheet = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    organisation: Any = forms.ModelChoiceField(None, label=_("Organisation"), empty_label=None)
    title = forms.CharField(label=_("Title"), max_length=160, widget=line())
    language = forms.ChoiceField(label=_("Language of the title"))
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices)
    about = forms.CharField(
        label=_("About the event"), max_length=4000, required=False, widget=area(5),
        help_text=_("What happens, for whom it is, what it costs, whom to ask."),
    )  # fmt: skip
    first_day = DayField(label=_("Day"))
    starts = _time(_("Begins at"))
    ends = _time(_("Ends at"))
    repeats = forms.ChoiceField(label=_("Repeats"), choices=Repeats.choices, required=False)
    until = DayField(
        label=_("Repeats until"), required=False, help_text=_("Only if it takes place again.")
    )
    place = forms.CharField(
        label=pgettext_lazy("venue", "Place"), max_length=300, required=False, widget=line(),
        help_text=_("A room and its address. Leave it empty if people only meet online."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Link of the call"), max_length=500, required=False, assume_scheme="https",
        help_text=_("If people register, only those with a place see it."),
    )  # fmt: skip
    community: Any = forms.ModelChoiceField(
        None, label=_("Community"), required=False, empty_label=_("For the whole network")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken or interpreted there"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    access = forms.CharField(
        label=_("Access"), max_length=2000, required=False, widget=area(3),
        help_text=_("Steps and ramps, toilets, seats, sound, children, food, quiet room, travel."),
    )  # fmt: skip
    needs_registration = forms.BooleanField(label=_("People register before"), required=False)
    places = forms.IntegerField(
        label=pgettext_lazy("training", "Places"), min_value=1, max_value=MOST_PLACES,
        required=False,
        help_text=_("Each time. Leave it empty if there is room for everyone who registers."),
    )  # fmt: skip
    project: Any = forms.ModelChoiceField(
        None, label=_("Project"), required=False, empty_label=_("None"),
        help_text=_("How many came is then written into its activities."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, organisations: Any, communities: Any, projects: Any, is_draft: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        tongues = [(row.code, row.name) for row in table().values()]
        self.fields["language"].choices = tongues  # type: ignore[attr-defined]
        self.fields["languages"].choices = tongues  # type: ignore[attr-defined]
        chosen = {"organisation": organisations, "community": communities, "project": projects}
        for name, rows in chosen.items():
            if rows is None:
                del self.fields[name]
            else:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if organisations is None:  # it is there already
            del self.fields["sheet"]
        if not is_draft:
            for name in ("first_day", "starts", "ends", "repeats", "until"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The days can be told, and places are counted only where people register."""
        data = super().clean() or {}
        data["repeats"] = data.get("repeats") or Repeats.NEVER
        if data.get("places") and not data.get("needs_registration"):
            self.add_error("places", _("Places are counted only if people register before."))
        plan = [data.get(name) for name in ("first_day", "starts", "ends")]
        if all(value is not None for value in plan):
            self._clean_plan(data)
        return data

    def _clean_plan(self, data: dict[str, Any]) -> None:
        if data["repeats"] == Repeats.NEVER:
            data["until"] = None
        zone = timezone.get_current_timezone_name()
        try:
            occurrences(
                data["first_day"], data["starts"], data["ends"], data["repeats"],
                data.get("until"), zone,
            )  # fmt: skip
        except NotAllowed as why:
            name = "first_day" if data["repeats"] == Repeats.NEVER else "until"
            self.add_error("ends" if data["starts"] == data["ends"] else name, str(why))


class WordsForm(forms.Form):
    """Title and text in one more language."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), max_length=160, required=False, widget=line(),
        help_text=_("Leave it empty to take this language out."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("About the event"), max_length=4000, required=False, widget=area(6)
    )

    def __init__(self, *args: Any, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_draft:
            self.fields["title"].required, self.fields["title"].help_text = True, ""


class TimeForm(forms.Form):
    """A day and hours, as the clocks of the network show them."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    day = DayField(label=_("Day"))
    starts = _time(_("Begins at"))
    ends = _time(_("Ends at"))

    def clean(self) -> dict[str, Any]:
        """`starts_at` and `ends_at` as moments."""
        data = super().clean() or {}
        if data.get("day") and data.get("starts") is not None and data.get("ends") is not None:
            zone = timezone.get_current_timezone_name()
            try:
                [found] = occurrences(
                    data["day"], data["starts"], data["ends"], Repeats.NEVER, None, zone
                )
            except NotAllowed as why:
                self.add_error("ends" if data["starts"] == data["ends"] else "day", str(why))
            else:
                data["starts_at"], data["ends_at"] = found
        return data


class CancelForm(forms.Form):
    """Why an event does not take place: everyone can read it."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, widget=line(),
        help_text=_("Everyone can read this."),
    )  # fmt: skip


class AttendanceForm(forms.Form):
    """How many were there; of who registered, who. `people` are pairs of number and name."""

    there = forms.MultipleChoiceField(
        label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    number = forms.IntegerField(
        label=_("How many were there in all?"), min_value=0, max_value=100_000, required=False,
        help_text=_("Leave it empty to count those ticked above."),
    )  # fmt: skip
    is_estimated = forms.BooleanField(label=_("This is an estimate"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            self.fields["there"].choices = people  # type: ignore[attr-defined]
        else:
            del self.fields["there"]
            self.fields["number"].required = True
            self.fields["number"].help_text = ""
