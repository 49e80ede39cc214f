"""A budget ends, comes back and knows nobody by name."""

from upstander.core import budgets
from upstander.core.budgets import Budget


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


def test_who_got_all_back_is_forgotten_at_once_and_spoils_nothing(monkeypatch):
    monkeypatch.setattr(budgets.time, "monotonic", lambda: 0.0)
    budget = Budget(2, 60)
    for number in range(10_002):
        assert budget.take(str(number))
        budget.give_back(str(number))
    assert budget._times == {}
    budget.give_back("nobody")
    budget.take("a")
    budget.take("a")
    budget.give_back("a")
    assert [budget.take("a"), budget.take("a")] == [True, False]
