"""Too much at once is held; nobody's address is kept."""

import pytest

from upstander.support.budgets import BUDGETS, is_too_much


@pytest.fixture(autouse=True)
def _fresh():
    for budget in BUDGETS:
        budget.clear()


@pytest.mark.parametrize(
    ("age", "trap", "held"), [(60, "", False), (3, "", True), (60, "http://x", True)]
)
def test_a_machine_is_held(age, trap, held):
    assert is_too_much("caller", age, trap) is held


def test_many_from_one_place_are_held_and_others_are_not():
    seen = [is_too_much("one", 60, "") for _ in range(8)]
    assert seen == [False] * 6 + [True] * 2
    assert is_too_much("two", 60, "") is False
