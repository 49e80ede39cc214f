"""Every rule over a table of all states, roles or days."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from upstander.core.errors import allowed
from upstander.network.interface import Role
from upstander.support import rules
from upstander.support.states import (
    CASE_MOVES,
    OPEN_STATES,
    OVER_STATES,
    REFERRAL_MOVES,
    CaseState,
    ReferralState,
)

TEAM = SimpleNamespace(pk=1, organisation_id=10)
ELSEWHERE = SimpleNamespace(pk=2, organisation_id=20)
ME = SimpleNamespace(pk=7)
TODAY = date(2026, 11, 23)


def case(state=CaseState.RECEIVED, assignee_id=None, **more):
    return SimpleNamespace(state=state, team=TEAM, team_id=1, assignee_id=assignee_id, **more)


def holding(role, organisation=10):
    return [SimpleNamespace(role=role, organisation_id=organisation)]


@pytest.mark.parametrize("role", list(Role))
def test_who_works_and_who_coordinates(role):
    works = role in (
        Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.HUB_STAFF, Role.HUB_COORDINATOR,
    )  # fmt: skip
    coordinates = role in (Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR)
    here, there = holding(role), holding(role, 20)
    assert [allowed(rules.may_work_in, mine, TEAM) for mine in (here, there, [])] == [
        works, False, False,
    ]  # fmt: skip
    assert [allowed(rules.may_coordinate, mine, TEAM) for mine in (here, there, [])] == [
        coordinates, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "assignee", "opens"),
    [
        (Role.SPOKE_WORKER, None, False),
        (Role.SPOKE_WORKER, 7, True),
        (Role.SPOKE_WORKER, 8, False),
        (Role.SPOKE_COORDINATOR, None, True),
        (Role.SPOKE_COORDINATOR, 8, True),
        (Role.ADMINISTRATOR, 7, False),
        (Role.FUNDER_OFFICER, None, False),
    ],
)
def test_a_request_opens_for_who_has_it_and_her_coordinator(role, assignee, opens):
    assert allowed(rules.may_open, holding(role), case(assignee_id=assignee), ME) is opens
    assert not allowed(rules.may_open, holding(role, 20), case(assignee_id=assignee), ME)


@pytest.mark.parametrize("state", list(CaseState))
def test_what_may_be_done_in_each_state(state):
    found = {
        "take": allowed(rules.may_take, holding(Role.SPOKE_WORKER), case(state)),
        "write": allowed(rules.may_write, case(state)),
        "start": allowed(rules.may_start, case(state)),
        "release": allowed(rules.may_release, case(state)),
        "reopen": allowed(rules.may_reopen, case(state)),
        "refer": allowed(rules.may_refer, case(state), ELSEWHERE),
    }
    is_open = state in OPEN_STATES
    assert found == {
        "take": is_open or state == CaseState.HELD,
        "write": is_open or state == CaseState.HELD,
        "start": state == CaseState.ACKNOWLEDGED,
        "release": state == CaseState.HELD,
        "reopen": state in OVER_STATES and state != CaseState.WITHDRAWN,
        "refer": is_open,
    }


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("to", list(CaseState))
def test_a_request_moves_along_the_table(state, to):
    assert allowed(rules.may_move, case(state), to) is (to in CASE_MOVES[state])


def test_what_someone_has_is_not_taken():
    assert not allowed(rules.may_take, holding(Role.SPOKE_WORKER), case(assignee_id=8))
    assert not allowed(rules.may_take, holding(Role.SPOKE_WORKER, 20), case())


def test_nobody_refers_to_her_own_team():
    assert not allowed(rules.may_refer, case(), TEAM)
    assert allowed(rules.may_refer, case(), None)


@pytest.mark.parametrize("state", list(ReferralState))
@pytest.mark.parametrize("to", list(ReferralState))
def test_a_referral_moves_along_the_table(state, to):
    row = SimpleNamespace(state=state)
    assert allowed(rules.may_settle, row, to) is (to in REFERRAL_MOVES[state])


@pytest.mark.parametrize("state", list(ReferralState))
def test_only_what_the_person_agreed_to_is_accepted(state):
    row = SimpleNamespace(state=state, to_team=TEAM)
    mine = holding(Role.SPOKE_WORKER)
    assert allowed(rules.may_answer_referral, mine, row) is (state == ReferralState.OFFERED)
    assert not allowed(rules.may_answer_referral, holding(Role.SPOKE_WORKER, 20), row)


def test_accepted_is_reached_only_through_the_offer_that_consent_makes():
    before = [state for state, moves in REFERRAL_MOVES.items() if ReferralState.ACCEPTED in moves]
    offered = [state for state, moves in REFERRAL_MOVES.items() if ReferralState.OFFERED in moves]
    assert (before, offered) == ([ReferralState.OFFERED], [ReferralState.ASKED])


@pytest.mark.parametrize(
    ("text", "may"), [("", False), (" \n\t", False), ("x", True), ("x" * 20_000, True),
                      ("x" * 20_001, False)],
)  # fmt: skip
def test_some_words_and_not_a_book(text, may):
    assert allowed(rules.may_say, text) is may


@pytest.mark.parametrize(("have", "more", "may"), [(0, 10, True), (0, 11, False), (9, 2, False)])
def test_ten_files_a_request(have, more, may):
    assert allowed(rules.may_attach, have, more) is may


@pytest.mark.parametrize(
    ("day", "hour", "state", "may"),
    [
        (TODAY, 100, CaseState.CLOSED, True),
        (TODAY - timedelta(days=9), 99, CaseState.ABUSE, True),
        (TODAY + timedelta(days=1), 100, CaseState.CLOSED, False),
        (TODAY, 101, CaseState.CLOSED, False),
        (None, None, CaseState.CLOSED, False),
        (TODAY, 100, CaseState.IN_SUPPORT, False),
    ],
)
def test_destruction_waits_for_day_and_hour(day, hour, state, may):
    row = case(state, destroy_on=day, destroy_at_hour=hour, is_deletion_asked=False)
    assert allowed(rules.may_destroy, row, TODAY, 100) is may
    wished = case(state, destroy_on=day, destroy_at_hour=hour, is_deletion_asked=True)
    assert allowed(rules.may_destroy, wished, TODAY, 100) is (may or state == CaseState.IN_SUPPORT)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 23), 2, date(2026, 11, 25)),  # Monday
        (date(2026, 11, 26), 2, date(2026, 11, 30)),  # over a weekend
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # from a Saturday
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # over Christmas Day
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start, days, end):
    assert rules.working_day_after(start, days, {date(2026, 12, 25): "Christmas"}) == end
