"""What a call lacks: each rule broken alone gives its sentence, and nothing else."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.funding.call_made import YEAR, a_draft_call
from upstander.funding.models import Call
from upstander.funding.queries.call import whole
from upstander.funding.rules.call_checklist import CHECKS, missing

pytestmark = pytest.mark.django_db
NOW = datetime(YEAR, 1, 1, tzinfo=UTC)


def _says(call):
    return [(lack.section, lack.text) for lack in missing(whole(call), NOW)]


def test_a_whole_call_lacks_nothing():
    assert _says(a_draft_call()) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"summary": " "}, ["Say in a few sentences what the call is for."]),
        ({"time_zone": "Vancouver"}, ["Say in which time zone the times are."]),
        ({"opens_at": None}, ["Say when the call opens and when it closes."]),
        ({"closes_at": None}, ["Say when the call opens and when it closes."]),
        (
            {"opens_at": datetime(2020, 1, 1, tzinfo=UTC), "closes_at": NOW},
            ["Choose a moment to close that is still to come."],
        ),
        ({"decides_on": None}, ["Say by which day you decide."]),
        (
            # The call closes on the last day of February in Vancouver, and on 1 March in UTC.
            {"decides_on": date(YEAR, 2, 27)},
            ["The day to decide is before the call closes. Choose a later one."],
        ),
        ({"decides_on": date(YEAR, 2, 28)}, []),
        ({"ends_on": None}, ["Say from which day to which day the work is paid for."]),
    ],
)
def test_what_the_basics_lack(changes, says):
    assert _says(a_draft_call(**changes)) == [("basics", text) for text in says]


def test_money_that_is_not_there():
    call = a_draft_call(budget=0)
    assert [section for section, _ in _says(call)] == ["basics", "envelopes"]
    call = a_draft_call(budget=142500)
    assert _says(call) == []  # just what the regions get at least
    Call.objects.filter(pk=call.pk).update(budget=Decimal("142499.99"))
    call.refresh_from_db()
    assert [section for section, _ in _says(call)] == ["envelopes"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"most_per_community": None}, "Say how much at most goes to: Community spoke."),
        ({"most_per_community": 0}, "The ceiling must be above 0 and within the budget"),
        ({"most_per_community": 300001}, "The ceiling must be above 0 and within the budget"),
        ({"are_neighbours_required": True}, "Neighbours are at least two communities"),
    ],
)
def test_what_a_kind_lacks(changes, says):
    call = a_draft_call()
    call.kinds.filter(key="community").update(**changes)
    assert [(section, says in text) for section, text in _says(call)] == [("kinds", True)]


def test_a_ceiling_may_be_all_of_the_budget():
    call = a_draft_call()
    call.kinds.filter(key="community").update(most_per_community=call.budget)
    assert _says(call) == []


@pytest.mark.parametrize("section", ["kinds", "costs", "criteria"])
def test_a_section_that_may_not_be_empty(section):
    call = a_draft_call()
    getattr(call, section).all().delete()
    assert [where for where, _ in _says(call)] == [section]


@pytest.mark.parametrize(
    ("key", "changes", "number"),
    [
        ("before", {"choices": [{"key": "yes", "name": "Yes"}]}, 1),
        ("before", {"choices": []}, 2),  # and the question that hangs on one of them
        ("before", {"kind": "text"}, 1),
        ("before", {"position": 9}, 1),
        ("before-what", {"asked_if_answer": "perhaps"}, 1),
        ("steps", {"columns": []}, 1),
        ("before-what", {"asked_if": None}, 0),
    ],
)
def test_what_questions_lack(key, changes, number):
    call = a_draft_call()
    call.questions.filter(key=key).update(**changes)
    assert [section for section, _ in _says(call)] == ["questions"] * number


@pytest.mark.parametrize("anchors", [[], ["One"], ["One", " ", "Three"]])
def test_each_score_says_what_it_means(anchors):
    call = a_draft_call()
    call.criteria.filter(key="partnerships").update(anchors=anchors)
    assert _says(call) == [("criteria", "Say what each score means: Partnerships")]


def test_every_section_has_its_check():
    assert list(CHECKS) == ["basics", "kinds", "envelopes", "costs", "questions", "criteria"]
