"""Words, tasks and files that a request gathers."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.cleaning.results import Clean
from upstander.core.seal import seal_row
from upstander.network.interface import memberships_of
from upstander.support.actions.files import store_files
from upstander.support.actions.request import PUBLIC, answer_by
from upstander.support.models import (
    Attachment,
    Case,
    Message,
    Note,
    Task,
)
from upstander.support.notes import send_note
from upstander.support.queries.case import locked
from upstander.support.queries.dossier import sending_of
from upstander.support.queries.keys import Hand, Keys, case_keys, content, place_of
from upstander.support.rules import (
    may_add,
    may_answer,
    may_open,
    may_say,
    may_write,
)
from upstander.support.tasks import alert_assignee


class Said(NamedTuple):
    """Words for the other side; `number` names the form that they came from."""

    text: str
    number: uuid.UUID
    kind: str = "message"


def write_message(
    case: Case, text: str, number: uuid.UUID, *, by: Hand, kind: str = "message"
) -> None:
    """The team writes to the person; the form `number` writes the same words once."""
    with transaction.atomic():
        may_answer(locked(case))
        say_to_person(case, Said(text, number, kind), by=by)


def say_to_person(case: Case, said: Said, *, by: Hand) -> None:
    """Words of the team, whatever the state of the request, within the caller's transaction."""
    may_open(memberships_of(by.user), case, by.user)
    may_say(said.text)
    keys = case_keys(case, by, "story", "identity")
    case = locked(case)
    if _add_message(case, said, keys, by=by.user):
        _note_to_person(case, keys)
        Case.objects.filter(pk=case.pk).update(waits_for_team=False)
        _record(f"case.{'outcome_told' if said.kind == 'outcome' else 'answered'}", case, by.user)


def _note_to_person(case: Case, keys: Keys) -> None:
    """Where she left an address for a note, and let this team have it."""
    email = content(case, "identity", keys).get("email") if "identity" in keys else None
    if email:
        transaction.on_commit(lambda: send_note(email, case.language))


def write_as_person(case: Case, text: str, number: uuid.UUID, keys: Keys) -> None:
    """The person writes to the team; the promise of an answer begins anew."""
    may_say(text)
    with transaction.atomic():
        case = locked(case)
        may_add(case)
        if _add_message(case, Said(text, number), keys, by=None):
            _wake(case)
            record("case.person_wrote", by=PUBLIC, of=f"case:{case.pk}", to_the_day=True)


def _wake(case: Case) -> None:
    if not case.waits_for_team:
        day = answer_by(timezone.localdate())
        Case.objects.filter(pk=case.pk).update(waits_for_team=True, answer_by=day)
    alert_assignee.enqueue(str(case.pk))


def _add_message(case: Case, said: Said, keys: Keys, *, by: User | None) -> bool:
    pk = sending_of(said.number, case, said.text)
    if Message.objects.filter(pk=pk).exists():
        return False
    last = case.messages.aggregate(last=Max("number"))["last"] or 0
    message = Message(pk=pk, case=case, number=last + 1, kind=said.kind, by=by)
    message.team = case.team if by else None
    message.written_on = timezone.localdate()
    message.sealed = seal_row(keys["story"], said.text.encode(), place_of(message))
    message.save(force_insert=True)
    return True


def mark_read(case: Case) -> None:
    """The person has seen what the team wrote."""
    case.messages.filter(is_read=False).exclude(by=None).update(is_read=True)


def write_note(case: Case, text: str, number: uuid.UUID, *, by: Hand) -> None:
    """For the team alone; the form `number` writes the same words once, however often it comes."""
    may_open(memberships_of(by.user), case, by.user)
    may_say(text)
    keys = case_keys(case, by, "story")
    note = Note(pk=sending_of(number, case, text), case=case, by=by.user, written_at=timezone.now())
    with transaction.atomic():
        locked(case)
        if _add_once(note, text, keys):
            _record("case.note_written", case, by.user)


def add_task(case: Case, text: str, number: uuid.UUID, *, due_on: date, by: Hand) -> None:
    """Something to do by a day; the form `number` adds the same task once."""
    may_open(memberships_of(by.user), case, by.user)
    may_say(text)
    keys = case_keys(case, by, "story")
    task = Task(pk=sending_of(number, case, text), case=case, by=by.user, due_on=due_on)
    with transaction.atomic():
        may_write(locked(case))
        if _add_once(task, text, keys):
            _record("case.task_added", case, by.user)


def _add_once(row: Note | Task, text: str, keys: Keys) -> bool:
    if type(row).objects.filter(pk=row.pk).exists():
        return False
    row.sealed = seal_row(keys["story"], text.encode(), place_of(row))
    row.save(force_insert=True)
    return True


def finish_task(task: Task, *, by: User) -> None:
    """It is done; done twice, it stays done."""
    may_open(memberships_of(by), task.case, by)
    today = timezone.localdate()
    with transaction.atomic():
        if Task.objects.filter(pk=task.pk, done_on=None).update(done_on=today):
            _record("case.task_done", task.case, by)


def attach_as_person(case: Case, files: Sequence[Clean], batch: uuid.UUID, keys: Keys) -> None:
    """The person adds cleaned files; the sending `batch` adds them once, however often it comes."""
    with transaction.atomic():
        case = locked(case)
        may_add(case)
        if not _add_files(case, files, batch, keys, by=None):
            return
        _wake(case)
        facts = {"files": len(files)}
        record(
            "case.person_attached", by=PUBLIC, of=f"case:{case.pk}", facts=facts, to_the_day=True
        )


def attach_as_staff(case: Case, files: Sequence[Clean], batch: uuid.UUID, *, by: Hand) -> None:
    """A worker adds cleaned files, such as a letter on paper; each sending adds them once."""
    may_open(memberships_of(by.user), case, by.user)
    keys = case_keys(case, by, "story")
    with transaction.atomic():
        case = locked(case)
        may_write(case)
        if _add_files(case, files, batch, keys, by=by.user):
            _record("case.files_attached", case, by.user)


def _add_files(
    case: Case, files: Sequence[Clean], batch: uuid.UUID, keys: Keys, *, by: User | None
) -> bool:
    if Attachment.objects.filter(pk=uuid.uuid5(batch, "1")).exists():
        return False
    store_files(case, files, keys, by=by, batch=batch)
    return True


def _record(verb: str, case: Case, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"case:{case.pk}", facts=facts)
