"""A rule that says no, and asking it without an error."""

import pytest

from upstander.core.errors import NotAllowed, allowed


def may_enter(age: int, *, is_guest: bool = False) -> None:
    if age < 18 and not is_guest:
        raise NotAllowed("Come back later.")


@pytest.mark.parametrize(
    ("age", "is_guest", "answer"), [(18, False, True), (17, False, False), (17, True, True)]
)
def test_a_rule_is_asked_without_an_error(age: int, is_guest: bool, answer: bool) -> None:
    assert allowed(may_enter, age, is_guest=is_guest) is answer


def test_a_mistake_in_a_rule_is_not_taken_for_a_no() -> None:
    with pytest.raises(TypeError):
        allowed(may_enter, "old")
