"""What the parts of an application take, and what stands in them in words."""

import pytest
from django.http import QueryDict

from tests.accounts.people import spoke
from tests.funding.application_made import a_draft_application
from tests.funding.call_made import an_open_call
from upstander.funding.forms.application import (
    ActivityForm,
    BudgetForm,
    CourseForm,
    LineForm,
    Words,
)

DAY = "2027-05-01"


def test_a_browser_does_not_cut_off_what_is_too_long():
    words = Words(max_length=5)
    assert "maxlength" not in words.widget.attrs
    assert words.clean("12345") == "12345"
    with pytest.raises(Exception, match="at most 5 characters"):
        words.clean("123456")


def _errors(form):
    return {name: [str(why) for why in found] for name, found in form.errors.items()}


@pytest.mark.parametrize(("typed", "is_said"), [
    ({}, False), ({"cost": "7"}, False), ({"text": "Rice"}, True), ({"amount": "5"}, True),
    ({"amount": "0"}, True), ({"cost": "7", "text": "Rice", "amount": "5"}, False),
])  # fmt: skip
def test_a_line_says_of_which_kind_it_is(typed, is_said):
    said = {"cost": ["Choose a kind of cost."]} if is_said else {}
    assert _errors(LineForm(typed, costs=[("7", "Food")])) == said


@pytest.mark.parametrize(("typed", "is_said"), [
    ({}, False), ({"priority": "0"}, False), ({"starts_on": DAY}, True), ({"ends_on": DAY}, True),
    ({"outcome": "Calm"}, True), ({"text": "Cook", "starts_on": DAY, "outcome": "Calm"}, False),
])  # fmt: skip
def test_an_activity_says_what_is_done(typed, is_said):
    said = {"text": ["Say what you do."]} if is_said else {}
    assert _errors(ActivityForm(typed, priorities=["School"])) == said


@pytest.mark.django_db
def test_what_was_not_chosen_is_not_among_the_words():
    draft = a_draft_application(an_open_call(), spoke())

    def told(form, typed):
        pairs = form(QueryDict(typed), application=draft).pairs()
        return [(str(name), text) for name, text in pairs]

    typed = (
        "_priority-rows=2&priority-0-text=School&priority-1-text=&_activity-rows=2"
        "&activity-0-text=Cook&activity-0-priority=&activity-1-text=Sing&activity-1-priority=0"
    )
    assert told(CourseForm, typed) == [
        ("Priority", "School"), ("Activity", "Cook"), ("Activity", "Sing · 1. School"),
    ]  # fmt: skip
    typed = "asked=70&least=&_line-rows=1&line-0-cost=&line-0-text=Rice&line-0-amount=5"
    assert told(BudgetForm, typed) == [("You ask for", "70"), ("Line", "Rice · 5")]
