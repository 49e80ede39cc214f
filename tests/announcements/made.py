"""Announcements made by their real verbs, and the letters that they bring."""

import json
from datetime import datetime
from typing import Any

from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import hub, member, spoke
from upstander.accounts.interface import User
from upstander.announcements.actions.announcement import (
    make_announcement,
    publish_announcement,
    translate_announcement,
)
from upstander.announcements.models import Announcement
from upstander.announcements.tasks import send_digest, send_urgent
from upstander.audit.models import Entry
from upstander.network.interface import open_spokes
from upstander.network.states import Role

TASKS = {task.module_path: task for task in (send_digest, send_urgent)}


def speaker(email: str = "speaker@example.org") -> User:
    """Someone who works in the hub."""
    return member(Role.HUB_STAFF, hub(), email)


def reader(number: int = 0, role: Role = Role.SPOKE_WORKER, language: str = "en") -> User:
    """Someone of an organisation that serves no region."""
    user = member(role, spoke(number), f"reader-{number}-{role}@example.org")
    user.language = language
    user.save()
    return user


def neighbour(email: str = "neighbour@example.org") -> tuple[User, int]:
    """Someone of a spoke of the pack, and the region that it serves."""
    found = open_spokes().order_by("pk").first()
    assert found is not None
    return member(Role.SPOKE_WORKER, found.organisation, email), found.region_id


def values(**changes: Any) -> dict[str, Any]:
    """Of an announcement for everyone."""
    about = {"title": "New desk hours", "words": "We are here\n\nuntil six.", "language": "en"}
    to = {"audience": "everyone", "region_id": None, "is_urgent": False, "last_on": None}
    return {**about, **to, **changes}


def a_draft(by: User, **changes: Any) -> Announcement:
    """Written, and not published."""
    return make_announcement(values(**changes), by=by)


def published(by: User, at: datetime | None = None, **changes: Any) -> Announcement:
    """Published, at another moment where one is said."""
    made = a_draft(by, **changes)
    publish_announcement(made, seen=0, by=by)
    if at is not None:
        Announcement.objects.filter(pk=made.pk).update(published_at=at)
    return Announcement.objects.get(pk=made.pk)


def translated(announcement: Announcement, language: str, by: User, **changes: Any) -> None:
    """Its words in another language."""
    words = {"title": f"In {language}", "words": f"Words in {language}", "is_reviewed": True}
    found = announcement.texts.filter(language=language).first()
    seen = found.version if found else 0
    translate_announcement(announcement, language, {**words, **changes}, seen=seen, by=by)


def letters() -> list[tuple[str, str]]:
    """To whom the letters that wait go, with the titles in them; then none waits."""
    mail.outbox.clear()
    for job in jobs():
        TASKS[job.task_path].call(*job.args_kwargs["args"])
        job.delete()
    return sorted((letter.to[0], _titles(str(letter.body))) for letter in mail.outbox)


def _titles(body: str) -> str:
    return ", ".join(line[2:] for line in body.splitlines() if line.startswith("• "))


def facts(verb: str = "announcement.") -> list[tuple[str, dict[str, Any]]]:
    """What the log says of verbs that begin so, in order."""
    rows = Entry.objects.filter(verb__startswith=verb).order_by("sequence")
    return [(entry.verb, json.loads(entry.body)["facts"]) for entry in rows]


def jobs() -> list[DBTaskResult]:
    """Letters that wait."""
    return list(DBTaskResult.objects.filter(task_path__in=TASKS).order_by("enqueued_at"))


def at(text: str) -> datetime:
    """A moment where the network is."""
    return timezone.make_aware(datetime.fromisoformat(text))
