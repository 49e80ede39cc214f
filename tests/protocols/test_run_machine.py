"""Runs lived through at random: no step and no word is lost, and of a request nothing is said.

Here a few lives of 40 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os
from datetime import UTC, datetime

import pytest

from tests.protocols.run_machine import Ground, live
from tests.support.machine import is_log_whole
from upstander.protocols.models import Run, RunEntry, RunStep

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "7"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 40)
        seen.update(life.trace)
        states.add((life.run.kind, life.run.state))
    assert is_log_whole()
    assert len(seen) > 14
    assert len(states) > 3


@pytest.mark.parametrize(
    ("model", "changes", "says"),
    [
        (Run, {"started_at": datetime(2020, 1, 1, tzinfo=UTC)}, "what it is changed"),
        (RunStep, {"text": "Another"}, "a step is lost"),
        (RunEntry, None, "words are lost"),
    ],
)
def test_what_must_not_be_would_be_seen(model, changes, says):
    life = live(Ground(), 3, 0)
    life.by = life.ground.people[0]
    if model is RunEntry:
        before = {**life.stamp, "entries": 1}
    else:
        before = life.stamp
        model.objects.filter(pk__in=model.objects.order_by("pk").values("pk")[:1]).update(**changes)
        life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)
