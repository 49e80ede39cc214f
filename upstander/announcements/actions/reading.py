"""A person reads, and chooses how often letters come. Who has read what is not in the log."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.announcements.models import Announcement, DigestChoice, Reading
from upstander.announcements.queries.announcement import unread_of, visible_to
from upstander.announcements.rules.announcement import may_read
from upstander.announcements.rules.reading import A_YEAR, beginning_of, period_start
from upstander.announcements.states import Rhythm
from upstander.audit.interface import record


@transaction.atomic
def read_announcement(announcement: Announcement, *, by: User) -> None:
    """She has opened or marked it. Once is enough: the day of the first time stays."""
    may_read(visible_to(by).filter(pk=announcement.pk).exists())
    note_readings([announcement.pk], by)


@transaction.atomic
def read_all(until: datetime, *, by: User) -> int:
    """She marks all that was there when her page was drawn. How many there were."""
    unread = unread_of(by, timezone.now()).filter(published_at__lte=until)
    return note_readings(list(unread.values_list("pk", flat=True)), by)


def note_readings(announcements: Iterable[int], user: User) -> int:
    """Keep that she has read these, by number, and on which day."""
    today = timezone.localdate()
    rows = [Reading(announcement_id=pk, user=user, read_on=today) for pk in announcements]
    return len(Reading.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def choose_digest(rhythm: Rhythm, *, by: User) -> None:
    """How often letters come. After a time without them, nothing of that time is told."""
    now = timezone.now()
    keep_choices([by.pk], now)
    choice = DigestChoice.objects.select_for_update(no_key=True).get(user=by)
    if choice.rhythm == rhythm:
        return
    if choice.rhythm == Rhythm.NEVER:
        start = period_start(rhythm, timezone.localdate(now))
        choice.period_on = max(choice.period_on, start or choice.period_on)
        choice.told_until = now
    choice.rhythm = rhythm
    choice.save()
    record("digest.chosen", by=f"user:{by.pk}", of=f"user:{by.pk}", facts={"rhythm": rhythm})


def keep_choices(people: Iterable[int], now: datetime) -> None:
    """A weekly letter for each of them who has none yet; her first one tells of this week."""
    monday = period_start(Rhythm.WEEKLY, timezone.localdate(now))
    assert monday is not None  # noqa: S101 - of a week there always is one
    since = beginning_of(monday)
    rows = [DigestChoice(user_id=pk, period_on=monday, told_until=since) for pk in people]
    DigestChoice.objects.bulk_create(rows, ignore_conflicts=True)


def forget_readings(now: datetime) -> int:
    """Who has read what is forgotten a year after it was published. How many rows there were."""
    return Reading.objects.filter(announcement__published_at__lt=now - A_YEAR).delete()[0]
