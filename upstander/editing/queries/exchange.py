"""Words on their way to translators and back."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from upstander.core.translation import Piece, TranslationState
from upstander.editing.queries.checks import words_findings
from upstander.editing.queries.words import pieces, reading
from upstander.editing.rules.findings import Finding
from upstander.editing.rules.po import Change, Entry, Unit, compare, context_of, parts_of
from upstander.editing.shapes import SOURCES
from upstander.network.interface import source_language

Name = tuple[str, str]  # kind and key


class Wanted(NamedTuple):
    """What is taken out: one piece, one kind, or everything; all of it or what is not reviewed."""

    kind: str = ""
    key: str = ""
    only_open: bool = False


def originals(kind: str) -> list[Piece]:
    """The pieces of a kind that were written in the language of the source, in order."""
    source = source_language()
    return [piece for piece in pieces(kind) if _is_original(piece, source)]


def _is_original(piece: Piece, source: str) -> bool:
    """What someone wrote in another language has nothing to be translated from in a PO file."""
    return piece.state == TranslationState.SOURCE and piece.language == source


def known_names(kinds: Iterable[str]) -> set[Name]:
    """Every piece that can be translated; a constant number of queries for each kind."""
    return {(kind, piece.key) for kind in kinds for piece in originals(kind)}


def units_for(language: str, wanted: Wanted) -> list[Unit]:
    """The texts to take out, in the order of kinds and pieces."""
    kinds = [kind for kind in SOURCES if wanted.kind in ("", kind)]
    return [unit for kind in kinds for unit in _of_kind(kind, language, wanted)]


def _of_kind(kind: str, language: str, wanted: Wanted) -> list[Unit]:
    found, source = pieces(kind), source_language()
    read = unit_reading(kind, language)
    done = {piece.key for piece in found if piece.language == language and is_done(piece)}
    return [
        unit
        for piece in found
        if _is_original(piece, source) and wanted.key in ("", piece.key)
        if not (wanted.only_open and piece.key in done)
        for unit in read(piece.key, is_draft=piece.key not in done)
    ]


def is_done(piece: Piece) -> bool:
    """Whether a person has approved it as its source is now."""
    is_reviewed = piece.state == TranslationState.REVIEWED
    return is_reviewed and not piece.is_outdated and not piece.has_draft


class ReadsUnits(Protocol):
    def __call__(self, key: str, *, is_draft: bool = True) -> list[Unit]: ...


def unit_reading(kind: str, language: str) -> ReadsUnits:
    """Gives the texts of a piece, in order. Words of a place that is gone are left out."""
    source, own = reading(kind, source_language()), reading(kind, language)

    def read(key: str, *, is_draft: bool = True) -> list[Unit]:
        words = own(key)
        return [
            Unit(context_of(kind, key, path), text, words.get(path, ""), is_draft)
            for path, text in source(key).items()
        ]

    return read


def changes_of(entries: Iterable[Entry], language: str) -> list[Change]:
    """What the entries of a file would do now. Only pieces that they name are read."""
    entries = list(entries)
    named = pieces_named(entries)
    units: dict[str, Unit] = {}
    reads = {kind: unit_reading(kind, language) for kind in {kind for kind, _ in named.values()}}
    for kind, key in dict.fromkeys(named.values()):
        units |= {unit.context: unit for unit in reads[kind](key)}
    return compare(entries, units)


def pieces_named(entries: Iterable[Entry]) -> dict[str, Name]:
    """The piece of each entry, by context; of those that there are."""
    entries = list(entries)
    kinds = {entry.context.partition(":")[0] for entry in entries}
    known = known_names(kind for kind in SOURCES if kind in kinds)
    found = {entry.context: parts_of(entry.context, known) for entry in entries}
    return {context: parts[:2] for context, parts in found.items() if parts}


def findings_in(changes: Iterable[Change], language: str) -> list[Finding]:
    """What the words that would be written have against the glossary, by context."""
    kept = [change.entry for change in changes if change.step in ("added", "changed")]
    words: Mapping[str, str] = {entry.context: entry.words for entry in kept}
    sources = {entry.context: entry.source for entry in kept}
    return list(words_findings(language, words, sources))
