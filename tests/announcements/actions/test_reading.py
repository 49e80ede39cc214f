"""Reading, marking, and choosing how often letters come."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.announcements.made import at, facts, published, reader, speaker
from upstander.announcements.actions.reading import (
    choose_digest,
    forget_readings,
    read_all,
    read_announcement,
)
from upstander.announcements.models import DigestChoice, Reading
from upstander.announcements.queries.announcement import unread_of
from upstander.announcements.queries.digest import rhythm_of
from upstander.announcements.states import Rhythm
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def unread(user) -> list[str]:
    return [row.title for row in unread_of(user, timezone.now())]


def test_reading_twice_is_reading_once_and_stands_in_no_log():
    by, one = speaker(), reader()
    made = published(by)
    before = Entry.objects.count()
    for _time in range(2):
        read_announcement(made, by=one)
    assert (unread(one), Reading.objects.filter(user=one).count()) == ([], 1)
    assert Entry.objects.count() == before


def test_what_is_for_others_is_not_hers_to_read():
    reader(5, Role.SPOKE_COORDINATOR)
    made, one = published(speaker(), audience="coordinators"), reader()
    with pytest.raises(NotAllowed, match="no longer here"):
        read_announcement(made, by=one)
    assert Reading.objects.filter(user=one).count() == 0


def test_all_that_was_there_is_marked_and_nothing_that_came_later():
    by, one, other = speaker(), reader(), reader(1)
    drawn = timezone.now()
    published(by, at=drawn - timedelta(hours=1), title="Old")
    published(by, at=drawn + timedelta(seconds=2), title="Later")
    assert read_all(drawn, by=one) == 1
    assert (unread(one), unread(other)) == (["Later"], ["Later", "Old"])


def test_a_choice_is_kept_and_logged_once():
    one = reader()
    assert rhythm_of(one) == "weekly"
    for _time in range(2):
        choose_digest(Rhythm.DAILY, by=one)
    said = [("digest.chosen", {"rhythm": "daily"})]
    assert (rhythm_of(one), facts("digest.")) == ("daily", said)


def test_after_a_time_without_letters_nothing_of_that_time_is_told():
    one = reader()
    choose_digest(Rhythm.NEVER, by=one)
    DigestChoice.objects.update(told_until=at("2020-05-05T00:00"), period_on="2020-05-04")
    choose_digest(Rhythm.DAILY, by=one)
    choice = DigestChoice.objects.get()
    assert choice.period_on == timezone.localdate()
    assert timezone.now() - choice.told_until < timedelta(minutes=1)


def test_the_clock_of_the_worker_forgets():
    by = speaker()
    reader()
    published(by, at=timezone.now() - timedelta(days=366))
    assert Reading.objects.exists()
    call_command("keep_announcement_times", turns=1)
    assert not Reading.objects.exists()


def test_who_has_read_what_is_forgotten_after_a_year():
    by, one = speaker(), reader()
    now = timezone.now()
    kept = published(by, at=now - timedelta(days=364))
    published(by, at=now - timedelta(days=366))
    read_announcement(kept, by=one)
    assert Reading.objects.count() == 3
    assert [forget_readings(now), forget_readings(now)] == [1, 0]
    assert set(Reading.objects.values_list("announcement", flat=True)) == {kept.pk}
