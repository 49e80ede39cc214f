"""What a person may see of announcements, in her language, and what she has not read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.announcements.models import Announcement, AnnouncementText, Reading
from upstander.announcements.queries.audience import reaches, standing_of
from upstander.announcements.rules.reading import A_YEAR
from upstander.announcements.states import AnnouncementState
from upstander.core.languages import table
from upstander.core.translation import TranslationState, digest_of, is_outdated


class Shown(NamedTuple):
    """An announcement in one language. `state` is a TranslationState, or "outdated".

    `is_wished` says whether it is the language that was asked for.
    """

    row: Announcement
    title: str
    words: str
    language: str
    direction: str
    state: str
    is_wished: bool


def visible_to(user: User) -> QuerySet[Announcement]:
    """What is published, and for her as she stands today. Where she has no role, nothing is."""
    rows = Announcement.objects.filter(reaches(standing_of(user)))
    rows = rows.filter(state=AnnouncementState.PUBLISHED)
    return rows.select_related("organisation", "region").prefetch_related("texts")


def mattering(now: datetime) -> Q:
    """What someone who has not read it should read; the rule `matters` as a condition."""
    is_to_come = Q(last_on=None) | Q(last_on__gte=timezone.localdate(now))
    return is_to_come & Q(published_at__gte=now - A_YEAR)


def announcements_of(user: User, now: datetime) -> QuerySet[Announcement]:
    """All that she may see, each with `is_unread`: those first, the newest before the older."""
    is_unread = ExpressionWrapper(_unread(user, now), output_field=BooleanField())
    rows = visible_to(user).annotate(is_unread=is_unread)
    return rows.order_by("-is_unread", "-published_at", "-pk")


def unread_of(user: User, now: datetime) -> QuerySet[Announcement]:
    """What she has not read and should."""
    return visible_to(user).filter(_unread(user, now)).order_by("-published_at", "-pk")


def _unread(user: User, now: datetime) -> Q:
    read = Reading.objects.filter(announcement=OuterRef("pk"), user=user)
    return mattering(now) & Q(~Exists(read))


def source_digest(announcement: Announcement) -> str:
    """By which its translations know it."""
    values = {name: getattr(announcement, name) for name in Announcement.CONTENT}
    return digest_of(values, Announcement.CONTENT)


def state_of(text: AnnouncementText, announcement: Announcement) -> str:
    """How far a translation has come: machine_draft, reviewed, or outdated."""
    is_old = is_outdated(text.state, text.source_digest, source_digest(announcement))
    return "outdated" if is_old else text.state


def shown(announcement: Announcement, language: str) -> Shown:
    """In `language` where it has such words of today, else as it was written."""
    for text in announcement.texts.all():
        state = state_of(text, announcement)
        if text.language == language and state != "outdated":
            return _shown(announcement, text, state, is_wished=True)
    is_wished = announcement.language == language
    return _shown(announcement, announcement, TranslationState.SOURCE, is_wished=is_wished)


def every_language(announcement: Announcement) -> list[Shown]:
    """The original, then each translation as it stands: for those who write them."""
    original = _shown(announcement, announcement, TranslationState.SOURCE, is_wished=True)
    others = [
        _shown(announcement, text, state_of(text, announcement), is_wished=True)
        for text in announcement.texts.all()
    ]
    return [original, *others]


def all_shown(rows: Iterable[Announcement], language: str) -> list[Shown]:
    """Each in `language`, or as it was written."""
    return [shown(row, language) for row in rows]


def _shown(row: Announcement, words: Any, state: str, *, is_wished: bool) -> Shown:
    known = table().get(words.language)
    direction = known.direction if known else "auto"
    return Shown(row, words.title, words.words, words.language, direction, state, is_wished)
