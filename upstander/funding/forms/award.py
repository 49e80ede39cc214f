"""Forms of an award's page at the desk. Each is drawn for an award and what is done with it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from upstander.accounts.interface import User
from upstander.core.fields import DayField
from upstander.core.languages import table
from upstander.funding.actions.agreement import Plan, last_version
from upstander.funding.forms.money import MoneyField
from upstander.funding.models import Award
from upstander.funding.queries.agreement_text import usual_terms
from upstander.funding.rules.amendment import Change
from upstander.funding.rules.instalment import Part, split
from upstander.funding.states import AmendmentKind, InstalmentState, OfferEnd, PaidAfter

MOST_PARTS = 4
# To write a report after the work, and to read one before the money that waits for it.
A_WHILE = timedelta(days=30)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class DeedForm(forms.Form):
    """Nothing to fill in: the button says it. `subject` is what something is done with."""

    def __init__(self, *args: Any, award: Award, subject: Any, user: User, **options: Any) -> None:
        self.award, self.subject, self.user = award, subject, user
        options["initial"] = {**self.start(), **options.get("initial", {})}
        super().__init__(*args, **options)

    def start(self) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {}


class SignForm(DeedForm):
    """Who signs, as what; `number` is that of the agreement that was read."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Your name"), max_length=80)
    role = forms.CharField(label=_("Your role in the organisation"), max_length=70)
    sure = forms.BooleanField(
        label=_("I may sign for my organisation."),
        error_messages={"required": _("Tick the box first, if it is so.")},
    )

    def start(self) -> dict[str, Any]:
        """Her name as we know it."""
        return {"name": self.user.name, "number": getattr(self.subject, "pk", None)}

    def signed_as(self) -> str:
        """Name and role, as typed."""
        return f"{self.cleaned_data['name']}, {self.cleaned_data['role']}"


class PlanForm(DeedForm):
    """What the agreement says: instalments, reports, conditions, and in which language."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Language of the agreement"))
    interim_due_on = DayField(
        label=_("Interim report, due on"), required=False, help_text=_("Leave empty for none.")
    )
    final_due_on = DayField(label=_("Final report, due on"))
    terms = forms.CharField(label=_("Conditions"), widget=_area(8), max_length=20000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        languages = [(code, row.name) for code, row in table().items()]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"amount_{number}"] = MoneyField(label=_("Amount"), required=False)
            self.fields[f"due_{number}"] = DayField(
                label=pgettext_lazy("instalment", "Due"), required=False
            )
            self.fields[f"after_{number}"] = forms.ChoiceField(
                label=_("After"), choices=PaidAfter.choices, required=False
            )

    def start(self) -> dict[str, Any]:
        """Two halves with a report between them and one at the end, or what was planned before."""
        award, language = self.award, get_language() or "en"
        old = award.agreements.first()
        found: dict[str, Any] = {"seen": last_version(award), "language": language}
        interim, final = self._usual_days()
        found |= {"interim_due_on": interim, "final_due_on": final}
        if old:
            found |= {"language": old.language, "interim_due_on": old.interim_due_on,
                      "final_due_on": old.final_due_on}  # fmt: skip
        found["terms"] = old.terms if old else usual_terms(award, found["language"])
        for number, part in enumerate(self._usual_parts(is_new=old is None), 1):
            found[f"amount_{number}"] = part.amount
            found[f"due_{number}"] = part.due_on
            found[f"after_{number}"] = part.paid_after
        return found

    def _usual_parts(self, *, is_new: bool) -> list[Part]:
        rows = list(self.award.instalments.exclude(state=InstalmentState.CANCELLED))
        if not is_new:
            return [Part(row.amount, row.due_on, row.paid_after) for row in rows]
        first, last = split(self.award.amount, 2)
        day = rows[0].due_on if rows else timezone.localdate()
        interim, _final = self._usual_days()
        later = max(day, interim + A_WHILE) if interim else day
        return [Part(first, day, PaidAfter.AGREEMENT), Part(last, later, PaidAfter.INTERIM)]

    def _usual_days(self) -> tuple[date | None, date | None]:
        """An interim report in the middle of the award's time, a final one after it."""
        first, last = self.award.starts_on, self.award.ends_on
        if first is None or last is None:
            return None, None
        return first + (last - first) / 2, last + A_WHILE

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """The fields of each instalment."""
        for number in range(1, MOST_PARTS + 1):
            yield number, [self[f"{name}_{number}"] for name in ("amount", "due", "after")]

    def others(self) -> list[Any]:
        """The fields that are of no instalment."""
        return [self[name] for name in ("language", "interim_due_on", "final_due_on", "terms")]

    def clean(self) -> dict[str, Any]:
        """An instalment has an amount and a day, or neither."""
        data = super().clean() or {}
        for number in range(1, MOST_PARTS + 1):
            amount, due = data.get(f"amount_{number}"), data.get(f"due_{number}")
            if f"amount_{number}" not in self.errors and bool(amount) and not due:
                self.add_error(f"due_{number}", _("Say when the money is due."))
        return data

    def plan(self) -> Plan:
        """What is sent."""
        data = self.cleaned_data
        parts = [
            Part(data[f"amount_{n}"], data[f"due_{n}"], data[f"after_{n}"] or PaidAfter.AGREEMENT)
            for n in range(1, MOST_PARTS + 1)
            if data[f"amount_{n}"]
        ]
        names = ("interim_due_on", "final_due_on", "terms", "language", "seen")
        return Plan(parts, **{name: data[name] for name in names})


class PayForm(DeedForm):
    """That it was paid: when, and under which reference."""

    paid_on = DayField(label=_("Paid on"))
    payment = forms.CharField(label=_("Reference of the payment"), max_length=80)

    def start(self) -> dict[str, Any]:
        """Today."""
        return {"paid_on": timezone.localdate()}


class TakeBackForm(DeedForm):
    """Why an offer is taken back."""

    reason = forms.ChoiceField(label=_("Why"), choices=[("", "–"), *OfferEnd.choices])


class RemarkForm(DeedForm):
    """What is missing in a report."""

    remark = forms.CharField(label=_("What is missing"), widget=_area(5), max_length=2000)


class ReturnForm(DeedForm):
    """Money that came back; `seen` is how many returns the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    amount = MoneyField(label=_("Amount"))
    returned_on = DayField(label=_("Came back on"))

    def start(self) -> dict[str, Any]:
        """Today."""
        return {"returned_on": timezone.localdate(), "seen": self.award.returns.count()}


class AmendForm(DeedForm):
    """How an award changes; which fields count follows from the kind."""

    kind = forms.ChoiceField(label=_("What changes"), choices=AmendmentKind.choices)
    amount = MoneyField(
        label=_("How much more or less"), required=False,
        help_text=_("Only for more or less money."),
    )  # fmt: skip
    due_on = DayField(
        label=_("When more money is due"), required=False, help_text=_("Only for more money.")
    )
    new_end = DayField(
        label=_("New last day"), required=False, help_text=_("Leave empty to keep the day.")
    )
    carried = MoneyField(
        label=_("Unspent money that the organisation keeps for the work"), required=False,
        help_text=_("Only after the final report. Not for more or less money."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), help_text=_("It becomes part of the agreement."),
        widget=_area(4), max_length=2000,
    )  # fmt: skip

    def change(self) -> Change:
        """What is proposed. What does not belong to the kind is left out."""
        data = self.cleaned_data
        is_amend = data["kind"] == AmendmentKind.AMEND
        none = Change("", "").amount
        return Change(
            kind=data["kind"],
            reason=data["reason"],
            amount=none if is_amend else data["amount"] or none,
            carried=(data["carried"] or none) if is_amend else none,
            new_end=data["new_end"],
            due_on=data["due_on"],
        )


class PeriodForm(forms.Form):
    """Instalments that are due, or were paid, from one day to another."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), *InstalmentState.choices],
    )  # fmt: skip
