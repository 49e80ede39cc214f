"""Patterns lived through at random: what is offered stands still, and copies are whole.

Here a few lives of 60 steps; UPSTANDER_LIVES=300 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest

from tests.protocols.pattern_machine import Ground, Life, live
from tests.protocols.pattern_made import a_pattern
from tests.protocols.protocol_made import places_of
from tests.support.machine import is_log_whole
from upstander.protocols.actions.protocol import Wish, start_protocol
from upstander.protocols.models import Pattern, Version

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "2"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        life = live(ground, seed, 60)
        seen.update(life.trace)
        states.update(Pattern.objects.values_list("state", flat=True))
    copies = Version.objects.exclude(pk=ground.given.pk)
    assert is_log_whole()
    assert len(seen) > 16
    assert states >= {"draft", "offered"}
    assert {True, False} <= set(copies.values_list("is_draft_translation", flat=True))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"summary": "Other"}, "while others could copy it"),
        ({"key": "other"}, "another key"),
        ({"content": {"steps": []}}, "while others could copy it"),
    ],
)
def test_what_must_not_be_would_be_seen(changes, says):
    life = Life(Ground(), 1)
    before = life.stamp
    Pattern.objects.filter(pk=a_pattern().pk).update(**changes)
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(live, before)


def test_a_pattern_that_names_someone_or_has_no_step_would_be_seen():
    life = Life(Ground(), 1)
    row = next(iter(life.stamp["patterns"].values()))
    content = {**row["content"], "duties": [{"title": "First", "partner": "The school"}]}
    for changed, says in (
        ({**row, "content": content}, "names a partner"),
        ({**row, "content": {}}, "offered without a step"),
    ):
        with pytest.raises(AssertionError, match=says):
            life._whole(live, changed)


def test_a_copy_that_hides_that_it_is_a_draft_would_be_seen():
    ground = Ground()
    life = Life(ground, 1)
    before = life.stamp
    wish = Wish(ground.organisation, "C", places_of(ground.organisation), "fr", a_pattern())
    copy = start_protocol(wish, by=ground.worker)
    Version.objects.filter(pk=copy.pk).update(is_draft_translation=False)
    life.look()
    with pytest.raises(AssertionError, match="unread"):
        life._copied(live, life.stamp["copies"][copy.pk], before)
