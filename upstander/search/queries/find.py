"""Searching the index."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import tantivy

from upstander.search.index import Damaged, Opened, give_up, opened
from upstander.search.queries.reason import Hit, shown_hit
from upstander.search.queries.wanted import Asking, same_words, wanted

PER_PAGE = 10
FEW = 3  # documents that have all of several words; with fewer, more is shown
MOST = 200  # things that are paged through; who looks further is helped by another word
FACETS = ("kind", "region", "topic")


class Found(NamedTuple):
    """A page of what was found.

    `count` is how many there are, and with `is_more` at least so many. `is_loose`: few
    documents have all of the words, so there are some that have only some of them. `facets` are the values by which one may narrow,
    by field, each with its name; of a kind its name is what the source says.
    """

    hits: list[Hit]
    count: int = 0
    is_more: bool = False
    is_loose: bool = False
    page: int = 1
    pages: int = 1
    facets: Mapping[str, list[tuple[str, str]]] = {}
    has_words: bool = True


def find(
    typed: str, language: str, source: str, *, page: int = 1, chosen: Mapping[str, str] | None = None
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
    words = wanted(typed, same_words(index.synonyms, (language, source)))
    if not words:
        return Found([], has_words=False)
    searcher, asking = index.index.searcher(), Asking(index.index.schema)
    narrow = [(field, chosen[field]) for field in FACETS if chosen.get(field)]
    question = asking.all_of(words)
    whole = asking.narrowed(question, language, source, ())
    facets, count = _facets(searcher, whole)
    is_loose = False
    for is_by_sign in (False, True):
        if count >= (FEW if len(words) > 1 else 1):
            break
        is_loose, question = True, asking.some_of(words, is_by_sign=is_by_sign)
        whole = asking.narrowed(question, language, source, ())
        facets, count = _facets(searcher, whole)
    narrowed = asking.narrowed(question, language, source, narrow) if narrow else whole
    rows, is_more = _once(searcher, narrowed)
    pages = max(1, -(-len(rows) // PER_PAGE))
    page = min(max(page, 1), pages)
    some = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    shown = [json.loads(bytes(searcher.doc(row)["shown"][0])) for row in some]
    hits = [shown_hit(one, words) for one in shown]
    named = {field: _named(index, field, facets[field], (source, language)) for field in FACETS}
    return Found(hits, len(rows), is_more, is_loose, page, pages, named)


def _named(
    index: Opened, field: str, keys: Iterable[str], languages: Sequence[str]
) -> list[tuple[str, str]]:
    names: dict[str, str] = {}
    for language in languages:
        names |= index.names.get(language, {}).get(field, {})
    return sorted(((key, names.get(key, key)) for key in keys), key=lambda pair: pair[1])


def _once(searcher: tantivy.Searcher, question: tantivy.Query) -> tuple[list[Any], bool]:
    """The best, each thing once: in the reader's language where it was found in that."""
    found = searcher.search(question, limit=2 * MOST, count=False)
    addresses = [address for _, address in found.hits]
    names = searcher.fast_field_values("identity", addresses) if addresses else []
    rows: dict[Any, Any] = {}
    for name, address in zip(names, addresses, strict=True):
        rows.setdefault(name, address)
    return list(rows.values())[:MOST], len(rows) > MOST


def _facets(
    searcher: tantivy.Searcher, question: tantivy.Query
) -> tuple[dict[str, list[str]], int]:
    """The values that there are, by field, and the number of documents."""
    asked = {f: {"terms": {"field": f, "size": 40}} for f in FACETS}
    found = searcher.aggregate(question, asked)
    keys = {f: [row["key"] for row in found[f]["buckets"]] for f in FACETS}
    return keys, sum(row["doc_count"] for row in found["kind"]["buckets"])
