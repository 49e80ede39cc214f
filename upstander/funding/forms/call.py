"""Forms of a call. Each carries the version of the call that its page was drawn from."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from upstander.core.fields import area
from upstander.core.zones import is_zone
from upstander.funding.forms.money import MoneyField
from upstander.funding.models import Call
from upstander.funding.rules.call import CloseReason, local

THE_TIME = _("The clocks change on that day, and this time does not exist. Choose another.")


class DayField(forms.DateField):
    """A day."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, "required": False, **options})


class HourField(forms.TimeField):
    """A time of day."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput({"type": "time"}, format="%H:%M")
        super().__init__(**{"widget": widget, "required": False, **options})


def moment(day: date | None, hour: time | None, zone: str) -> datetime | None:
    """When the clocks of `zone` show this; of two such moments the later. ValueError: never."""
    if day is None or hour is None:
        return None
    shown = datetime.combine(day, hour, ZoneInfo(zone)).replace(fold=1)
    found = shown.astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise ValueError
    return found


class NewForm(forms.Form):
    """A name, a year, and what it starts from."""

    title = forms.CharField(label=_("Name of the call"), max_length=160)
    year = forms.IntegerField(
        label=_("Programme year"),
        help_text=_("The year in which it begins."),
        min_value=2000,
        max_value=2100,
    )
    like = forms.ChoiceField(label=_("Start from"), required=False)

    def __init__(self, *args: Any, calls: Iterable[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = {str(call.pk): call for call in calls}
        # What was taken over from announcements has neither costs nor questions to begin from.
        last = next((key for key, call in self.calls.items() if call.made_by_id), "")
        self.initial = {"year": timezone.localdate().year + 1, "like": last, **self.initial}
        rows = [(key, f"{call.title} ({call.year})") for key, call in self.calls.items()]
        self.fields["like"].choices = [  # type: ignore[attr-defined]
            *rows,
            ("", _("The models of the programme")),
        ]

    def clean_like(self) -> Call | None:
        """The call itself."""
        return self.calls.get(self.cleaned_data["like"])


class SeenForm(forms.Form):
    """`version` says which state of the call its page was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.initial = {**self.initial, "version": call.version}

    def columns(self) -> dict[str, Any]:
        """What was typed, by the names of the columns."""
        return {k: value for k, value in self.cleaned_data.items() if k != "version"}


class BasicsForm(SeenForm):
    """What the call is for, how much there is, and when."""

    title = forms.CharField(label=_("Name of the call"), max_length=160)
    summary = forms.CharField(
        label=_("What it is for"), max_length=2000, required=False, widget=area(5)
    )
    year = forms.IntegerField(
        label=_("Programme year"),
        help_text=_("The year in which it begins."),
        min_value=2000,
        max_value=2100,
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        help_text=_("Three letters, such as CAD."),
        error_messages={"invalid": _("Write three letters, such as CAD.")},
    )
    budget = MoneyField(label=_("Money in all"))
    time_zone = forms.CharField(
        label=_("Time zone"), help_text=_("A name such as America/Vancouver."), max_length=60
    )
    opens_on = DayField(label=_("Opens on"))
    opens_hour = HourField(label=pgettext_lazy("call", "Opens at what time"))
    closes_on = DayField(label=_("Closes on"))
    closes_hour = HourField(label=pgettext_lazy("call", "Closes at what time"))
    decides_on = DayField(label=_("Decision by"))
    starts_on = DayField(label=_("First day that is paid for"))
    ends_on = DayField(label=_("Last day that is paid for"))
    reviewers_each = forms.IntegerField(
        label=_("Reviewers for each application"), min_value=1, max_value=20
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        names = ("title", "summary", "year", "currency", "budget", "time_zone", "decides_on",
                 "starts_on", "ends_on", "reviewers_each")  # fmt: skip
        found = {name: getattr(call, name) for name in names}
        for name in ("opens", "closes"):
            if (at := getattr(call, f"{name}_at")) is not None:
                there = local(call, at)
                found |= {f"{name}_on": there.date(), f"{name}_hour": there.time()}
        super().__init__(*args, call=call, initial=found, **kwargs)

    def clean_currency(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["currency"]).upper()

    def clean_time_zone(self) -> str:
        """One that the machine knows."""
        name = str(self.cleaned_data["time_zone"])
        if not is_zone(name):
            raise forms.ValidationError(
                _("No time zone has this name. Write one such as America/Vancouver.")
            )
        return name

    def clean(self) -> dict[str, Any]:
        """Days and times as moments, in order."""
        data = self.cleaned_data
        for name in ("opens", "closes"):
            data[f"{name}_at"] = self._moment(name)
        if data["opens_at"] and data["closes_at"] and data["opens_at"] >= data["closes_at"]:
            self.add_error("closes_on", _("The call must close after it opens."))
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first."))
        return data

    def _moment(self, name: str) -> datetime | None:
        data = self.cleaned_data
        day, hour = data.get(f"{name}_on"), data.get(f"{name}_hour")
        if (day is None) != (hour is None) and not {f"{name}_on", f"{name}_hour"} & {*self.errors}:
            which = f"{name}_hour" if hour is None else f"{name}_on"
            self.add_error(which, _("A day and a time belong together. Fill in both."))
        if "time_zone" not in data:
            return None
        try:
            return moment(day, hour, data["time_zone"])
        except ValueError:
            self.add_error(f"{name}_hour", THE_TIME)
            return None

    def columns(self) -> dict[str, Any]:
        """Moments instead of days and times."""
        gone = {"opens_on", "opens_hour", "closes_on", "closes_hour"}
        return {k: value for k, value in super().columns().items() if k not in gone}


class SummaryForm(SeenForm):
    """What the call is for, in clearer words."""

    summary = forms.CharField(label=_("What it is for"), max_length=2000, widget=area(6))

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, call=call, initial={"summary": call.summary}, **kwargs)


class EnvelopesForm(SeenForm):
    """What each region gets at least and at most."""

    def __init__(
        self, *args: Any, call: Call, regions: Iterable[Any], envelopes: Mapping[int, Any],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, call=call, **kwargs)
        self.rows = [(region, f"floor-{region.pk}", f"ceiling-{region.pk}") for region in regions]
        for region, floor, ceiling in self.rows:
            self.fields[floor] = MoneyField(label=_("At least"), required=False)
            self.fields[ceiling] = MoneyField(label=_("At most"), required=False)
            if envelope := envelopes.get(region.pk):
                self.initial[floor], self.initial[ceiling] = envelope.floor, envelope.ceiling

    def groups(self) -> list[tuple[Any, Any, Any]]:
        """Each region with its two fields."""
        return [(region, self[floor], self[ceiling]) for region, floor, ceiling in self.rows]

    def clean(self) -> dict[str, Any]:
        """No ceiling below its floor."""
        data = self.cleaned_data
        for _region, floor, ceiling in self.rows:
            most = data.get(ceiling)
            if most is not None and most < (data.get(floor) or 0):
                self.add_error(ceiling, _("The most must not be below the least."))
        return data

    def amounts(self) -> dict[int, tuple[Any, Any]]:
        """Floor and ceiling by region."""
        data = self.cleaned_data
        return {region.pk: (data[f] or 0, data[c]) for region, f, c in self.rows}


class CloseForm(SeenForm):
    """Why it ends before its time."""

    reason = forms.ChoiceField(label=_("Why"), choices=[("", "–"), *CloseReason.choices])


class ExtendForm(SeenForm):
    """The later moment."""

    day = DayField(label=_("Closes on"), required=True)
    hour = HourField(label=pgettext_lazy("call", "Closes at what time"), required=True)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        there = local(call, call.closes_at) if call.closes_at else None
        found = {"day": there.date(), "hour": there.time()} if there else {}
        super().__init__(*args, call=call, initial=found, **kwargs)

    def clean(self) -> dict[str, Any]:
        """As a moment."""
        data = self.cleaned_data
        try:
            data["closes_at"] = moment(data.get("day"), data.get("hour"), self.call.time_zone)
        except ValueError:
            self.add_error("hour", THE_TIME)
        return data
