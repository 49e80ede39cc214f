"""Projects lived through at random: sums add up, moves keep to the table, memory stays.

Here a few lives of 40 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os
from decimal import Decimal

import pytest

from tests.action.project_machine import Ground, Life, live
from tests.action.project_made import an_activity, an_outcome
from tests.support.machine import is_log_whole
from upstander.action.models import Activity, Outcome, Project

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "5"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 40)
        seen.update(life.trace)
        states.add(life.project.state)
    assert is_log_whole()
    assert len(seen) > 25
    assert len(states) > 1


@pytest.mark.parametrize(
    ("state", "spoil", "says"),
    [
        ("planned", lambda: Project.objects.update(state="done"), "no such move"),
        ("running", lambda: Activity.objects.all().delete(), "gone once it had begun"),
        ("done", lambda: Project.objects.update(title="Other"), "of what is over changed"),
        ("done", lambda: Outcome.objects.update(target=Decimal(1)), "of what is over changed"),
        ("planned", lambda: Project.objects.update(state="running"), "without an outcome"),
    ],
)
def test_what_must_not_be_would_be_seen(state, spoil, says):
    life = Life(Ground(), 1)
    life.by = life.ground.signs
    an_activity(life.project)
    if "without" not in says:
        an_outcome(life.project)
    Project.objects.update(state=state)
    life.look()
    before = life.stamp
    spoil()
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)
