"""Who sees what of an application and of its reviews: each role in each state."""

from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.rules import review as rules
from upstander.funding.rules.review import Given, Standing
from upstander.funding.states import (
    HELD_ASSIGNMENT_STATES,
    ApplicationState,
    AssignmentState,
    CallState,
    CheckDecision,
    Finding,
    ReopenReason,
    ReturnReason,
)
from upstander.network.interface import Role

CLOSED, DECIDED = CallState.CLOSED, CallState.DECIDED
SENT, OUT = ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE
DONE = AssignmentState.SUBMITTED
TODAY = date(2027, 3, 2)


def application(state: str = SENT, call: str = CLOSED, organisation_id: int = 1) -> SimpleNamespace:
    call_ = SimpleNamespace(state=call)
    return SimpleNamespace(state=state, call=call_, organisation_id=organisation_id)


def assignment(state: str, **other) -> SimpleNamespace:
    return SimpleNamespace(state=state, application=application(**other))


def role(name: str, organisation: int = 1) -> list[SimpleNamespace]:
    return [SimpleNamespace(role=name, organisation_id=organisation)]


STANDINGS = [
    Standing(*flags, state)
    for flags in product([False, True], repeat=4)
    for state in [None, *AssignmentState]
]


def test_who_reads_an_application():
    for standing, state, call in product(STANDINGS, ApplicationState, CallState):
        row = application(state, call)
        has_it = standing.is_reviewer and standing.assignment in HELD_ASSIGNMENT_STATES
        is_late_enough = call in (CLOSED, DECIDED, CallState.PUBLISHED)
        as_reviewer = has_it and standing.has_declared and state == SENT and is_late_enough
        as_officer = standing.is_officer and state in (SENT, OUT)
        expected = not standing.has_conflict and (as_reviewer or as_officer)
        assert allowed(rules.may_read, row, standing) == expected, (standing, state, call)


def test_who_sees_what_others_gave():
    for standing, call in product(STANDINGS, (CLOSED, DECIDED)):
        row = application(SENT, call)
        is_writing = standing.assignment in ("assigned", "started") and call == CLOSED
        is_in = standing.is_reviewer and standing.has_declared and standing.assignment == DONE
        expected = not standing.has_conflict and not is_writing and (standing.is_officer or is_in)
        assert allowed(rules.may_see_scores, row, standing) == expected, (standing, call)


def test_who_writes_a_review():
    for given, state, call in product(STANDINGS, AssignmentState, CallState):
        row, standing = assignment(state, call=call), given._replace(assignment=state)
        is_hers = standing.is_reviewer and standing.has_declared and not standing.has_conflict
        expected = is_hers and call == CLOSED and state in ("assigned", "started")
        assert allowed(rules.may_write_review, row, standing) == expected, (standing, state, call)


def test_to_whom_an_application_is_given():
    for standing, state, call in product(STANDINGS, ApplicationState, CallState):
        is_able = standing.is_reviewer and not standing.has_conflict
        is_free = is_able and standing.assignment in (None, AssignmentState.RETURNED)
        expected = is_free and state == SENT and call == CLOSED
        assert allowed(rules.may_give, application(state, call), standing) == expected


@pytest.mark.parametrize("name", Role)
def test_what_each_role_is(name):
    assert rules.is_reviewer(role(name)) == (name == Role.REVIEWER)
    assert allowed(rules.may_direct, role(name)) == (name == Role.FUNDER_OFFICER)
    for call in CallState:
        expected = name == Role.REVIEWER and call == CLOSED
        assert allowed(rules.may_declare, SimpleNamespace(state=call), role(name)) == expected
    works = name in ("spoke_worker", "spoke_coordinator", "hub_staff", "hub_coordinator")
    assert allowed(rules.may_write_for, role(name), application()) == works
    assert not allowed(rules.may_write_for, role(name, 2), application())


def test_when_a_review_goes_to_and_fro():
    for state, call in product(AssignmentState, CallState):
        row = assignment(state, call=call)
        held = call == CLOSED and state in HELD_ASSIGNMENT_STATES
        for reason in [*ReturnReason, "", "whatever"]:
            known = reason in list(ReturnReason)
            own = known and reason != ReturnReason.CHANGED
            assert allowed(rules.may_give_back, row, reason) == (held and own)
            assert allowed(rules.may_take_back, row, reason) == (held and known)
        for reason in [*ReopenReason, ""]:
            expected = call == CLOSED and state == DONE and bool(reason)
            assert allowed(rules.may_reopen, row, reason, ReopenReason.values) == expected


def test_what_a_review_lacks():
    lines = [SimpleNamespace(pk=n, weight=1, anchors=["a", "b", "c"]) for n in range(5)]
    given = {0: Given(2, "Why"), 1: Given(None, "Why"), 2: Given(3, "Why"), 3: Given(0, "  ")}
    assert rules.missing_in(lines, given) == {
        1: "Choose a score.",
        2: "Choose one of the scores.",
        3: "Say in a sentence why you give this score.",
        4: "Choose a score.",
    }
    assert not allowed(rules.may_hand_in, lines, given)
    assert not allowed(rules.may_hand_in, [], {})
    assert allowed(rules.may_hand_in, lines[:1], given)


def test_what_is_checked_and_asked():
    for state, call in product(ApplicationState, CallState):
        row = application(state, call)
        expected = call == CLOSED and state in (SENT, OUT)
        assert allowed(rules.may_check, row) == expected
        assert allowed(rules.may_ask, row, TODAY, TODAY) == expected
        assert not allowed(rules.may_ask, row, date(2027, 3, 1), TODAY)


def test_a_check_says_why_and_agrees_with_what_was_found():
    met, unmet = {"a": {"is": Finding.MET}}, {"a": {"is": Finding.NOT_MET}}
    unclear = {"a": {"is": Finding.UNCLEAR}}
    yes, no = CheckDecision.ELIGIBLE, CheckDecision.INELIGIBLE
    rows = [(yes, "", met), (yes, "", unclear), (no, "Why", met), (no, "Why", unmet)]
    assert [allowed(rules.may_decide_check, *row) for row in rows] == [True] * 4
    rows = [(yes, "", unmet), (no, " ", unmet), (no, "", met)]
    assert [allowed(rules.may_decide_check, *row) for row in rows] == [False] * 3


def test_an_applicant_answers_once_and_in_time():
    mine = role(Role.SPOKE_WORKER)

    def asked(due_on=TODAY, answered_at=None, call=CLOSED):
        row = application(call=call)
        return SimpleNamespace(application=row, due_on=due_on, answered_at=answered_at)

    assert allowed(rules.may_answer, mine, asked(), TODAY)
    for row in (asked(answered_at=1), asked(call=DECIDED), asked(due_on=date(2027, 3, 1))):
        assert not allowed(rules.may_answer, mine, row, TODAY)
    assert not allowed(rules.may_answer, role(Role.REVIEWER), asked(), TODAY)


def test_a_conflict_is_said_first():
    with pytest.raises(NotAllowed, match="conflict of interest here"):
        rules.may_read(application(), Standing(True, True, True, True, DONE))
    with pytest.raises(NotAllowed, match="First say"):
        rules.may_read(application(), Standing(False, True, False, False, DONE))


def test_one_role_of_several_makes_a_reviewer():
    roles = [SimpleNamespace(role=role) for role in (Role.EDITOR, Role.REVIEWER)]
    assert [rules.is_reviewer(mine) for mine in (roles, roles[:1], [])] == [True, False, False]


def test_a_review_is_its_reviewers():
    hers = SimpleNamespace(reviewer_id=1)
    found = [allowed(rules.may_act_for, hers, SimpleNamespace(pk=pk)) for pk in (1, 2)]
    assert found == [True, False]
