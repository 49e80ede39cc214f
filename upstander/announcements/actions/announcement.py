"""The hub writes, publishes and withdraws an announcement, and says it in further languages."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.announcements.actions.reading import note_readings
from upstander.announcements.models import Announcement, AnnouncementText
from upstander.announcements.queries.announcement import source_digest
from upstander.announcements.queries.audience import Reach, hub_id_today
from upstander.announcements.queries.hub import locked
from upstander.announcements.rules import announcement as rules
from upstander.announcements.states import ANNOUNCEMENT_MOVES, AnnouncementState
from upstander.announcements.tasks import send_urgent
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.core.translation import TranslationState
from upstander.network.interface import memberships_of

FIELDS = ("title", "words", "language", "audience", "region_id", "is_urgent", "last_on")


class Conflict(NotAllowed):
    """Someone saved the same words after this page was drawn."""


@transaction.atomic
def make_announcement(values: Mapping[str, Any], *, by: User) -> Announcement:
    """A draft of the hub of today, from values by FIELDS."""
    hub_id = hub_id_today()
    # Where there is no hub, nobody may write.
    announcement = Announcement(organisation_id=hub_id or 0, made_by=by, **_fields(values))
    rules.may_write(list(memberships_of(by)), hub_id, announcement)
    rules.is_whole(announcement, timezone.localdate())
    announcement.save()
    _record("announcement.made", announcement, by)
    return announcement


@transaction.atomic
def change_announcement(
    announcement: Announcement, values: Mapping[str, Any], *, seen: int, by: User
) -> None:
    """Other words or other people, while it is a draft. Conflict where `seen` is an old version."""
    announcement = locked(announcement.pk)
    rules.may_write(list(memberships_of(by)), hub_id_today(), announcement)
    _is_as_seen(announcement, seen)
    for name, value in _fields(values).items():
        setattr(announcement, name, value)
    rules.is_whole(announcement, timezone.localdate())
    announcement.texts.filter(language=announcement.language).delete()
    announcement.version += 1
    announcement.save()
    _record("announcement.changed", announcement, by)


@transaction.atomic
def publish_announcement(announcement: Announcement, *, seen: int, by: User) -> int:
    """Those whom it is for see it now; the urgent ones get a letter. How many people it reaches."""
    announcement = locked(announcement.pk)
    people, now = Reach().of(announcement), timezone.now()
    mine = list(memberships_of(by))
    rules.may_publish(mine, hub_id_today(), announcement, timezone.localdate(now), len(people))
    _is_as_seen(announcement, seen)
    move(
        announcement,
        to=AnnouncementState.PUBLISHED,
        moves=ANNOUNCEMENT_MOVES,
        published_at=now,
        published_by=by,
        version=announcement.version + 1,
    )
    if by.pk in people:
        note_readings([announcement.pk], by)
    for person in sorted(people - {by.pk}) if announcement.is_urgent else ():
        send_urgent.enqueue(person, announcement.pk)
    _record("announcement.published", announcement, by, reached=len(people))
    return len(people)


@transaction.atomic
def withdraw_announcement(announcement: Announcement, *, by: User) -> None:
    """Nobody sees it any more but the hub."""
    announcement = locked(announcement.pk)
    rules.may_withdraw(list(memberships_of(by)), hub_id_today(), announcement)
    version = announcement.version + 1
    move(announcement, to=AnnouncementState.WITHDRAWN, moves=ANNOUNCEMENT_MOVES, version=version)
    _record("announcement.withdrawn", announcement, by)


@transaction.atomic
def translate_announcement(
    announcement: Announcement, language: str, values: Mapping[str, Any], *, seen: int, by: User
) -> AnnouncementText:
    """Its `title` and `words` in another language; `is_reviewed` where someone has read both.

    `seen` is the version of the words in that language, 0 where there were none.
    """
    announcement = locked(announcement.pk)
    rules.may_translate(list(memberships_of(by)), hub_id_today(), announcement)
    rules.is_other_language(announcement, language)
    rules.has_words(values["title"], values["words"])
    text = announcement.texts.filter(language=language).first()
    text = text or AnnouncementText(announcement=announcement, language=language)
    _is_as_seen(text, seen)
    is_reviewed = values["is_reviewed"]
    text.title, text.words = _line(values["title"]), values["words"]
    text.state = TranslationState.REVIEWED if is_reviewed else TranslationState.MACHINE_DRAFT
    text.source_digest, text.version = source_digest(announcement), text.version + 1
    text.save()
    _record("announcement.translated", announcement, by, into=language, state=text.state)
    return text


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _line(values[name]) if name == "title" else values[name] for name in FIELDS}


def _line(title: str) -> str:
    """On one line, as it stands in the subject of a letter."""
    return " ".join(title.split())


def _is_as_seen(row: Announcement | AnnouncementText, seen: int) -> None:
    if row.version != seen:
        raise Conflict(
            _("Someone changed this meanwhile. Your words are still here: put both together.")
        )


def _record(verb: str, announcement: Announcement, by: User, **facts: Any) -> None:
    facts = {"audience": announcement.audience, "version": announcement.version, **facts}
    record(verb, by=f"user:{by.pk}", of=f"announcement:{announcement.pk}", facts=facts)
