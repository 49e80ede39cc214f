"""Reviews lived through at random: nobody judges too near, nobody sees too early.

Here a few lives of 50 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.funding.review_machine import Ground, Life, _propose, is_log_whole, live
from tests.funding.review_made import written
from upstander.funding.actions.review import submit_review
from upstander.funding.models import Assignment, Score

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "6"))


def test_what_must_hold_holds_through_every_life():
    ground, seen = Ground(), set()
    for seed in range(FIRST, FIRST + LIVES):
        seen.update(live(ground, seed, 50).trace)
    assert is_log_whole()
    assert LIVES < 30 or len(seen) > 20, seen


def _handed_in(life: Life) -> Assignment:
    row = Assignment.objects.filter(application__call=life.call).first()
    assert row is not None
    written(row)
    submit_review(row, 1, by=row.reviewer)
    return row


def test_a_move_that_is_not_in_the_table_would_be_seen():
    life = Life(Ground(), 3)
    row = _handed_in(life)
    Assignment.objects.filter(pk=row.pk).update(state="assigned")
    with pytest.raises(AssertionError, match="no such move"):
        life.check(_propose, {row.pk: "submitted"})


def test_a_review_without_a_reason_would_be_seen():
    life = Life(Ground(), 4)
    row = _handed_in(life)
    Score.objects.filter(assignment=row).update(justification=" ")
    with pytest.raises(AssertionError, match="without a reason"):
        life.check(_propose, {})
