"""Searching the index."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import tantivy

from upstander.search.index import FACETS, Damaged, Opened, give_up, opened
from upstander.search.queries.reason import Hit, Reasons, shown_hit
from upstander.search.queries.wanted import (
    Asking,
    Same,
    Wanted,
    narrowed,
    same_words,
    wanted,
)

PER_PAGE = 10
# Who searches may need help now: what is to be read and learned stands after pages and help that
# are found as well.
LATER, LATER_KINDS = 0.6, ("course", "resource")
FEW = 3  # documents that have all of several words; with fewer, more is shown
MOST = 200  # things that are paged through; who looks further is helped by another word


class Found(NamedTuple):
    """A page of what was found.

    `total` is how many there are, and with `is_more` at least so many. `is_loose`: few
    documents have all of the words, so there are some that have only some of them. `facets` are
    the values by which one may narrow, by field, each with its name; of a kind that is its key.
    """

    hits: list[Hit]
    total: int = 0
    is_more: bool = False
    is_loose: bool = False
    page: int = 1
    pages: int = 1
    facets: Mapping[str, list[tuple[str, str]]] = {}
    has_words: bool = True


def find(
    typed: str,
    language: str,
    source: str,
    *,
    page: int = 1,
    chosen: Mapping[str, str] | None = None,
) -> Found:
    """What `typed` finds for a reader of `language`: first in that, then in that of the source.

    `chosen` narrows by `kind`, `region` and `topic`. Raises Damaged where no index can be read;
    nothing of what was typed is kept or said anywhere.
    """
    index = opened()
    try:
        return _find(index, typed, language, source, page, dict(chosen or {}))
    except BaseException as error:
        if not _is_damage(error):
            raise
        give_up()
    raise Damaged


def _is_damage(error: BaseException) -> bool:
    """What Tantivy says of files that it cannot read; in the worst case it panics."""
    return isinstance(error, (OSError, ValueError)) or type(error).__name__ == "PanicException"


def _find(  # noqa: PLR0913, PLR0917 - the parts of one question
    index: Opened, typed: str, language: str, source: str, page: int, chosen: Mapping[str, str]
) -> Found:
    words = wanted(typed, _same(index, language, source))
    if not words:
        return Found([], has_words=False)
    asking = _Asking(index, (language, source))
    narrow = [(field, chosen[field]) for field in FACETS if chosen.get(field)]
    found, is_loose = asking.best(words, [])
    facets = asking.facets(found)
    if narrow:
        found, is_loose = asking.best(words, narrow)
    rows = asking.once(found)
    pages = max(1, -(-min(len(rows), MOST) // PER_PAGE))
    page = min(max(page, 1), pages)
    some = rows[:MOST][(page - 1) * PER_PAGE : page * PER_PAGE]
    shown = [json.loads(bytes(asking.searcher.doc(row)["shown"][0])) for row in some]
    reasons = Reasons(words)
    hits = [shown_hit(one, reasons) for one in shown]
    named = {field: _named(index, field, facets[field], (source, language)) for field in FACETS}
    return Found(hits, min(len(rows), MOST), len(rows) > MOST, is_loose, page, pages, named)


def _same(index: Opened, language: str, source: str) -> Same:
    key = (language, source)
    if key not in index.same:
        index.same[key] = same_words(index.synonyms, key)
    same: Same = index.same[key]
    return same


class _Asking:
    """Asks an index about the reader's language, and about that of the source."""

    def __init__(self, index: Opened, languages: Sequence[str]) -> None:
        self.index = index
        self.schema = index.files.schema
        self.searcher = index.files.searcher()
        kinds = index.bits["kind"]
        self.later = sum(1 << kinds.index(kind) for kind in LATER_KINDS if kind in kinds)
        self.languages = [Asking(self.schema, code) for code in dict.fromkeys(languages)]

    def best(
        self, words: Sequence[Wanted], chosen: Sequence[tuple[str, str]]
    ) -> tuple[list[Any], bool]:
        """The best addresses; whether of several words some are enough, as few have all."""
        ways: tuple[Callable[[Asking], tantivy.Query], ...] = (
            lambda asking: asking.all_of(words),
            lambda asking: asking.some_of(words),
            lambda asking: asking.some_of(words, is_by_sign=True),
        )
        enough = FEW if len(words) > 1 else 1
        found: list[Any] = []
        for number, way in enumerate(ways):
            found, now = self._found(way, chosen)
            if (now if len(words) > 1 else len(found)) >= enough or (number and found):
                return found, number > 0
        return found, True

    def _found(
        self, way: Callable[[Asking], tantivy.Query], chosen: Sequence[tuple[str, str]]
    ) -> tuple[list[Any], int]:
        """First those in the reader's language, each language by how well they are found.

        And how many of them are not of the kinds that come later.
        """
        addresses: list[Any] = []
        now = 0
        for asking in self.languages:
            question = narrowed(self.schema, way(asking), chosen) if chosen else way(asking)
            found = self.searcher.search(question, limit=MOST + 1, count=False).hits
            kinds = self._values("kind_bits", [address for _, address in found])
            now += sum(not kind & self.later for kind in kinds)
            hits = [
                (score * (LATER if kind & self.later else 1), number)
                for number, ((score, _), kind) in enumerate(zip(found, kinds, strict=True))
            ]
            addresses += [found[n][1] for _, n in sorted(hits, key=lambda hit: (-hit[0], hit[1]))]
        return addresses, now

    def once(self, addresses: list[Any]) -> list[Any]:
        """Each thing once: in the reader's language where it was found in that."""
        rows: dict[Any, Any] = {}
        for name, address in zip(self._values("identity", addresses), addresses, strict=True):
            rows.setdefault(name, address)
        return list(rows.values())

    def facets(self, addresses: list[Any]) -> dict[str, list[str]]:
        """The values that the best have, by field."""
        found = {}
        for field in FACETS:
            bits = reduce(or_, self._values(f"{field}_bits", addresses), 0)
            values = self.index.bits[field]
            found[field] = [value for at, value in enumerate(values) if bits >> at & 1]
        return found

    def _values(self, field: str, addresses: list[Any]) -> list[int]:
        return [int(n or 0) for n in self.searcher.fast_field_values(field, addresses)]


def _named(
    index: Opened, field: str, keys: Iterable[str], languages: Sequence[str]
) -> list[tuple[str, str]]:
    names: dict[str, str] = {}
    for language in languages:
        names |= index.names.get(language, {}).get(field, {})
    return sorted(((key, names.get(key, key)) for key in keys), key=lambda pair: pair[1])
