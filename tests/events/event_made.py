"""Events and registrations made by their real verbs."""

from datetime import time, timedelta
from typing import Any

from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import member, spoke
from upstander.accounts.interface import User
from upstander.events.actions.event import make_event, publish_event
from upstander.events.actions.registration import register
from upstander.events.codes import make_sheet
from upstander.events.models import Event, Occurrence, Registration
from upstander.events.tasks import remind_of, tell_registered
from upstander.network.states import Role


def worker(number: int = 0) -> User:
    """Someone who writes in the name of a spoke."""
    return member(Role.SPOKE_WORKER, spoke(number), f"worker-{number}@example.org")


def values(**changes: Any) -> dict[str, Any]:
    """Of an evening in a week, once, with two places."""
    words = {
        "title": "Open evening", "about": "Come and talk.", "language": "en", "title_in": {},
        "about_in": {}, "kind": "event", "place": "Hall, ground floor", "link": "", "access": "",
        "languages": ["en"], "needs_registration": True, "places": 2, "community": None,
        "project": None,
    }  # fmt: skip
    plan = {
        "first_day": timezone.localdate() + timedelta(days=7), "starts": time(18),
        "ends": time(20), "repeats": "never", "until": None,
    }  # fmt: skip
    return {**words, **plan, **changes}


def a_draft(by: User, organisation: Any = None, **changes: Any) -> Event:
    """That nobody else sees."""
    return make_event(organisation or spoke(), values(**changes), by=by)


def an_event(by: User, organisation: Any = None, **changes: Any) -> Event:
    """That everyone sees."""
    event = a_draft(by, organisation, **changes)
    publish_event(event, by=by)
    event.refresh_from_db()
    return event


def day_of(event: Event, number: int = 0) -> Occurrence:
    """One of its days, the first unless another is asked for."""
    return event.occurrences.order_by("starts_at")[number]


def registered(day: Occurrence, language: str = "en", **said: str) -> Registration:
    """A new registration."""
    return register(day, make_sheet(), said, language)


def is_over(day: Occurrence, days: int = 1) -> Occurrence:
    """The same, so many days ago."""
    start = timezone.now() - timedelta(days=days)
    rows = Occurrence.objects.filter(pk=day.pk)
    rows.update(starts_at=start, ends_at=start + timedelta(hours=2))
    return rows.get()


def letters() -> list[tuple[str, str, str]]:
    """To whom, subject and words of what the jobs write that wait; then none waits."""
    mail.outbox.clear()
    for job in DBTaskResult.objects.order_by("enqueued_at"):
        for task in (tell_registered, remind_of):
            if job.task_path == task.module_path:
                task.call(*job.args_kwargs["args"])
    DBTaskResult.objects.all().delete()
    return [(letter.to[0], letter.subject, letter.body) for letter in mail.outbox]
