"""Who may ask for a translation, write it, and say that it is reviewed."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.editing.states import TASK_MOVES, TAUGHT, TaskState


class Who(NamedTuple):
    """A person to the board: whether she asks, teaches, translates, and into which languages.

    Who translates is named for no language at first.
    """

    pk: int
    is_asking: bool = False
    is_teaching: bool = False
    is_translating: bool = False
    languages: frozenset[str] = frozenset()


def may_enter(who: Who) -> None:
    """Whoever edits, teaches or translates."""
    if not (who.is_asking or who.is_teaching or who.is_translating or who.languages):
        raise NotAllowed(_("Only editors and translators see this."))


def may_name_translators(who: Who) -> None:
    """Editors say who translates into which language."""
    if not who.is_asking:
        raise NotAllowed(_("Only editors may do this."))


def may_ask(who: Who, kind: str, language: str, person: int) -> None:
    """Editors ask anyone; trainers, for what is taught; a translator takes it on herself."""
    takes_it_on = person == who.pk and language in who.languages
    if not (who.is_asking or (who.is_teaching and kind in TAUGHT) or takes_it_on):
        raise NotAllowed(_("Only editors may do this."))


def may_be_asked(languages: frozenset[str], language: str) -> None:
    """A person is asked for a language that she translates into."""
    if language not in languages:
        raise NotAllowed(_("This person does not translate into this language."))


def may_say_ready(who: Who, task: Any, *, is_there: bool) -> None:
    """Whoever was asked, once there is something to read."""
    _can_become(task, TaskState.IN_REVIEW)
    if task.assigned_to_id != who.pk:
        raise NotAllowed(_("Only the person who was asked may do this."))
    if not is_there:
        raise NotAllowed(_("Write the translation first."))


def may_review(who: Who, task: Any, others: int) -> None:
    """A second person of the language; where there is none, the one who wrote it.

    `others` is how many other people read this language.
    """
    _can_become(task, TaskState.REVIEWED)
    if task.language not in who.languages:
        raise NotAllowed(_("Only someone who translates into this language may do this."))
    if task.assigned_to_id == who.pk and others:
        raise NotAllowed(_("A second person reviews what you wrote."))


def may_withdraw(who: Who, task: Any) -> None:
    """Whoever asked, and every editor."""
    _can_become(task, TaskState.WITHDRAWN)
    if not who.is_asking and task.asked_by_id != who.pk:
        raise NotAllowed(_("Only editors may do this."))


def has_words(answer: str) -> None:
    """Nothing is sent back without saying why."""
    if not answer.strip():
        raise NotAllowed(_("Write what should be changed, in kind words."))


def is_as_seen(seen: str, now: str) -> None:
    """What is called reviewed is what was read."""
    if seen != now:
        raise NotAllowed(_("The words have changed since you opened this page. Read them again."))


def _can_become(task: Any, state: TaskState) -> None:
    if state not in TASK_MOVES[task.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_write(who: Who, language: str) -> None:
    """Editors, and translators of the language."""
    if not (who.is_asking or language in who.languages):
        raise NotAllowed(_("Only someone who translates into this language may do this."))
