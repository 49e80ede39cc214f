"""What each form of funding asks for: which fields, which must be filled in, and their limits."""

from typing import Any

import pytest
from django import forms

from tests.accounts.people import spoke
from tests.funding.application_made import a_draft_application
from tests.funding.award_made import an_accepted_award, officer
from tests.funding.call_made import a_draft_call, an_open_call
from upstander.funding.forms import application, award, call, call_parts, decision, partner, review
from upstander.funding.forms.answers import LONGEST_CELL, QuestionsForm
from upstander.funding.forms.report import ReportForm
from upstander.funding.forms.rows import MOST_ROWS
from upstander.funding.queries.reading import rubric

LIMITS = ("max_length", "min_value", "max_value", "max_digits", "decimal_places")


def _told(fields: dict[str, Any]) -> dict[str, str]:
    """Of each field its class, `*` where it must be filled in, its limits, its hidden input."""
    found = {}
    for name, field in fields.items():
        limits = [f"{key}={getattr(field, key)}" for key in LIMITS if hasattr(field, key)]
        limits = [limit for limit in limits if not limit.endswith("=None")]
        hidden = ["hidden"] if isinstance(field.widget, forms.HiddenInput) else []
        must = "*" if field.required else ""
        found[name] = " ".join([f"{type(field).__name__}{must}", *limits, *hidden])
    return found


AMOUNT = "MoneyField max_length=40"
HIDDEN = "IntegerField* hidden"
SEEN = "IntegerField* min_value=0 hidden"
YEAR = "IntegerField* min_value=2000 max_value=2100"
MANY = "min_value=1 max_value=1000"
CENTS = "DecimalField max_digits=12 decimal_places=2"
VERSION = {"version": HIDDEN}
PARTNER = {"role": "Words max_length=200", "agreement": "Words max_length=2000", "share": AMOUNT}
WANTED = {
    application.WhoForm: {
        "kind": "ChoiceField", "communities": "MultipleChoiceField",
        "title": "Words max_length=160", "summary": "Words max_length=2000",
    },
    application.PriorityForm: {"text": "Words max_length=200"},
    application.ActivityForm: {
        "text": "Words max_length=400", "priority": "TypedChoiceField", "starts_on": "DayField",
        "ends_on": "DayField", "outcome": "Words max_length=400",
    },
    application.LineForm: {"cost": "ChoiceField", "text": "Words max_length=200", "amount": AMOUNT},
    application.BudgetForm: {"asked": AMOUNT, "least": AMOUNT},
    application.PersonForm: {"person": "ChoiceField*"},
    partner.PartnerForm: PARTNER,
    partner.NewPartnerForm: {"organisation": "ChoiceField*", **PARTNER},
    partner.LateForm: {
        "organisation": "ChoiceField*", "until": "DateTimeField*",
        "reason": "Words* max_length=400",
    },
    award.SignForm: {
        "number": "IntegerField hidden", "name": "CharField* max_length=80",
        "role": "CharField* max_length=70", "sure": "BooleanField*",
    },
    award.PlanForm: {
        "seen": HIDDEN, "language": "ChoiceField*", "interim_due_on": "DayField",
        "final_due_on": "DayField*", "terms": "CharField* max_length=20000",
    },
    award.PayForm: {"paid_on": "DayField*", "payment": "CharField* max_length=80"},
    award.RemarkForm: {"remark": "CharField* max_length=2000"},
    award.TakeBackForm: {"reason": "ChoiceField*"},
    award.ReturnForm: {
        "seen": HIDDEN, "amount": "MoneyField* max_length=40", "returned_on": "DayField*",
    },
    award.AmendForm: {
        "kind": "ChoiceField*", "amount": AMOUNT, "due_on": "DayField", "new_end": "DayField",
        "carried": AMOUNT, "reason": "CharField* max_length=2000",
    },
    award.PeriodForm: {"since": "DayField", "until": "DayField", "state": "ChoiceField"},
    call.NewForm: {"title": "CharField* max_length=160", "year": YEAR, "like": "ChoiceField"},
    call.BasicsForm: {
        **VERSION, "title": "CharField* max_length=160", "summary": "CharField max_length=2000",
        "year": YEAR, "currency": "RegexField*", "budget": "MoneyField* max_length=40",
        "time_zone": "CharField* max_length=60", "opens_on": "DayField", "opens_hour": "HourField",
        "closes_on": "DayField", "closes_hour": "HourField", "decides_on": "DayField",
        "starts_on": "DayField", "ends_on": "DayField",
        "reviewers_each": "IntegerField* min_value=1 max_value=20",
    },
    call.SummaryForm: {**VERSION, "summary": "CharField* max_length=2000"},
    call.CloseForm: {**VERSION, "reason": "ChoiceField*"},
    call.ExtendForm: {**VERSION, "day": "DayField*", "hour": "HourField*"},
    call_parts.KindForm: {
        **VERSION, "name": "CharField* max_length=80", "summary": "CharField max_length=400",
        "most_per_community": AMOUNT, "most_per_award": AMOUNT,
        "least_communities": f"IntegerField* {MANY}", "most_communities": f"IntegerField {MANY}",
        "are_neighbours_required": "BooleanField",
        "least_partners": "IntegerField* min_value=0 max_value=100",
    },
    call_parts.CostForm: {
        **VERSION, "name": "CharField* max_length=120", "help": "CharField max_length=300",
        "most": AMOUNT,
    },
    call_parts.QuestionForm: {
        **VERSION, "text": "CharField* max_length=300", "kind": "ChoiceField*",
        "help": "CharField max_length=600", "example": "CharField max_length=2000",
        "is_required": "BooleanField",
        "most_words": "IntegerField min_value=1 max_value=20000", "choices": "LinesField",
        "columns_": "LinesField", "least": CENTS, "most": CENTS, "condition": "ChoiceField",
    },
    call_parts.CriterionForm: {
        **VERSION, "name": "CharField* max_length=160", "help": "CharField max_length=600",
        "weight": f"IntegerField* {MANY}",
    },
    decision.ProposeForm: {
        "name": "CharField* max_length=80", "budget": "MoneyField* max_length=40",
        "seed": "CharField* max_length=80",
    },
    decision.DecideForm: {
        "seen": SEEN, "amount": "MoneyField* max_length=40", "reason": "CharField max_length=400",
        "override": "CharField max_length=400",
    },
    decision.AgreeForm: {"seen": SEEN},
    review.ReviewForm: {"seen": HIDDEN, "remark": "CharField max_length=4000"},
    review.SeenForm: {"seen": HIDDEN},
    review.ReasonForm: {"reason": "ChoiceField*"},
    review.AssignForm: {"seen": "CharField* hidden", "due_on": "DayField*"},
    review.CheckForm: {
        "seen": HIDDEN, "decision": "ChoiceField*", "words": "CharField max_length=1000",
    },
    review.AskForm: {"question": "CharField* max_length=2000", "due_on": "DayField*"},
    review.AnswerForm: {"answer": "CharField* max_length=8000"},
    ReportForm: {
        "seen": HIDDEN, "activities": "CharField max_length=10000",
        "outcomes": "CharField max_length=10000",
    },
}  # fmt: skip


@pytest.mark.parametrize("form", WANTED)
def test_a_form_asks_for_this_and_nothing_else(form):
    assert _told(form.base_fields) == WANTED[form]


@pytest.mark.django_db
def test_what_is_drawn_from_the_records():
    running, drafted = an_accepted_award(), a_draft_call()
    lines = running.reports.first().lines.values_list("pk", flat=True)
    report = ReportForm(report=running.reports.first())
    assert _told(report.fields) == WANTED[ReportForm] | {
        name: told
        for pk in lines
        for name, told in ((f"spent_{pk}", AMOUNT), (f"note_{pk}", "CharField max_length=400"))
    }
    parts = {"amount": AMOUNT, "due": "DayField", "after": "ChoiceField"}
    plan = award.PlanForm(award=running, subject=running, user=officer())
    assert _told(plan.fields) == WANTED[award.PlanForm] | {
        f"{name}_{n}": told for n in range(1, 5) for name, told in parts.items()
    }
    keys = [line.row.key for line in rubric(drafted)]
    fields = review.ReviewForm(lines=rubric(drafted)).fields
    assert _told(fields) == WANTED[review.ReviewForm] | {
        f"{name}-{key}": told
        for key in keys
        for name, told in (("points", "TypedChoiceField"), ("why", "CharField max_length=4000"))
    }
    assert fields[f"points-{keys[0]}"].choices == [(n, str(n)) for n in range(5)]
    draft = a_draft_application(an_open_call(), spoke())
    assert _told(QuestionsForm(None, application=draft).fields) == {
        "q-before": "ChoiceField", "q-before-what": "Words max_length=20000",
        "q-letter": "UploadField", "q-people": "NumberField", "q-story": "Words max_length=20000",
    }  # fmt: skip
    assert _told(decision.NeedsForm(places={"a": "A"}, said={}).fields) == {
        "weight-a": "DecimalField* max_digits=6 decimal_places=2",
        "basis-a": "CharField max_length=200",
    }
    line = call_parts.CriterionForm(call=drafted, part=drafted.criteria.first(), others=[])
    assert _told(line.fields) == WANTED[call_parts.CriterionForm] | {
        f"anchor_{n}": "CharField max_length=400" for n in range(6)
    }
    assert (LONGEST_CELL, MOST_ROWS) == (400, 60)
