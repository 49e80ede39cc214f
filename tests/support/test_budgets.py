"""Too much at once is held; nobody's address is kept."""

import pytest

from upstander.support import budgets
from upstander.support.budgets import BUDGETS, Budget, is_too_much


@pytest.fixture(autouse=True)
def _fresh():
    for budget in BUDGETS:
        budget.clear()


def test_a_budget_ends_and_comes_back(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(budgets.time, "monotonic", lambda: now)
    budget = Budget(2, 60)
    assert [budget.take("a"), budget.take("a"), budget.take("a"), budget.take("b")] == [
        True, True, False, True,
    ]  # fmt: skip
    now = 1061.0
    assert budget.take("a") is True


def test_no_caller_is_kept_by_name():
    budget = Budget(2, 60)
    budget.take("203.0.113.9")
    assert "203.0.113.9" not in repr(vars(budget))


def test_callers_of_long_ago_are_forgotten(monkeypatch):
    now = 0.0
    monkeypatch.setattr(budgets.time, "monotonic", lambda: now)
    budget = Budget(2, 60)
    for number in range(10_001):
        budget.take(str(number))
    now = 100.0
    budget.take("new")
    assert len(budget._times) == 1


@pytest.mark.parametrize(
    ("age", "trap", "held"), [(60, "", False), (3, "", True), (60, "http://x", True)]
)
def test_a_machine_is_held(age, trap, held):
    assert is_too_much("caller", age, trap) is held


def test_many_from_one_place_are_held_and_others_are_not():
    seen = [is_too_much("one", 60, "") for _ in range(8)]
    assert seen == [False] * 6 + [True] * 2
    assert is_too_much("two", 60, "") is False
