"""To whom a letter is due, and what it tells her."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from upstander.accounts.interface import User
from upstander.announcements.models import Announcement, DigestChoice, Reading
from upstander.announcements.queries.announcement import mattering, unread_of
from upstander.announcements.queries.audience import Reach
from upstander.announcements.rules.reading import LONGEST, is_due
from upstander.announcements.states import AnnouncementState, Rhythm


class Due(NamedTuple):
    """A person whose period is to be settled; `since` is from where her letter would tell."""

    choice: DigestChoice
    since: datetime
    has_news: bool


def rhythm_of(user: User) -> str:
    """How often she gets a letter."""
    found = DigestChoice.objects.filter(user=user).values_list("rhythm", flat=True).first()
    return found or Rhythm.WEEKLY


def strangers(reach: Reach) -> set[int]:
    """People with a role of whose letters nothing is kept yet."""
    return reach.everybody() - set(DigestChoice.objects.values_list("user", flat=True))


def due_letters(reach: Reach, now: datetime, until: datetime) -> list[Due]:
    """Everyone with a role whose period is not settled. Its queries do not grow with the people."""
    people = reach.everybody()
    choices = [c for c in DigestChoice.objects.order_by("pk")
               if c.user_id in people and is_due(c.rhythm, c.period_on, now)]  # fmt: skip
    if not choices:
        return []
    since = {c.pk: max(c.told_until, now - LONGEST) for c in choices}
    rows = list(
        Announcement.objects.filter(
            mattering(now),
            state=AnnouncementState.PUBLISHED,
            is_urgent=False,
            published_at__gt=min(since.values()),
            published_at__lte=until,
        )
    )
    reached = {row.pk: reach.of(row) for row in rows}
    pairs = Reading.objects.filter(announcement__in=rows).values_list("announcement", "user")
    read = set(pairs)

    def has_news(person: int, after: datetime) -> bool:
        return any(
            row.published_at is not None
            and row.published_at > after
            and person in reached[row.pk]
            and (row.pk, person) not in read
            for row in rows
        )

    return [Due(c, since[c.pk], has_news(c.user_id, since[c.pk])) for c in choices]


def news_of(user: User, since: datetime, until: datetime, now: datetime) -> Sequence[Announcement]:
    """What a letter tells her: published in that time, not urgent, not read. Oldest first."""
    rows = unread_of(user, now).filter(is_urgent=False)
    rows = rows.filter(published_at__gt=since, published_at__lte=until)
    return list(rows.order_by("published_at", "pk"))
