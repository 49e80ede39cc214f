"""When the summary of a year may be written, changed and agreed: a table of all states."""

from datetime import date
from types import SimpleNamespace

import pytest

from upstander.action.rules.summary import is_year, may_agree, may_change, may_write
from upstander.action.states import SUMMARY_MOVES, SummaryState
from upstander.core.errors import allowed
from upstander.network.states import Role

TODAY = date(2026, 11, 29)


def mine(role, organisation=1):
    return [SimpleNamespace(role=role, organisation_id=organisation)]


@pytest.mark.parametrize("state", SummaryState)
@pytest.mark.parametrize(
    ("role", "writes", "signs"),
    [
        (Role.SPOKE_WORKER, True, False),
        (Role.SPOKE_COORDINATOR, True, True),
        (Role.FUNDER_OFFICER, False, False),
        (Role.EDITOR, False, False),
    ],
)
def test_who_may_do_what(state, role, writes, signs):
    summary = SimpleNamespace(state=state, organisation_id=1, year=2025)
    is_draft = SummaryState.AGREED in SUMMARY_MOVES[state]
    assert allowed(may_write, mine(role), 1) == writes
    assert allowed(may_change, mine(role), summary) == (writes and is_draft)
    assert allowed(may_agree, mine(role), summary, TODAY) == (signs and is_draft)
    assert not allowed(may_change, mine(role, 2), summary)
    assert not allowed(may_agree, mine(role, 2), summary, TODAY)


@pytest.mark.parametrize(
    ("year", "is_known", "is_over"),
    [(1999, False, True), (2000, True, True), (2025, True, True), (2026, True, False),
     (2027, False, False)],
)  # fmt: skip
def test_a_year_is_agreed_when_it_is_over(year, is_known, is_over):
    summary = SimpleNamespace(state=SummaryState.DRAFT, organisation_id=1, year=year)
    assert allowed(is_year, year, TODAY) == is_known
    assert allowed(may_agree, mine(Role.SPOKE_COORDINATOR), summary, TODAY) == is_over
