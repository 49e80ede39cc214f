"""Calls lived through at random: nothing moves off the table, nothing promised is taken back.

Here a few lives of 50 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.funding.call_machine import Ground, Life, live
from tests.support.machine import is_log_whole
from upstander.funding.models import Call

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "12"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 50)
        seen.update(life.trace)
        states.add(life.call.state)
    assert is_log_whole()
    assert len(seen) > 25
    assert states > {"closed"}


@pytest.mark.parametrize(
    ("state", "changes", "says"),
    [
        ("draft", {"state": "open"}, "no such move"),
        ("scheduled", {"budget": 1}, "it is no draft"),
        ("draft", {"state": "scheduled", "summary": ""}, "scheduled without"),
    ],
)
def test_what_must_not_be_would_be_seen(state, changes, says):
    life = Life(Ground(), 1)
    Call.objects.filter(pk=life.pk).update(state=state)
    before = {"call": Call.objects.filter(pk=life.pk).values().get(), "parts": ""}
    Call.objects.filter(pk=life.pk).update(**changes)
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)
