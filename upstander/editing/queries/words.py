"""Content of every kind, and its words."""

from collections.abc import Callable, Collection, Iterable

from upstander.core.translation import Piece
from upstander.editing.models import TranslationTask
from upstander.editing.shapes import SOURCES


def pieces(kind: str) -> list[Piece]:
    """All pieces of a kind in every language; none of a kind that nobody registered."""
    return list(SOURCES[kind].pieces()) if kind in SOURCES else []


def still_there(tasks: Iterable[TranslationTask]) -> list[TranslationTask]:
    """Without those about what is over or taken away; each kind is read once at most."""
    tasks, asked = list(tasks), dict[str, set[str]]()
    for task in tasks:
        asked.setdefault(task.kind, set()).add(task.key)
    there = {kind: _still(kind, keys) for kind, keys in asked.items()}
    return [task for task in tasks if task.key in there[task.kind]]


def _still(kind: str, keys: set[str]) -> Collection[str]:
    source = SOURCES.get(kind)
    if source and source.published:
        return source.published(keys)
    if source and source.can_pass:
        return {piece.key for piece in source.pieces()}
    return keys


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
