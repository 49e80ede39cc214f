"""A translation is asked for, written, read by a second person, published."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.core.moves import move
from upstander.editing.models import TranslationTask
from upstander.editing.queries.board import Line, line_of
from upstander.editing.queries.checks import findings_for, says_nothing_new
from upstander.editing.queries.piece import digest_of_both
from upstander.editing.queries.task import locked_task
from upstander.editing.queries.who import translators_of, who_is
from upstander.editing.rules import task as rules
from upstander.editing.rules.findings import may_be_published
from upstander.editing.shapes import SOURCES
from upstander.editing.states import TASK_MOVES, Standing, TaskState
from upstander.editing.tasks import tell_people


@transaction.atomic
def ask_translators(
    kind: str, key: str, people: Mapping[str, int], *, by: User, due_on: date | None = None
) -> list[TranslationTask]:
    """One task for each language in `people` (language → number of the person), or none at all."""
    line, who = _line(kind, key), who_is(by)
    offered = translators_of(people)
    made = []
    for language, person in people.items():
        rules.may_ask(who, kind, language, person)
        is_hers = any(user.pk == person for user in offered[language])
        rules.may_be_asked(frozenset([language]) if is_hers else frozenset(), language)
        _is_free(line, language)
        made.append(
            TranslationTask(
                kind=kind, key=key, language=language, title=line.title[:255],
                assigned_to_id=person, asked_by=by, asked_at=timezone.now(), due_on=due_on,
            )
        )  # fmt: skip
    for task in made:
        try:
            with transaction.atomic():
                task.save()
        except IntegrityError as error:  # someone else asked at the same moment
            raise NotAllowed(_asked_already(task.language)) from error
        _record("translation.asked", task, by)
        _tell(task, task.assigned_to_id, by)
    return made


def _line(kind: str, key: str) -> Line:
    line = line_of(kind, key)
    if line is None:
        raise NotAllowed(_("This is not here any more."))
    return line


def _is_free(line: Line, language: str) -> None:
    cell = next((cell for cell in line.cells if cell.language == language), None)
    if cell is None or cell.standing == Standing.SOURCE:
        raise NotAllowed(_("This is the original. Change it in the editor."))
    if cell.task is not None:
        raise NotAllowed(_asked_already(language))


def _asked_already(language: str) -> str:
    said = _("Someone was already asked for this language: %(language)s.")
    return said % {"language": table()[language].name}


@transaction.atomic
def say_ready(task: TranslationTask, *, by: User) -> None:
    """The translator has written it: a second person reads it now."""
    task = locked_task(task.pk)
    cell = _cell(task)
    rules.may_say_ready(who_is(by), task, is_there=cell is not None and cell.piece is not None)
    _move(task, TaskState.IN_REVIEW, by)
    readers = [user.pk for user in translators_of([task.language])[task.language]]
    for person in {*readers, task.asked_by_id} - {task.assigned_to_id}:
        _tell(task, person, by)


@transaction.atomic
def mark_reviewed(task: TranslationTask, *, seen: str, by: User) -> None:
    """What was `seen` is published as reviewed, in this language alone."""
    task = locked_task(task.pk)
    rules.may_review(who_is(by), task, others_of(task))
    rules.is_as_seen(seen, seen_of(task))
    original = _line(task.kind, task.key).language
    may_be_published(says_nothing_new(task.kind, task.key, task.language, original))
    may_be_published(findings_for(task.kind, task.key, task.language))
    SOURCES[task.kind].publish(task.key, task.language, by=by)
    _move(task, TaskState.REVIEWED, by, reviewed_by=by, settled_at=timezone.now())
    for person in {task.asked_by_id, task.assigned_to_id}:
        _tell(task, person, by)


@transaction.atomic
def send_back(task: TranslationTask, answer: str, *, by: User) -> None:
    """Not yet: who read it says what should be changed."""
    task = locked_task(task.pk)
    rules.may_review(who_is(by), task, others_of(task))
    rules.has_words(answer)
    _move(task, TaskState.SENT_BACK, by, answer=answer.strip())
    _tell(task, task.assigned_to_id, by)


@transaction.atomic
def withdraw_task(task: TranslationTask, *, by: User) -> None:
    """It is not asked for any more; whoever may be writing it is told."""
    task = locked_task(task.pk)
    rules.may_withdraw(who_is(by), task)
    _move(task, TaskState.WITHDRAWN, by, settled_at=timezone.now())
    _tell(task, task.assigned_to_id, by)


def others_of(task: TranslationTask) -> int:
    """How many people read this language beside the one who wrote."""
    found = translators_of([task.language])[task.language]
    return sum(user.pk != task.assigned_to_id for user in found)


def seen_of(task: TranslationTask) -> str:
    """By which it is known that the words of both languages are those that were read."""
    line = _line(task.kind, task.key)
    return digest_of_both(task.kind, task.key, line.language, task.language)


def _cell(task: TranslationTask) -> Any:
    line = line_of(task.kind, task.key)
    cells = line.cells if line else ()
    return next((cell for cell in cells if cell.language == task.language), None)


def _move(task: TranslationTask, to: TaskState, by: User, **changes: Any) -> None:
    move(task, to=to, moves=TASK_MOVES, **changes)
    _record(f"translation.{to.value}", task, by)


def _record(verb: str, task: TranslationTask, by: User) -> None:
    facts = {"kind": task.kind, "language": task.language}
    record(verb, by=f"user:{by.pk}", of=f"translation:{task.pk}", facts=facts)


def _tell(task: TranslationTask, person: int, by: User) -> None:
    if person != by.pk:
        transaction.on_commit(lambda: tell_people.enqueue(task.pk, [person]))
