"""Content of every kind, and its words."""

from collections.abc import Callable, Iterable

from upstander.core.translation import Piece
from upstander.editing.models import TranslationTask
from upstander.editing.shapes import SOURCES


def pieces(kind: str) -> list[Piece]:
    """All pieces of a kind in every language; none of a kind that nobody registered."""
    return list(SOURCES[kind].pieces()) if kind in SOURCES else []


def still_there(tasks: Iterable[TranslationTask]) -> list[TranslationTask]:
    """Without those about what is over; one kind is read once, and only where it can pass."""
    tasks = list(tasks)
    passing = {task.kind for task in tasks if task.kind in SOURCES and SOURCES[task.kind].can_pass}
    there = {(kind, piece.key) for kind in passing for piece in pieces(kind)}
    return [task for task in tasks if task.kind not in passing or (task.kind, task.key) in there]


def words_of(kind: str, key: str, language: str) -> dict[str, str]:
    """Each text by its path, in order; nothing where there is no such piece."""
    return SOURCES[kind].words(key, language) if kind in SOURCES else {}


def reading(kind: str, language: str) -> Callable[[str], dict[str, str]]:
    """Gives the words of a piece by its key, for whoever asks of many pieces of a kind."""
    if kind not in SOURCES:
        return lambda key: {}
    source = SOURCES[kind]
    if source.all_words is None:
        return lambda key: source.words(key, language)
    found = source.all_words(language)
    return lambda key: found.get(key, {})
