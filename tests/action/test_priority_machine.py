"""Priorities lived through at random: nothing is agreed that nobody scored or gave a reason for.

Here a few lives of 60 steps; UPSTANDER_LIVES=500 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest
from django.utils import timezone

from tests.accounts.people import spoke
from tests.action.priority_machine import Ground, Life, live
from tests.action.priority_made import an_agreed_priority
from tests.support.machine import is_log_whole
from upstander.action.models import Priority, RoundOfScoring

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "4"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 60)
        seen.update(life.trace)
        states.update(Priority.objects.values_list("state", flat=True))
    assert is_log_whole()
    assert len(seen) > 20
    assert states > {"agreed", "gathered"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"state": "gathered"}, "no such move"),
        ({"unscored": ""}, "without a score or reason"),
    ],
)
def test_what_must_not_be_would_be_seen(changes, says):
    ground = Ground()
    life = Life(ground, 1)
    row = an_agreed_priority(ground.signer)
    life.look()
    before = life.stamp
    Priority.objects.filter(pk=row.pk).update(**changes)
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)


def test_a_round_that_is_opened_again_would_be_seen():
    ground = Ground()
    life, today = Life(ground, 1), timezone.localdate()
    found = RoundOfScoring.objects.create(
        organisation=spoke(), opens_on=today, closes_on=today, state="closed"
    )
    life.look()
    before = life.stamp
    RoundOfScoring.objects.filter(pk=found.pk).update(state="open")
    life.look()
    with pytest.raises(AssertionError, match="no such move of a round"):
        life.check(live, before)
