"""Rules of a translation over a table of all states, and how a piece stands."""

from types import SimpleNamespace

import pytest

from upstander.core.errors import allowed
from upstander.core.translation import Piece
from upstander.editing.queries.board import Share, standing_of
from upstander.editing.rules import task as rules
from upstander.editing.rules.task import Who
from upstander.editing.states import TaskState

ASKED, READER, EDITOR = Who(1, languages=frozenset({"fr"})), Who(2, languages=frozenset({"fr"})), (
    Who(3, is_asking=True)
)  # fmt: skip
#                 ready(asked) review(reader) review(asked, alone) withdraw(editor)
TABLE = {
    TaskState.ASKED: (True, False, False, True),
    TaskState.IN_REVIEW: (False, True, True, True),
    TaskState.SENT_BACK: (True, False, False, True),
    TaskState.REVIEWED: (False, False, False, False),
    TaskState.WITHDRAWN: (False, False, False, False),
}


@pytest.mark.parametrize("state", TaskState)
def test_who_may_do_what_in_each_state(state):
    task = SimpleNamespace(state=state, assigned_to_id=1, asked_by_id=3, language="fr")
    found = (
        allowed(rules.may_say_ready, ASKED, task, is_there=True),
        allowed(rules.may_review, READER, task, 1),
        allowed(rules.may_review, ASKED, task, 0),
        allowed(rules.may_withdraw, EDITOR, task),
    )
    assert found == TABLE[state]
    assert not allowed(rules.may_say_ready, READER, task, is_there=True)
    assert not allowed(rules.may_say_ready, ASKED, task, is_there=False)
    assert not allowed(rules.may_review, ASKED, task, 1)
    assert not allowed(rules.may_review, EDITOR, task, 1)
    assert not allowed(rules.may_withdraw, READER, task)


@pytest.mark.parametrize(("state", "is_outdated", "task", "standing"), [
    ("source", False, None, "source"), ("machine_draft", False, None, "machine_draft"),
    ("reviewed", False, None, "reviewed"), ("reviewed", True, None, "outdated"),
    ("machine_draft", True, "asked", "outdated"), ("machine_draft", True, "in_review", "in_review"),
    ("machine_draft", False, "sent_back", "machine_draft"), (None, False, "asked", "missing"),
])  # fmt: skip
def test_the_worst_is_said_but_for_what_waits_for_a_reader(state, is_outdated, task, standing):
    piece = Piece("k", "fr", "T", state, is_outdated=is_outdated) if state else None
    assert standing_of(piece, SimpleNamespace(state=task) if task else None) == standing


def test_shares_never_round_up_to_all_nor_down_to_nothing():
    share = Share("fr", SimpleNamespace(get=None), 0)
    assert share.percent("reviewed") == 0
    share = Share("fr", {"reviewed": 999, "missing": 1, "outdated": 0}, 1000)
    assert [share.percent(s) for s in ("reviewed", "missing", "outdated")] == [99, 1, 0]
