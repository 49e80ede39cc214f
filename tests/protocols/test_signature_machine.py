"""Protocols lived through at random: nobody's signature stands under words that she did not sign.

Here a few lives of 90 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest
from django.db import transaction

from tests.protocols.signature_machine import Ground, Life, live
from tests.protocols.signature_made import a_version_in_force
from tests.support.machine import is_log_whole
from upstander.protocols.models import Signature, Step

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "3"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        point = transaction.savepoint()
        life = live(ground, seed, 90)
        seen.update(life.trace)
        states.update(life.protocol.versions.values_list("state", flat=True))
        assert is_log_whole()
        transaction.savepoint_rollback(point)
    assert len(seen) > 20
    assert states >= {"in_force", "superseded"}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda v: Step.objects.filter(of=v).update(text="Else"), "not the words"),
        (lambda v: Signature.objects.filter(of=v).update(state="asked"), "no such move"),
        (lambda v: Signature.objects.filter(of=v).update(signer_name="Else"), "was changed"),
    ],
)
def test_what_must_not_be_would_be_seen(spoil, says):
    life = Life(Ground(), 1)
    life.protocol.versions.update(state="withdrawn")
    version = a_version_in_force(number=2)
    life.look()
    before = life.stamp
    spoil(version)
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)
