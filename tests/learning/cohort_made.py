"""Trainings made by their real verbs."""

from datetime import time, timedelta
from typing import Any

from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import hub, member, spoke
from upstander.accounts.interface import User
from upstander.core.cleaning.interface import Clean
from upstander.learning.actions.cohort import make_cohort, note_attendance, open_cohort
from upstander.learning.actions.cohort import write_session as do_write_session
from upstander.learning.actions.enrolment import enrol
from upstander.learning.actions.picture import add_picture
from upstander.learning.models import Cohort, CohortSession, Enrolment, LessonPicture
from upstander.learning.tasks import tell_people
from upstander.network.states import Role

DOT = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


def trainer(email: str = "trainer@example.org") -> User:
    """Someone who gives trainings for the hub."""
    return member(Role.TRAINER, hub(), email)


def learner(number: int = 0) -> User:
    """Someone of a spoke."""
    return member(Role.SPOKE_WORKER, spoke(number), f"learner-{number}@example.org")


def values(**changes: Any) -> dict[str, Any]:
    """Of a training in two places."""
    about = {"course": "first-answer", "title": "First answer, autumn", "language": "en"}
    return {**about, "places": 2, "sessions_needed": 50, "lessons_needed": 100, **changes}


def a_session(cohort: Cohort, by: User, days: int = 7, number: int | None = None) -> CohortSession:
    """A session so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    said = {"day": day, "starts": time(9), "ends": time(12), "place": "Library, room 2"}
    seen = Cohort.objects.get(pk=cohort.pk).version
    do_write_session(cohort, number, said, seen=seen, by=by)
    return CohortSession.objects.filter(cohort=cohort).latest("pk")


def a_cohort(by: User, **changes: Any) -> Cohort:
    """A draft without sessions."""
    return make_cohort(hub(), values(**changes), by=by)


def an_open_cohort(by: User, **changes: Any) -> Cohort:
    """With a session in a week."""
    cohort = a_cohort(by, **changes)
    a_session(cohort, by)
    open_cohort(cohort, by=by)
    return Cohort.objects.get(pk=cohort.pk)


def held_today(cohort: Cohort, by: User) -> CohortSession:
    """Its first session is today instead."""
    first = cohort.sessions.earliest("pk")
    a_session(cohort, by, days=0, number=first.pk)
    return CohortSession.objects.get(pk=first.pk)


def enrolled(cohort: Cohort, user: User) -> Enrolment:
    """She has come in."""
    return enrol(cohort, by=user)


def attended(session: CohortSession, people: list[Enrolment], by: User) -> None:
    """These were there."""
    seen = CohortSession.objects.get(pk=session.pk).version
    note_attendance(session, [row.pk for row in people], seen=seen, by=by)


def letters() -> list[str]:
    """To whom the letters that wait go, as the worker would send them; then none waits."""
    mail.outbox.clear()
    for job in DBTaskResult.objects.filter(task_path=tell_people.module_path):
        tell_people.call(*job.args_kwargs["args"])
        job.delete()
    return sorted(letter.to[0] for letter in mail.outbox)


def a_picture(by: User | None = None) -> LessonPicture:
    """A dot."""
    file = Clean("photo", "image/png", "png", DOT)
    return add_picture(hub(), "A dot", file, by=by or trainer("pictures@example.org"))
