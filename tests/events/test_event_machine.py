"""Events lived through at random: nobody loses a place, passes another, or is told of twice.

Here a few lives of 60 steps; UPSTANDER_LIVES=500 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.events.event_machine import Ground, Life, _note, live
from tests.events.event_made import an_event, day_of, registered
from tests.support.machine import is_log_whole
from upstander.events.models import Event, Occurrence, Registration
from upstander.events.states import EventState, RegistrationState

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "5"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, met = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 60)
        seen.update(life.trace)
        met |= life.met
    assert is_log_whole()
    assert len(seen) > 20
    events = {("events", state) for state in EventState.values}
    assert met == events | {("people", state) for state in RegistrationState.values}


def _too_many(event):
    Registration.objects.update(state="placed")


def _taken_away(event):
    Registration.objects.filter(turn=1).update(state="waiting")


def _not_forgotten(event):
    Registration.objects.filter(turn=1).update(state="given_up")


def _back_to_draft(event):
    Event.objects.update(state="draft")


def _moved_in_silence(event):
    Occurrence.objects.update(starts_at="2031-01-01T00:00:00Z", ends_at="2031-01-01T01:00:00Z")


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (_too_many, "too many"),
        (_taken_away, "no such move of a registration"),
        (_not_forgotten, "given up, and not forgotten"),
        (_back_to_draft, "no such move of an event"),
        (_moved_in_silence, "moved in silence"),
    ],
)
def test_what_must_not_be_would_be_seen(fault, says):
    ground = Ground()
    life = Life(ground, 1)
    event = an_event(ground.writers[0], places=1)
    for _ in range(2):
        registered(day_of(event))
    life.look()
    before = life.stamp
    fault(event)
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(_note, before)


def test_a_place_that_stands_empty_would_be_seen():
    ground = Ground()
    life = Life(ground, 1)
    event = an_event(ground.writers[0], places=1)
    for _ in range(2):
        registered(day_of(event))
    Registration.objects.filter(turn=1).delete()
    life.look()
    with pytest.raises(AssertionError, match="a place stands empty"):
        life.check(_note, life.stamp)
