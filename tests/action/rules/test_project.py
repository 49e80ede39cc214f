"""What may be done with a project in each state, by whom."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from upstander.action.rules import project as rules
from upstander.action.states import PROJECT_MOVES, ProjectState
from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role

WORKER = [SimpleNamespace(organisation_id=1, role=Role.SPOKE_WORKER)]
COORDINATOR = [SimpleNamespace(organisation_id=1, role=Role.SPOKE_COORDINATOR)]
OTHER = [SimpleNamespace(organisation_id=2, role=Role.SPOKE_COORDINATOR)]
# By state: whether the plan may change, what happened may be written, a part may be taken out.
WRITE = {
    ProjectState.PLANNED: (True, True, True),
    ProjectState.RUNNING: (True, True, False),
    ProjectState.DONE: (False, True, False),
    ProjectState.STOPPED: (False, True, False),
    ProjectState.WITHDRAWN: (False, False, False),
}


def of(state):
    return SimpleNamespace(state=state, organisation_id=1)


@pytest.mark.parametrize("state", ProjectState)
def test_who_writes_what_in_each_state(state):
    ways = (rules.may_change, rules.may_record, rules.may_remove_part)
    assert tuple(allowed(rule, WORKER, of(state)) for rule in ways) == WRITE[state]
    assert not any(allowed(rule, OTHER, of(state)) for rule in ways)
    names = ("outcome", "milestone", "activity", "measure", "note")
    found = [allowed(rules.may_write_part, WORKER, of(state), name) for name in names]
    plan, happened, _out = WRITE[state]
    assert found == [plan, plan, happened, happened, happened]


@pytest.mark.parametrize("state", ProjectState)
@pytest.mark.parametrize("to", ProjectState)
def test_a_coordinator_moves_it_along_the_table(state, to):
    assert allowed(rules.may_move, COORDINATOR, of(state), to) == (to in PROJECT_MOVES[state])
    assert not allowed(rules.may_move, WORKER, of(state), to)
    assert not allowed(rules.may_move, OTHER, of(state), to)


def test_sums_are_to_the_cent():
    books = rules.books(Decimal("100.00"), [Decimal("0.10"), None, Decimal("0.20")])
    assert (books.spent, books.left) == (Decimal("0.30"), Decimal("99.70"))
    assert rules.books(None, []).left is None


def test_a_cost_that_nobody_wrote_is_not_a_cost_of_nothing():
    assert rules.books(Decimal(5), [None]) == (Decimal(5), None)
    assert rules.books(Decimal(5), [None]).left == Decimal(5)
    assert rules.books(None, [Decimal(0)]).spent == Decimal(0)


@pytest.mark.parametrize(
    ("name", "values", "is_right"),
    [
        ("activity", {"is_cancelled": True, "attendance": 0, "held_on": date(2026, 1, 1)}, False),
        ("activity", {"is_cancelled": True, "attendance": None, "held_on": date(2026, 1, 1)}, True),
        ("activity", {"is_cancelled": False, "attendance": 3, "held_on": date(2026, 1, 2)}, True),
        ("activity", {"is_cancelled": False, "attendance": 3, "held_on": date(2026, 1, 3)}, False),
        ("milestone", {"done_on": None}, True),
        ("milestone", {"done_on": date(2026, 1, 3)}, False),
        ("measure", {"measured_on": date(2026, 1, 2)}, True),
        ("measure", {"measured_on": date(2026, 1, 3)}, False),
        ("note", {"noted_on": date(2026, 1, 3)}, False),
        ("outcome", {}, True),
    ],
)
def test_what_a_part_says_agrees_with_the_calendar(name, values, is_right):
    if is_right:
        rules.fits(name, values, date(2026, 1, 2))
    else:
        with pytest.raises(NotAllowed):
            rules.fits(name, values, date(2026, 1, 2))
