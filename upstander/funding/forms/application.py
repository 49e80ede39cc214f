"""The sections of an application. In a draft everything may be left out."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upstander.core.fields import DayField
from upstander.funding.forms.money import MoneyField
from upstander.funding.forms.rows import Rows, arranged
from upstander.funding.models import Activity, Application, BudgetLine
from upstander.funding.queries.application_read import said
from upstander.network.interface import regions

Write = Callable[[Application], None]
Pair = tuple[Any, str]  # what a thing is called, and what stands there


def line(**attrs: Any) -> forms.TextInput:
    """One line, in the direction of what is typed."""
    return forms.TextInput({"dir": "auto", **attrs})


def area(rows: int, **attrs: Any) -> forms.Textarea:
    """Several lines, in the direction of what is typed."""
    return forms.Textarea({"rows": rows, "dir": "auto", **attrs})


class Words(forms.CharField):
    """Words up to a length. What is longer stands on the page whole; nothing is cut off."""

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """Without the length, at which a browser would cut off what is pasted."""
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}


class SectionForm(forms.Form):
    """A section of an application, drawn from what is kept or from what was typed."""

    # Where the rows of the section are; the buttons beside them move and take them out.
    ROWS: tuple[str, ...] = ()

    def __init__(
        self, data: QueryDict | None, files: Any = None, *, application: Application
    ) -> None:
        self.application, self.call = application, application.call
        data = self.arrange(data) if data is not None else None
        super().__init__(data, files, initial=self.stored())
        self.rows: list[Rows] = []
        self.draw()

    def arrange(self, data: QueryDict) -> QueryDict:
        """The data after what the buttons beside rows said."""
        for prefix in self.ROWS:
            data, _places = arranged(data, prefix)
        return data

    def stored(self) -> dict[str, Any]:
        """What is kept, by field."""
        return {}

    def draw(self) -> None:
        """Fields and rows that depend on the call."""

    def is_valid(self) -> bool:
        """Whether all of it can be read."""
        found = [super().is_valid(), self.are_rows_valid()]
        return all(found)

    def are_rows_valid(self) -> bool:
        """Whether all rows can be read. Rows that belong together are kept together or not."""
        found = [rows.is_valid() for rows in self.rows]
        return all(found)

    def writer(self) -> Write:
        """Writes into the application what can be read; the rest stays as it is kept."""
        raise NotImplementedError

    def pairs(self) -> list[Pair]:
        """What stands in the section, to be read beside what another wrote."""
        own = [(field.label, _shown(field)) for field in self]
        for rows in self.rows:
            for row in rows:
                text = " · ".join(filter(None, (_shown(field) for field in row)))
                own.append((getattr(row, "NAME", ""), text))
        return [pair for pair in own if pair[1]]


def _shown(field: Any) -> str:
    """A field's value in words."""
    value = field.value()
    names = {str(key): str(name) for key, name in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list | tuple) else [value]
    shown = [names.get(str(v), str(v)) for v in values if v not in (None, "")]
    return ", ".join(shown)


PUBLISHED = gettext_lazy("This is published if you get an award.")


class WhoForm(SectionForm):
    """The kind of award, the communities, the title."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of award"), required=False, widget=forms.RadioSelect
    )
    communities = forms.MultipleChoiceField(
        label=gettext_lazy("Communities"), required=False, widget=forms.CheckboxSelectMultiple
    )
    title = Words(
        label=gettext_lazy("Title of the work"),
        help_text=PUBLISHED,
        required=False,
        max_length=160,
        widget=line(),
    )
    summary = Words(
        label=gettext_lazy("The work in a few sentences"),
        help_text=format_lazy(
            "{} {}",
            gettext_lazy("What you will do, with whom, and what will be different."),
            PUBLISHED,
        ),
        required=False,
        max_length=2000,
        widget=area(5),
    )

    def stored(self) -> dict[str, Any]:
        """The columns, and the communities by key."""
        row = self.application
        return {
            "kind": str(row.kind_id or ""),
            "communities": list(row.communities.values_list("key", flat=True)),
            "title": row.title,
            "summary": row.summary,
        }

    def draw(self) -> None:
        """The call's kinds; all communities by region."""
        self.kinds = list(self.call.kinds.all())
        self.regions = list(regions())
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (str(kind.pk), str(said(self.call, kind, "name"))) for kind in self.kinds
        ]
        self.places = {p.key: p for region in self.regions for p in region.communities.all()}
        self.fields["communities"].choices = [  # type: ignore[attr-defined]
            (key, place.name) for key, place in self.places.items()
        ]

    def writer(self) -> Write:
        """Sets the columns that can be read, and the communities."""
        data = self.cleaned_data

        def write(row: Application) -> None:
            for name in {"title", "summary"} & data.keys():
                setattr(row, name, data[name])
            if "kind" in data:
                row.kind = next((k for k in self.kinds if str(k.pk) == data["kind"]), None)
            if "communities" in data:
                row.communities.set([self.places[key] for key in data["communities"]])

        return write


class PriorityForm(forms.Form):
    """One priority."""

    NAME = gettext_lazy("Priority")
    text = Words(label=gettext_lazy("Priority"), required=False, max_length=200, widget=line())


class ActivityForm(forms.Form):
    """One activity. Without what it is there is nothing to keep."""

    NAME = gettext_lazy("Activity")
    text = Words(label=gettext_lazy("What you do"), required=False, max_length=400, widget=area(2))
    priority = forms.TypedChoiceField(
        label=gettext_lazy("For which priority"), required=False, coerce=int, empty_value=None
    )
    starts_on = DayField(label=gettext_lazy("First day"), required=False)
    ends_on = DayField(label=gettext_lazy("Last day"), required=False)
    outcome = Words(
        label=gettext_lazy("What will be different"),
        required=False,
        max_length=400,
        widget=area(2),
    )

    def __init__(self, *args: Any, priorities: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(n, f"{n + 1}. {text}") for n, text in enumerate(priorities)]
        self.fields["priority"].choices = [("", "–"), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever writes a day or an outcome says of what."""
        data = super().clean() or {}
        if not data.get("text") and any(data.get(k) for k in ("starts_on", "ends_on", "outcome")):
            self.add_error("text", _("Say what you do."))
        return data


class CourseForm(SectionForm):
    """Priorities in their order, and the activities that serve them."""

    ROWS = ("priority", "activity")

    def arrange(self, data: QueryDict) -> QueryDict:
        """Priorities that move take their activities along."""
        data, places = arranged(data, "priority")
        if places != list(range(len(places))) or data.get("do", "").startswith("priority-remove"):
            data = data.copy()
            moved = {str(old): str(new) for new, old in enumerate(places)}
            for key in data:
                if key.startswith("activity-") and key.endswith("-priority"):
                    data[key] = moved.get(str(data[key]), "")
        return arranged(data, "activity")[0]

    def draw(self) -> None:
        """The rows."""
        row = self.application
        data = self.data if self.is_bound else None
        priorities = [{"text": text} for text in row.priorities]
        self.priorities = Rows(PriorityForm, "priority", data, priorities)
        names = [str(form["text"].value() or "") for form in self.priorities]
        fields = ("text", "priority", "starts_on", "ends_on", "outcome")
        stored = list(row.activities.values(*fields))
        self.activities = Rows(ActivityForm, "activity", data, stored, priorities=names)
        self.rows = [self.priorities, self.activities]

    def writer(self) -> Write:
        """Writes all rows anew; empty ones fall out, and priorities close up."""
        if not self.are_rows_valid():
            return lambda row: None
        kept = self.priorities.written()
        place = {old: new for new, (old, _row) in enumerate(kept)}

        def write(row: Application) -> None:
            row.priorities = [found["text"] for _old, found in kept]
            row.activities.all().delete()
            Activity.objects.bulk_create(
                Activity(
                    application=row,
                    text=found["text"],
                    priority=place.get(found["priority"]),
                    starts_on=found["starts_on"],
                    ends_on=found["ends_on"],
                    outcome=found["outcome"],
                    position=number,
                )
                for number, (_place, found) in enumerate(self.activities.written())
            )

        return write


class LineForm(forms.Form):
    """One line of the budget. Without its kind of cost there is nothing to keep."""

    NAME = gettext_lazy("Line")
    cost = forms.ChoiceField(label=gettext_lazy("Kind of cost"), required=False)
    text = Words(
        label=gettext_lazy("What it is for"), required=False, max_length=200, widget=line()
    )
    amount = MoneyField(label=gettext_lazy("Amount"), required=False)

    def __init__(self, *args: Any, costs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cost"].choices = [("", "–"), *costs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever writes an amount says of what kind it is."""
        data = super().clean() or {}
        if not data.get("cost") and (data.get("text") or data.get("amount") is not None):
            self.add_error("cost", _("Choose a kind of cost."))
        return data


class BudgetForm(SectionForm):
    """What is asked for, and what it pays for."""

    ROWS = ("line",)
    asked = MoneyField(label=gettext_lazy("You ask for"), required=False)
    least = MoneyField(
        label=gettext_lazy("The least with which you can do it"),
        help_text=gettext_lazy("Leave this empty if the work needs the whole amount."),
        required=False,
    )

    def stored(self) -> dict[str, Any]:
        """The two amounts."""
        return {"asked": self.application.asked, "least": self.application.least}

    def draw(self) -> None:
        """The lines."""
        costs = [(str(c.pk), str(said(self.call, c, "name"))) for c in self.call.costs.all()]
        stored = [
            {"cost": str(found.cost_id), "text": found.text, "amount": found.amount or None}
            for found in self.application.lines.all()
        ]
        data = self.data if self.is_bound else None
        self.lines = Rows(LineForm, "line", data, stored, costs=costs)
        self.rows = [self.lines]

    def writer(self) -> Write:
        """Sets the amounts that can be read, and writes all lines anew."""
        data, are_whole = self.cleaned_data, self.are_rows_valid()

        def write(row: Application) -> None:
            for name in {"asked", "least"} & data.keys():
                setattr(row, name, data[name])
            if are_whole:
                self._write_lines(row)

        return write

    def _write_lines(self, row: Application) -> None:
        row.lines.all().delete()
        BudgetLine.objects.bulk_create(
            BudgetLine(
                application=row,
                cost_id=int(found["cost"]),
                text=found["text"],
                amount=found["amount"] or Decimal(0),
                position=number,
            )
            for number, (_place, found) in enumerate(self.lines.written())
        )


class SignForm(forms.Form):
    """Who signs, and as what."""

    name = Words(label=gettext_lazy("Your name"), max_length=80, widget=line(autocomplete="name"))
    role = Words(
        label=gettext_lazy("Your role in the organisation"),
        max_length=70,
        widget=line(autocomplete="organization-title"),
    )

    def signed_as(self) -> str:
        """Name and role as they are kept."""
        return f"{self.cleaned_data['name']}, {self.cleaned_data['role']}"


class PersonForm(forms.Form):
    """Someone of a partner."""

    person = forms.ChoiceField(label=gettext_lazy("Who"))

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people}
        rows = [("", "–"), *((key, user.name) for key, user in self.people.items())]
        self.fields["person"].choices = rows  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        """The person herself."""
        return self.people[self.cleaned_data["person"]]
