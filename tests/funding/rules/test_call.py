"""Rules of a call, over every state."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from upstander.core.errors import NotAllowed, allowed
from upstander.funding.rules import call as rules
from upstander.funding.states import CallState
from upstander.network.states import Role

NOW = timezone.now()
HOUR = timedelta(hours=1)
S = CallState


def _call(state, opens=-HOUR, closes=HOUR, **more):
    wanted = {"opens_at": opens, "closes_at": closes}
    times = {name: None if by is None else NOW + by for name, by in wanted.items()}
    return SimpleNamespace(state=state, time_zone="America/Vancouver", **times, **more)


def _states(rule, *args, **when):
    """The states in which a rule lets something happen."""
    return {state for state in S if allowed(rule, _call(state, **when), *args)}


@pytest.mark.parametrize("role", Role)
def test_officers_of_the_funder_manage_calls(role):
    assert allowed(rules.may_manage, [SimpleNamespace(role=role)]) is (role == Role.FUNDER_OFFICER)
    assert not allowed(rules.may_manage, [])


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (-HOUR, HOUR, {S.SCHEDULED, S.OPEN}),  # whether or not the job has run
        (timedelta(0), HOUR, {S.SCHEDULED, S.OPEN}),
        (HOUR, 2 * HOUR, {S.OPEN}),
        (-HOUR, timedelta(0), set()),
        (-2 * HOUR, -HOUR, set()),
        (None, None, {S.OPEN}),
    ],
)
def test_a_call_is_open_by_its_times(opens, closes, expected):
    assert {s for s in S if rules.is_open(_call(s, opens, closes), NOW)} == expected


def test_what_is_due_is_known_by_its_times():
    for opens, closes, to_open, to_close in (
        (-HOUR, HOUR, {S.SCHEDULED}, set()),
        (timedelta(0), timedelta(0), {S.SCHEDULED}, {S.OPEN}),
        (HOUR, 2 * HOUR, set(), set()),
        (None, None, set(), set()),
    ):
        calls = [_call(state, opens, closes) for state in S]
        assert {c.state for c in calls if rules.is_due_to_open(c, NOW)} == to_open
        assert {c.state for c in calls if rules.is_due_to_close(c, NOW)} == to_close


def test_each_move_from_the_states_that_have_it():
    assert _states(rules.may_change) == {S.DRAFT}
    assert _states(rules.may_reword) == {S.DRAFT, S.SCHEDULED, S.OPEN, S.CLOSED}
    assert _states(rules.may_schedule, True) == {S.DRAFT}
    assert _states(rules.may_schedule, False) == set()
    assert _states(rules.may_take_back, NOW, opens=HOUR) == {S.SCHEDULED}
    assert _states(rules.may_take_back, NOW) == set()  # its day has come
    assert _states(rules.may_open, NOW) == {S.SCHEDULED}
    assert _states(rules.may_open, NOW, closes=-HOUR) == set()
    assert _states(rules.may_open, NOW, closes=None) == set()
    assert _states(rules.may_close) == {S.OPEN}


def test_the_end_only_moves_to_a_later_moment_while_it_is_open():
    def later(state, by):
        call = _call(state)
        return allowed(rules.may_extend, call, call.closes_at + by, NOW)

    assert {state for state in S if later(state, HOUR)} == {S.SCHEDULED, S.OPEN}
    assert not later(S.OPEN, timedelta(0))
    assert not later(S.OPEN, -HOUR / 2)
    over = _call(S.OPEN, closes=-HOUR)
    assert not allowed(rules.may_extend, over, NOW + HOUR, NOW)
    endless = _call(S.OPEN, closes=None)
    assert not allowed(rules.may_extend, endless, NOW + HOUR, NOW)


def test_who_is_second_reads_that_her_words_are_kept():
    rules.may_be_second(3, 3)
    with pytest.raises(NotAllowed, match="What you wrote is still here"):
        rules.may_be_second(4, 3)


def test_a_question_stays_while_another_leads_from_it():
    draft = _call(S.DRAFT)
    first, other = SimpleNamespace(pk=1, asked_if_id=None), SimpleNamespace(pk=2, asked_if_id=1)
    assert allowed(rules.may_remove_question, draft, other, [first, other])
    assert not allowed(rules.may_remove_question, draft, first, [first, other])
    assert not allowed(rules.may_remove_question, _call(S.OPEN), other, [first, other])


def test_times_are_those_of_the_calls_zone():
    call = _call(S.DRAFT)
    assert rules.local(call, NOW).tzname() in ("PST", "PDT")
    call.time_zone = "Nowhere/At_all"
    assert rules.local(call, NOW).tzname() == "UTC"
