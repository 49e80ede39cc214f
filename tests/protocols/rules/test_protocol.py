"""Who may do what with a version, over all its states; and what one lacks."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from tests.accounts.people import hub, member
from tests.protocols.protocol_made import (
    a_coordinator,
    a_draft,
    a_partner,
    a_spoke,
    a_whole_draft,
    a_worker,
)
from upstander.core.errors import NotAllowed, allowed
from upstander.network.interface import memberships_of
from upstander.network.states import Role
from upstander.protocols.queries.protocol import whole
from upstander.protocols.rules import protocol as rules
from upstander.protocols.states import VersionState

TODAY = date(2031, 5, 1)
MINE = 1
WORKER, LEAD, STRANGER = (
    [Row(organisation_id=MINE, role=Role.SPOKE_WORKER)],
    [Row(organisation_id=MINE, role=Role.SPOKE_COORDINATOR)],
    [Row(organisation_id=2, role=Role.SPOKE_COORDINATOR)],
)
S = VersionState


def _version(state, number=1):
    return Row(state=state, number=number, protocol=Row(organisation_id=MINE))


def _states(rule, mine, *more):
    return {state for state in S if allowed(rule, mine, _version(state), *more)}


@pytest.mark.parametrize(
    ("rule", "more", "worker", "lead"),
    [
        (rules.may_write, (), {S.DRAFT, S.CONSULTATION}, {S.DRAFT, S.CONSULTATION}),
        (rules.may_be_named, (), {S.DRAFT, S.CONSULTATION}, {S.DRAFT, S.CONSULTATION}),
        (rules.may_comment, (), {S.CONSULTATION}, {S.CONSULTATION}),
        (rules.may_move, (S.CONSULTATION,), {S.DRAFT}, {S.DRAFT}),
        (rules.may_move, (S.DRAFT,), {S.CONSULTATION}, {S.CONSULTATION}),
        (rules.may_move, (S.WITHDRAWN,), set(), {S.DRAFT, S.CONSULTATION}),
    ],
)
def test_what_is_allowed_in_each_state(rule, more, worker, lead):
    found = [_states(rule, mine, *more) for mine in (WORKER, LEAD, STRANGER)]
    assert found == [worker, lead, set()]


def test_a_second_version_keeps_its_name():
    with pytest.raises(NotAllowed, match="as they were agreed"):
        rules.may_be_named(WORKER, _version(S.DRAFT, number=2))


@pytest.mark.parametrize("state", list(S))
def test_a_next_version_only_where_none_is_open(state):
    is_open = state in {S.DRAFT, S.CONSULTATION, S.SIGNING}
    protocol = Row(organisation_id=MINE)
    assert allowed(rules.may_go_on, WORKER, protocol, [S.IN_FORCE, state]) is not is_open
    assert not allowed(rules.may_go_on, STRANGER, protocol, [state])


def test_a_protocol_is_for_communities_that_are_served():
    rules.may_be_for([Row(pk=1)], [Row(pk=1), Row(pk=2)])
    with pytest.raises(NotAllowed, match="at least one community"):
        rules.may_be_for([], [Row(pk=1)])
    with pytest.raises(NotAllowed, match="only communities"):
        rules.may_be_for([Row(pk=1), Row(pk=3)], [Row(pk=1)])


def test_only_partners_take_part():
    rules.may_take_part(None, [])
    rules.may_take_part(1, [Row(pk=1)])
    with pytest.raises(NotAllowed, match="partners of your organisation"):
        rules.may_take_part(2, [Row(pk=1)])


@pytest.mark.django_db
def test_a_blank_version_lacks_everything_and_a_whole_one_nothing(django_assert_num_queries):
    organisation = a_spoke()
    by = a_worker(organisation)
    blank = whole(a_draft(by, organisation))
    today = date(2026, 1, 1)
    with django_assert_num_queries(0):
        lacks = rules.missing(blank, today)
    assert lacks == [
        ("levels", "At least one level, so that people know when it starts."),
        ("duties", "At least one role that a partner takes on."),
        ("steps", "A step with someone who acts in “Safety and prevention”."),
        ("steps", "A step with someone who acts in “Taking charge”."),
        ("steps", "A step with someone who acts in “Documenting and reporting”."),
        ("steps", "A step with someone who acts in “Providing care”."),
        ("basics", "A day in the future on which it is reviewed."),
    ]
    version = a_whole_draft(by, organisation, "Another")
    assert rules.missing(whole(version), today) == []
    assert rules.missing(whole(version), version.review_on) == lacks[-1:]
    partner = a_partner(organisation)
    partner.ends_on = today
    partner.save()
    version.steps.filter(section="care").update(duty=None)
    assert rules.missing(whole(version), today) == [
        ("duties", "The school is no longer a partner. Choose who takes on its role."), lacks[5],
    ]  # fmt: skip


@pytest.mark.django_db
def test_signatures_are_asked_for_by_a_coordinator_from_consultation_once_nothing_is_missing():
    organisation = a_spoke()
    worker, lead = a_worker(organisation), a_coordinator(organisation)
    version, today = a_whole_draft(worker, organisation), date(2026, 1, 1)
    found = {}
    for state in S:
        version.state = state
        row = whole(version)
        row.state = state
        found[state] = allowed(rules.may_be_signed, memberships_of(lead), row, today)
    assert {state for state, is_allowed in found.items() if is_allowed} == {S.CONSULTATION}
    row.state = S.CONSULTATION
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        rules.may_be_signed(memberships_of(worker), row, today)
    with pytest.raises(NotAllowed, match="only for an organisation"):
        rules.may_be_signed(memberships_of(member(Role.HUB_COORDINATOR, hub())), row, today)
    with pytest.raises(NotAllowed, match="Something is still missing"):
        rules.may_be_signed(memberships_of(lead), row, row.review_on)
