"""Requests lived through at random: nobody reads without a key, nothing is passed on unasked.

Here a few lives of 50 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.support.desks import request
from tests.support.machine import Ground, Life, is_log_whole, live
from upstander.support.actions.request import wrap_for_team
from upstander.support.models import Case
from upstander.support.queries.keys import person_keys
from upstander.support.queries.team import current_key

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "20"))


def test_what_must_hold_holds_through_every_life():
    ground, seen = Ground(), set()
    for seed in range(FIRST, FIRST + LIVES):
        seen.update(live(ground, seed, 50).trace)
    assert is_log_whole()
    assert len(seen) > 30


def test_a_key_without_consent_would_be_seen():
    ground = Ground()
    life = Life(ground, 1)
    keys = person_keys(life.case, life.unwrap)
    wrap_for_team(life.case, {"story": keys["story"]}, current_key(ground.teams[1]))
    with pytest.raises(AssertionError, match="keys"):
        life.check(live, (life.case.state, {}))


def test_a_move_that_is_not_in_the_table_would_be_seen():
    ground = Ground()
    life = Life(ground, 3)
    case, _code = request(ground.teams[0])
    life.pk = case.pk
    Case.objects.filter(pk=case.pk).update(state="in_support")
    with pytest.raises(AssertionError, match="no such move"):
        life.check(live, ("received", {}))
