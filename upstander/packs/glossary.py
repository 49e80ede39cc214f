"""The glossary that a pack brings: a word for each term in each language, and words to avoid."""

from collections.abc import Iterator
from typing import Any

from upstander.editing.interface import LONGEST_NOTE, LONGEST_WORD
from upstander.packs.faults import Fault
from upstander.packs.reading import Pack, identity_of
from upstander.packs.tables import Row

Rows = dict[str, dict[str, Any]]


def term_rows(pack: Pack) -> Rows:
    """Each term in each language that has a word for it, by `language/key`."""
    source = pack.about["source_language"]
    forms = {identity_of(row): row.values["words"] for row in pack.rows.get("form", [])}
    return {
        name: {
            "source": row.values[source],
            "word": row.values[language],
            "forms": forms.get(name, []),
            "note": row.values.get("note", ""),
            "is_always": row.values.get("always", False),
            "but_not": row.values.get("but_not", []),
        }
        for row in pack.rows.get("glossary", [])
        for language in pack.translated_languages
        if row.values.get(language)
        for name in [f"{language}/{identity_of(row)}"]
    }


def avoided_rows(pack: Pack) -> Rows:
    """The words to avoid, by `language/word`."""
    rows = pack.rows.get("avoid", [])
    return {identity_of(row): {"reason": row.values["reason"]} for row in rows}


def glossary_faults(pack: Pack) -> Iterator[Fault]:
    """A term has its word in the source language, and what is written fits its table."""
    for row in pack.rows.get("glossary", []):
        if pack.about["source_language"] not in row.values:
            yield Fault(row.file, row.line, "[glossary] lacks the word in the source language")
        words = [n for n in row.values if n == "key" or n in pack.about["languages"]]
        yield from _lengths(row, words, LONGEST_WORD)
        yield from _lengths(row, ["note"], LONGEST_NOTE)
    for row in pack.rows.get("avoid", []):
        yield from _lengths(row, ["word"], LONGEST_WORD)
        yield from _lengths(row, ["reason"], LONGEST_NOTE)


def _lengths(row: Row, names: list[str], most: int) -> Iterator[Fault]:
    for name in names:
        if len(row.values.get(name, "")) > most:
            yield Fault(row.file, row.line_of(name), f"{name!r} has more than {most} characters")
