"""What waits for a person who edits or translates, and what is late."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.core.languages import table
from upstander.core.panels import Panel, Row, what_waits_first
from upstander.editing.models import TranslationTask
from upstander.editing.queries.reading import to_read
from upstander.editing.queries.task import open_tasks
from upstander.editing.queries.who import who_is
from upstander.editing.queries.words import still_there
from upstander.editing.rules.task import Who, may_enter
from upstander.editing.states import WRITTEN_STATES, TaskState

MOST_ROWS = 30


def translations_panel(user: User, now: datetime) -> Panel | None:
    """What she was asked for, what she may review or approve, and what became of what she asked."""
    who = who_is(user)
    if not allowed(may_enter, who):
        return None
    today = timezone.localdate(now)
    hers = still_there(task for task in open_tasks().values() if _concerns(task, who))
    rows = [_row(task, who, today) for task in hers]
    rows += to_read(user)
    rows.sort(key=lambda row: (not row.is_waiting, not row.is_late))
    more = (_("All translations"), reverse("editing:board"))
    return Panel(_("Translations"), rows[:MOST_ROWS], _("Nothing waits for you here."), more)


def _concerns(task: TranslationTask, who: Who) -> bool:
    return who.pk in (task.assigned_to_id, task.asked_by_id) or _is_to_read(task, who)


def _is_to_read(task: TranslationTask, who: Who) -> bool:
    is_other = task.assigned_to_id != who.pk
    return task.state == TaskState.IN_REVIEW and task.language in who.languages and is_other


def _row(task: TranslationTask, who: Who, today: date) -> Row:
    is_hers = task.assigned_to_id == who.pk and task.state in WRITTEN_STATES
    waits = is_hers or _is_to_read(task, who)
    language = table()[task.language].name if task.language in table() else task.language
    parts = [language, str(task.get_state_display())]
    if task.due_on:
        parts.append(_("by %(day)s") % {"day": date_format(task.due_on, "DATE_FORMAT")})
    url = reverse("editing:piece", args=[task.language, task.kind, task.key])
    is_late = waits and task.due_on is not None and task.due_on < today
    return Row(task.title, url, " · ".join(parts), is_late=is_late, is_waiting=waits)


def panels_for(user: User, now: datetime) -> list[Panel]:
    """Those that concern this person, what waits first in each."""
    return what_waits_first([translations_panel(user, now)])
