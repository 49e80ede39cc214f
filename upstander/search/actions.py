"""What others say to the search."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from upstander.search import index
from upstander.search.models import Synonyms
from upstander.search.sources import SOURCES, touched_by
from upstander.search.sources.own import PUBLISHED
from upstander.search.tasks import make_the_index_anew, read_again, rebuild, refresh

__all__ = [
    "ask_for_an_index",
    "note",
    "note_published",
    "rebuild",
    "refresh",
    "touched",
    "write_synonyms",
]


def touched(source: str, language: str | None = None) -> None:
    """What a source gives has changed, in one language or in any: read it again after commit.

    Costs a row of the table of jobs, and none where such a job waits already. Sources that are
    not known are passed over.
    """
    if source in SOURCES:
        transaction.on_commit(lambda: _enqueue(source, language))


def note(verb: str) -> None:
    """Something was entered in the log."""
    for source in touched_by(verb):
        touched(source)


def note_published(instance: Any, **kwargs: Any) -> None:
    """Something was published in the editor, or is so no more."""
    if source := PUBLISHED.get(instance._meta.label_lower):
        touched(source, instance.locale.language_code)


def _enqueue(source: str, language: str | None) -> None:
    said = {"args": [source, language], "kwargs": {}}
    waiting = DBTaskResult.objects.filter(
        task_path=read_again.module_path, status=TaskResultStatus.READY, args_kwargs=said
    )
    if not waiting.exists():
        read_again.enqueue(source, language)


def ask_for_an_index() -> None:
    """There is none that can be read: one is made in the background. Many may ask at once."""
    if index.is_first_to_ask():
        with suppress(DatabaseError):
            make_the_index_anew.enqueue()


def write_synonyms(rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Make or change groups of words, by `language/key`; inside the caller's transaction."""
    for identity, values in rows.items():
        language, _, key = identity.partition("/")
        Synonyms.objects.update_or_create(
            language=language, key=key, defaults={"words": values["words"]}
        )
