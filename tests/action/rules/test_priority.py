"""May a priority change so, over all states and people."""

from datetime import date
from types import SimpleNamespace

import pytest

from upstander.action.rules import priority as rules
from upstander.action.states import PriorityState
from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role

TODAY = date(2031, 5, 2)
MINE = {
    "worker": [SimpleNamespace(organisation_id=1, role=Role.SPOKE_WORKER)],
    "coordinator": [SimpleNamespace(organisation_id=1, role=Role.SPOKE_COORDINATOR)],
    "other": [SimpleNamespace(organisation_id=2, role=Role.SPOKE_COORDINATOR)],
    "hub": [SimpleNamespace(organisation_id=3, role=Role.HUB_COORDINATOR)],
}
# Rule → the states in which it lets someone pass, by who may.
TABLE = {
    "may_edit_priority": ("gathered proposed", "worker coordinator", True),
    "may_propose": ("gathered", "worker coordinator", False),
    "may_take_back": ("proposed", "worker coordinator", True),
    "may_set_aside": ("gathered proposed", "worker coordinator", True),
    "may_take_up": ("set_aside", "worker coordinator", False),
    "may_agree": ("proposed", "coordinator", True),
    "may_review": ("agreed", "coordinator", False),
    "may_add_evidence": ("gathered proposed agreed", "worker coordinator", False),
    "may_remove_evidence": ("gathered proposed", "worker coordinator", False),
}


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what_in_which_state(name):
    states, people, asks_for_rounds = TABLE[name]
    rule = getattr(rules, name)
    found = {
        (state.value, who)
        for state in PriorityState
        for who, mine in MINE.items()
        if allowed(rule, mine, _row(state), *([False] if asks_for_rounds else []))
    }
    assert found == {(state, who) for state in states.split() for who in people.split()}
    if asks_for_rounds:
        assert not any(
            allowed(rule, mine, _row(state), True)
            for state in PriorityState
            for mine in MINE.values()
        )


def _row(state):
    return SimpleNamespace(state=state, organisation_id=1, review_on=TODAY)


def test_a_review_is_late_the_day_after():
    days = [date(2031, 5, 1), TODAY, date(2031, 5, 3)]
    assert [rules.is_late(_row(PriorityState.AGREED), day) for day in days] == [False, False, True]
    assert rules.is_late(_row(PriorityState.DONE), days[2]) is False


def test_a_year_from_the_last_of_february():
    assert rules.in_a_year(date(2028, 2, 29)) == date(2029, 2, 28)
    assert rules.in_a_year(TODAY) == date(2032, 5, 2)


GOOD = {
    "agreed_on": TODAY, "agreed_by": "We", "review_on": date(2032, 5, 2), "unscored": "So",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "is_scored", "says"),
    [
        ({}, False, None),
        ({"unscored": ""}, True, None),
        ({"unscored": " "}, False, "without a scoring"),
        ({"agreed_on": date(2031, 5, 3)}, True, "has come"),
        ({"agreed_by": " "}, True, "who agreed"),
        ({"review_on": TODAY}, True, "after the day"),
    ],
)
def test_an_agreement_says_when_by_whom_and_why(changes, is_scored, says):
    _holds(lambda: rules.is_agreement({**GOOD, **changes}, is_scored, TODAY), says)


REVIEW = {"outcome": "confirm", "words": "Yes", "review_on": date(2032, 5, 2), "title": "T"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, None),
        ({"outcome": "done", "review_on": None}, None),
        ({"words": ""}, "what you found"),
        ({"review_on": None}, "later day"),
        ({"outcome": "change", "review_on": TODAY}, "later day"),
        ({"outcome": "change", "title": ""}, "from now on"),
    ],
)
def test_a_review_says_why(changes, says):
    _holds(lambda: rules.is_review({**REVIEW, **changes}, TODAY), says)


PIECE = {"kind": "survey", "day": TODAY, "source": "", "survey": None}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, None),
        ({"survey": SimpleNamespace(organisation_id=1)}, None),
        ({"survey": SimpleNamespace(organisation_id=2)}, "your own"),
        ({"day": date(2031, 5, 3)}, "has come"),
        ({"kind": "source"}, "address"),
        ({"kind": "source", "source": "https://example.org"}, None),
    ],
)
def test_evidence_says_where_it_is_from(changes, says):
    _holds(lambda: rules.is_evidence({**PIECE, **changes}, 1, TODAY), says)


def _holds(act, says):
    if says is None:
        return act()
    with pytest.raises(NotAllowed, match=says):
        act()
    return None
