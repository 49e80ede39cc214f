"""What is found: documents, and the sources that give them."""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple


class Document(NamedTuple):
    """One thing that can be found, in one language.

    `key` is the same in every language, and with `kind` names one thing: of two languages of it
    only one is shown. `title`, `summary` and `body` are plain text; the first two are shown, so
    `written_in` says in what language they are where that is not the document's own. `path` is
    where it leads; `phone` is shown with it. `regions` and `topics` are pairs of a key and its
    name in the language of the document, by which a reader may narrow what was found.
    """

    kind: str
    key: str
    title: str
    path: str
    summary: str = ""
    body: str = ""
    phone: str = ""
    written_in: str = ""
    regions: tuple[tuple[str, str], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()


class Source(NamedTuple):
    """Where documents come from.

    `documents(language)` gives all that anyone may see, called with that language active.
    `kinds` are the kinds of document, each with its name for people (lazy, plural). `nouns` are
    those of the log: after an entry of such a noun (`project.changed`) the source is read anew.
    """

    name: str
    documents: Callable[[str], Iterable[Document]]
    kinds: Mapping[str, Any]
    nouns: frozenset[str] = frozenset()


def identity(row: Document) -> int:
    """A number of 63 bits that a thing has in every language."""
    digest = blake2b(f"{row.kind}/{row.key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def digest_of(rows: Iterable[Document]) -> str:
    """By which it is known whether what a source gives has changed."""
    digest = blake2b(digest_size=16)
    for row in rows:
        digest.update(json.dumps(row, ensure_ascii=False).encode())
    return digest.hexdigest()
