"""May a survey change so, over all states and people; and what is kept of an answer."""

from datetime import date
from types import SimpleNamespace

import pytest

from upstander.action.rules import survey as rules
from upstander.action.states import SurveyState
from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role

TODAY = date(2031, 5, 2)
MINE = {
    "worker": [SimpleNamespace(organisation_id=1, role=Role.SPOKE_WORKER)],
    "coordinator": [SimpleNamespace(organisation_id=1, role=Role.SPOKE_COORDINATOR)],
    "other": [SimpleNamespace(organisation_id=2, role=Role.SPOKE_COORDINATOR)],
    "hub": [SimpleNamespace(organisation_id=3, role=Role.HUB_COORDINATOR)],
}
OWN = ("worker", "coordinator")
TABLE = {
    "may_edit_survey": ("draft", ()),
    "may_add_question": ("draft", (3,)),
    "may_open_survey": ("draft", (3, TODAY)),
    "may_close_survey": ("open", ()),
    "may_extend_survey": ("open closed", ()),
}


def _survey(state="open", **changes):
    found = {"state": state, "organisation_id": 1, "opens_on": TODAY, "closes_on": TODAY}
    return SimpleNamespace(**{**found, **changes})


@pytest.mark.parametrize("name", TABLE)
def test_who_may_do_what_in_which_state(name):
    states, more = TABLE[name]
    found = {
        (state.value, who)
        for state in SurveyState
        for who, mine in MINE.items()
        if allowed(getattr(rules, name), mine, _survey(state), *more)
    }
    assert found == {(state, who) for state in states.split() for who in OWN}


@pytest.mark.parametrize(
    ("questions", "closes_on", "says"),
    [(0, TODAY, "Add a question"), (1, date(2031, 5, 1), "is over")],
)
def test_it_opens_with_a_question_and_a_day_to_come(questions, closes_on, says):
    row = _survey("draft", closes_on=closes_on)
    with pytest.raises(NotAllowed, match=says):
        rules.may_open_survey(MINE["worker"], row, questions, TODAY)


def test_a_short_survey_stays_short():
    with pytest.raises(NotAllowed, match="at most 12"):
        rules.may_add_question(MINE["worker"], _survey("draft"), rules.MOST_QUESTIONS)


@pytest.mark.parametrize("state", SurveyState)
@pytest.mark.parametrize(
    ("first", "last", "is_in"),
    [
        (TODAY, TODAY, True),
        (date(2031, 5, 3), date(2031, 5, 4), False),
        (date(2031, 5, 1), date(2031, 5, 1), False),
    ],
)
def test_it_is_answered_when_it_is_open_and_between_its_days(state, first, last, is_in):
    row = _survey(state, opens_on=first, closes_on=last)
    assert allowed(rules.may_answer, row, TODAY) is (is_in and state == SurveyState.OPEN)


def test_what_does_not_fit_a_question_is_not_kept():
    asked = {1: {"a", "b"}, 2: None, 3: {1, 2, 3, 4, 5}, 4: None, 5: {"a"}, 6: {1}}
    typed = {1: "a", 2: "w" * 3000, 3: 5, 4: "", 5: "z", 6: "1", 9: "stray"}
    assert rules.cleaned(asked, typed) == {"1": "a", "2": "w" * 2000, "3": 5}
