"""What may happen to an announcement, and by whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from upstander.announcements.states import (
    ANNOUNCEMENT_MOVES,
    TRANSLATED_STATES,
    AnnouncementState,
    Circle,
)
from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.network.interface import Role

HUB_ROLES = frozenset({Role.HUB_STAFF, Role.HUB_COORDINATOR})
WORDING_ROLES = HUB_ROLES | {Role.EDITOR, Role.TRANSLATOR}


def speaks_for(mine: Iterable[Any], hub_id: int | None) -> bool:
    """Whether one of these memberships works in the hub of today."""
    return any(m.organisation_id == hub_id and m.role in HUB_ROLES for m in mine)


def words_for(mine: Iterable[Any], hub_id: int | None) -> bool:
    """Whether one of these memberships writes the hub's words in any language."""
    return any(m.organisation_id == hub_id and m.role in WORDING_ROLES for m in mine)


def may_write(mine: Iterable[Any], hub_id: int | None, announcement: Any) -> None:
    """The hub of today, while it is a draft: what people were told stays as it was told."""
    if announcement.organisation_id != hub_id or not speaks_for(mine, hub_id):
        raise NotAllowed(_("Only people who work in the hub can do this."))
    if announcement.state == AnnouncementState.PUBLISHED:
        raise NotAllowed(_("People have read this. Withdraw it, then write a new one."))
    if announcement.state != AnnouncementState.DRAFT:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_publish(
    mine: Iterable[Any], hub_id: int | None, announcement: Any, today: date, reached: int
) -> None:
    """What someone can read, and in time. `reached` is how many people it is for."""
    may_write(mine, hub_id, announcement)
    is_whole(announcement, today)
    if not reached:
        raise NotAllowed(_("There is nobody whom this would reach. Choose other people."))


def may_withdraw(mine: Iterable[Any], hub_id: int | None, announcement: Any) -> None:
    """The hub of today, also what an earlier hub has published."""
    is_theirs = announcement.organisation_id == hub_id or announcement.published_at is not None
    if not is_theirs or not speaks_for(mine, hub_id):
        raise NotAllowed(_("Only people who work in the hub can do this."))
    if AnnouncementState.WITHDRAWN not in ANNOUNCEMENT_MOVES[announcement.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_translate(mine: Iterable[Any], hub_id: int | None, announcement: Any) -> None:
    """The hub, its editors and translators, until it is withdrawn."""
    if announcement.organisation_id != hub_id or not words_for(mine, hub_id):
        raise NotAllowed(_("Only the hub, its editors and its translators can do this."))
    if announcement.state not in TRANSLATED_STATES:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def is_other_language(announcement: Any, language: str) -> None:
    """A translation is in a language of the product, and not in that of the original."""
    if language not in table() or language == announcement.language:
        raise NotAllowed(_("Choose another language."))


def is_whole(announcement: Any, today: date) -> None:
    """It has words in a language, people whom it is for, and a last day to come, if any."""
    has_words(announcement.title, announcement.words)
    if announcement.language not in table():
        raise NotAllowed(_("Choose another language."))
    if (announcement.audience == Circle.REGION) != (announcement.region_id is not None):
        raise NotAllowed(_("There is nobody whom this would reach. Choose other people."))
    if announcement.last_on is not None and announcement.last_on < today:
        raise NotAllowed(_("The last day is over. Choose a later one."))


def has_words(title: str, words: str) -> None:
    """A title and a text, in any language."""
    if not title.strip() or not words.strip():
        raise NotAllowed(_("Write a title and a text."))


def may_read(is_visible: bool) -> None:
    """Only what was published for her is hers to mark."""
    if not is_visible:
        raise NotAllowed(_("This is no longer here. Reload the page to see what is."))
