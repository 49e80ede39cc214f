"""What people were asked to translate."""

from django.db.models import QuerySet

from upstander.editing.models import TranslationTask
from upstander.editing.states import OPEN_STATES

Place = tuple[str, str, str]


def open_tasks() -> dict[Place, TranslationTask]:
    """Every open task by kind, key and language; one query."""
    rows = TranslationTask.objects.filter(state__in=OPEN_STATES).select_related("assigned_to")
    return {(row.kind, row.key, row.language): row for row in rows}


def history_of(kind: str, key: str, language: str) -> QuerySet[TranslationTask]:
    """Every task about a piece, the newest first."""
    rows = TranslationTask.objects.filter(kind=kind, key=key, language=language)
    return rows.select_related("assigned_to", "asked_by", "reviewed_by")


def locked_task(pk: int) -> TranslationTask:
    """As it is now; nobody else changes it before this transaction ends."""
    return TranslationTask.objects.select_for_update(no_key=True).get(pk=pk)
