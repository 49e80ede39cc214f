"""Summaries lived through at random: one a year, and what was agreed never changes.

Here a few lives of 50 steps; UPSTANDER_LIVES=500 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.action.community_made import LAST_YEAR, a_summary, an_agreed_summary
from tests.action.summary_machine import Ground, Life, live
from tests.support.machine import is_log_whole
from upstander.action.models import AnnualSummary

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "4"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 50)
        seen.update(life.trace)
        states.update(AnnualSummary.objects.values_list("state", flat=True))
    assert is_log_whole()
    assert seen == {
        f"_{name}{end}" for name in ("write", "change", "fill", "agree") for end in ("", ": no")
    }
    assert states == {"draft", "agreed"}


@pytest.mark.parametrize(
    ("is_agreed", "changes", "says"),
    [
        (True, {"reports": 8}, "what was agreed changed"),
        (True, {"state": "draft", "agreed_on": None, "agreed_by": None}, "no such move"),
        (False, {"words": "Other"}, "not counted"),
        (False, {"year": LAST_YEAR - 9}, "another year"),
    ],
)
def test_what_must_not_be_would_be_seen(is_agreed, changes, says):
    ground = Ground()
    life = Life(ground, 1)
    if is_agreed:
        an_agreed_summary()
    else:
        a_summary()
    life.look()
    before = life.stamp
    AnnualSummary.objects.update(**changes)
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)
