"""Applications lived through at random: nothing is sent that may not be, nothing agreed changes.

Here a few lives of 50 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.funding.application_machine import VERBS, Ground, Life, live, stamp
from upstander.audit.interface import faults
from upstander.funding.models import Application, Partner
from upstander.funding.states import ApplicationState, PartnerState

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "15"))


def test_what_must_hold_holds_through_every_life():
    ground, seen = Ground(), set()
    for seed in range(FIRST, FIRST + LIVES):
        seen.update(live(ground, seed, 50).trace)
    assert list(faults()) == []
    assert {verb.__name__ for verb in VERBS} - seen == set()  # each was done at some time


def test_a_move_that_is_not_in_the_table_would_be_seen():
    life = Life(Ground(), 1)
    before = stamp(life.pk)
    Application.objects.filter(pk=life.pk).update(state=ApplicationState.INELIGIBLE)
    with pytest.raises(AssertionError, match="no such move"):
        life.check(live, before)


def test_terms_that_change_after_they_were_agreed_would_be_seen():
    life = Life(Ground(), 2)
    other = life.ground.organisations[1]
    Partner.objects.create(
        application=life.row, organisation=other, state=PartnerState.CONFIRMED, role="Other",
        settled_by=life.ground.signers[other.pk], settled_at=life.row.saved_at,
    )  # fmt: skip
    before = stamp(life.pk)
    with pytest.raises(AssertionError, match="not what was agreed"):
        life.check(live, before)
