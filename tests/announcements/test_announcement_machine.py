"""Announcements lived through at random.

Here a few lives of 60 steps; UPSTANDER_LIVES=2000 lives as many, from UPSTANDER_FIRST_LIFE on.
"""

import os

import pytest
from django.db import transaction

from tests.announcements.announcement_machine import Ground, Life, live
from tests.support.machine import is_log_whole
from upstander.announcements.actions import announcement as actions
from upstander.announcements.models import Announcement, AnnouncementText, Reading

pytestmark = pytest.mark.django_db
FIRST = int(os.environ.get("UPSTANDER_FIRST_LIFE", "0"))
LIVES = int(os.environ.get("UPSTANDER_LIVES", "4"))


def test_what_must_hold_holds_through_every_life():
    ground, seen, states = Ground(), set(), set()
    for seed in range(FIRST, FIRST + LIVES):
        point = transaction.savepoint()
        life = live(ground, seed, 60)
        seen.update(life.trace)
        states.add(life.row.state)
        assert is_log_whole()
        transaction.savepoint_rollback(point)
    assert seen >= {"_change", "_publish", "_translate", "_read", "_choose", "_change: no"}
    assert "withdrawn" in states


def words(life):
    Announcement.objects.filter(pk=life.pk).update(title="Else")


def unread(life):
    Reading.objects.all().delete()


def back(life):
    Announcement.objects.filter(pk=life.pk).update(
        state="draft", published_at=None, published_by=None
    )


def later(life):
    AnnouncementText.objects.create(
        announcement_id=life.pk, language="ar", title="T", words="W", state="reviewed"
    )


@pytest.mark.parametrize(
    ("state", "spoil", "says"),
    [
        ("published", words, "it was told"),
        ("published", unread, "is unread"),
        ("published", back, "no such move"),
        ("withdrawn", later, "it is withdrawn"),
    ],
)
def test_what_must_not_be_would_be_seen(state, spoil, says):
    life = Life(Ground(), 1)
    by = life.ground.speakers[0]
    actions.publish_announcement(life.row, seen=0, by=by)
    if state == "withdrawn":
        actions.withdraw_announcement(life.row, by=by)
    life.look()
    before = life.stamp
    spoil(life)
    life.look()
    with pytest.raises(AssertionError, match=says):
        life.check(spoil, before)
