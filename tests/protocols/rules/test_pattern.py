"""Who may do what with a pattern, over all its states."""

from types import SimpleNamespace as Row

import pytest

from upstander.core.errors import NotAllowed, allowed
from upstander.protocols.rules import pattern as rules
from upstander.protocols.states import PatternState

S = PatternState


@pytest.mark.parametrize(
    ("rule", "more", "states"),
    [
        (rules.may_write, (), {S.DRAFT}),
        (rules.may_move, (S.OFFERED,), {S.DRAFT}),
        (rules.may_move, (S.WITHDRAWN,), {S.DRAFT, S.OFFERED}),
        (rules.may_move, (S.DRAFT,), {S.OFFERED, S.WITHDRAWN}),
    ],
)
def test_what_the_hub_may_in_each_state(rule, more, states):
    rows = {state: Row(state=state, content={"steps": [1]}) for state in S}
    assert {state for state in S if allowed(rule, True, rows[state], *more)} == states
    assert not any(allowed(rule, False, rows[state], *more) for state in S)


def test_only_what_is_offered_is_copied_and_nothing_empty_is_offered():
    assert {s for s in S if allowed(rules.may_be_copied, Row(state=s))} == {S.OFFERED}
    with pytest.raises(NotAllowed, match="at least one step"):
        rules.may_move(True, Row(state=S.DRAFT, content={}), S.OFFERED)
