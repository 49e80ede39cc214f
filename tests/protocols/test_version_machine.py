"""Protocols lived through at random: what is agreed stands still, and one version holds.

Here a few lives of 30 steps; UPSTANDER_LIVES=500 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.protocols.protocol_made import a_level
from tests.protocols.version_machine import Ground, Life, live
from tests.support.machine import is_log_whole
from upstander.protocols.models import Level, Version

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "5"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 30)
        seen.update(life.trace)
        states |= life.states
    assert is_log_whole()
    assert len(seen) > 15
    assert states >= {"draft", "consultation", "in_force"}


@pytest.mark.parametrize(
    ("state", "then", "says"),
    [("draft", "in_force", "no such move"), ("superseded", "superseded", "it is no draft")],
)
def test_what_must_not_be_would_be_seen(state, then, says):
    life = Life(Ground(), 1)
    day = {"in_force_on": "2026-01-01"} if then == "in_force" else {}
    Version.objects.update(state=state)
    life.look()
    before = life.stamp
    Version.objects.update(state=then, **day)
    if state == then:
        Level.objects.update(title=a_level("Other")["title"])
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)
