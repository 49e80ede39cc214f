"""Patterns of a pack in other languages: whole, or not at all."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from upstander.core.languages import table
from upstander.network.interface import Worded, digest_of, wordings_of
from upstander.protocols.models import Pattern
from upstander.protocols.queries.content import Content
from upstander.protocols.queries.editing import editable

KINDS = ("pattern", "pattern_level", "pattern_duty", "pattern_step")
WORDS = {"levels": ("title", "trigger"), "duties": ("title",), "steps": ("text",)}


class Said(NamedTuple):
    """A pattern in a language, and whether someone has read all of it."""

    title: str
    content: Content
    language: str
    is_reviewed: bool


class Library:
    """The words of all patterns in some languages, fetched at once."""

    def __init__(self, languages: Collection[str]) -> None:
        self.languages = languages
        self._found: dict[tuple[str, str], dict[str, Worded]] = {}
        for row in wordings_of(KINDS, languages):
            about = (_pattern_of(row.key), row.language)
            self._found.setdefault(about, {})[row.source_digest] = row

    def said(self, pattern: Pattern, language: str) -> Said | None:
        """As it is now; None where one text has no words in this language any more.

        Words are found by the text that they render: what the hub changed has none.
        """
        if language == pattern.language:
            return own(pattern)
        content = editable(pattern)
        found = self._found.get((pattern.key, language), {}) if pattern.key else {}
        used = [found.get(digest_of(text)) for text in _texts(content)]
        if not all(used):
            return None
        return Said(
            _title(pattern, found),
            _reworded(content, {digest: row.text for digest, row in found.items()}),
            language,
            is_reviewed=all(row.is_reviewed for row in used if row),
        )

    def languages_of(self, pattern: Pattern) -> list[str]:
        """Those in which it is whole, its own among them, in the order of the table."""
        return [code for code in table() if self.said(pattern, code)]


def in_reading_language(
    patterns: Iterable[Pattern], language: str | None
) -> list[tuple[Pattern, Said]]:
    """Each in the language of the reader where it is whole in it, else in its own; one query."""
    wanted = language or ""
    words = Library([wanted])
    return [(row, words.said(row, wanted) or own(row)) for row in patterns]


def own(pattern: Pattern) -> Said:
    """A pattern in the language in which it was written."""
    return Said(pattern.title, editable(pattern), pattern.language, is_reviewed=True)


def library() -> Library:
    """In every language of the product."""
    return Library(list(table()))


def _pattern_of(key: str) -> str:
    """`pattern_step:somebody-reports/care-1:text` is of `somebody-reports`."""
    return key.split(":")[1].partition("/")[0]


def _title(pattern: Pattern, found: dict[str, Worded]) -> str:
    row = found.get(digest_of(pattern.title))
    return row.text if row else pattern.title


def _texts(content: Content) -> Iterator[str]:
    if content["summary"]:
        yield content["summary"]
    for part, names in WORDS.items():
        for row in content[part]:
            yield from (row[name] for name in names if row[name])


def _reworded(content: Content, texts: dict[str, str]) -> Content:
    def say(text: str) -> str:
        return texts[digest_of(text)] if text else text

    rows: dict[str, Any] = {
        part: [{**row, **{name: say(row[name]) for name in names}} for row in content[part]]
        for part, names in WORDS.items()
    }
    return {**content, "summary": say(content["summary"]), **rows}
