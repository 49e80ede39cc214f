"""Where content comes from that is edited and translated: a registry of sources."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from upstander.core.translation import Piece

Words = Mapping[str, str]


class Writes(Protocol):
    def __call__(self, key: str, language: str, words: Words, /, *, by: Any) -> None: ...


class Publishes(Protocol):
    def __call__(self, key: str, language: str, /, *, by: Any) -> None: ...


class Source(NamedTuple):
    """A kind of content.

    `label` is its name for people (lazy, plural). `pieces()` gives all pieces in every language
    in a constant number of queries. `words(key, language)` gives each text by its path, in order,
    and nothing where there is none: of an original what is published, else the newest words.
    `write` keeps a draft in one language and publishes nothing; `publish` makes the newest words
    the reviewed ones. Both raise NotAllowed with a sentence. `editor_url` and `public_url` take
    a piece; "" where there is none. `can_begin` says that a draft may hold the words of the
    original until it is translated, as nobody sees it; `can_be_careful` that editors say which
    pieces are about safety, rights or consent. `all_words(language)` gives the words of all
    pieces at once, by key, where asking for one after the other would be slow. `can_pass` says
    that pieces go when their day is over: nobody is asked any more for what was open about them;
    `published(keys)` says it of what an editor may take away, in one query.
    """

    kind: str
    label: Any
    pieces: Callable[[], Sequence[Piece]]
    words: Callable[[str, str], dict[str, str]]
    write: Writes
    publish: Publishes
    editor_url: Callable[[Piece], str]
    public_url: Callable[[Piece], str]
    all_words: Callable[[str], Mapping[str, dict[str, str]]] | None = None
    can_begin: bool = True
    can_be_careful: bool = False
    can_pass: bool = False
    published: Callable[[Collection[str]], Collection[str]] | None = None


SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """From now on this kind stands on the board; one of the same kind is replaced."""
    SOURCES[source.kind] = source
