"""Texts of records in the language of the reader."""

from collections.abc import Iterable
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.utils import translation

from upstander.network.models import Programme, Wording


class Text(NamedTuple):
    """Words, and the language that they are in. `original`: the source of a machine draft."""

    words: str
    language: str
    original: str = ""

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        return bool(self.words)


def digest_of(text: str) -> str:
    """By which a wording knows the source text that it renders (SHA-256, hex)."""
    return sha256(text.encode()).hexdigest()


def source_language() -> str:
    """The language in which the network's records are written."""
    return Programme.objects.values_list("source_language", flat=True).first() or "en"


class Wordings:
    """The texts of one language, fetched once; an outdated or missing one gives the source."""

    def __init__(self, kinds: Iterable[str], source: str = "en") -> None:
        self.language = translation.get_language() or source
        self.source = source
        self.has_drafts = False  # whether a text that was asked for is a machine draft
        self._found: dict[tuple[str, str], tuple[str, str]] = {}
        if self.language != source:
            self._found = _fetch(self.language, kinds)

    def text(self, key: str, source_text: str) -> Text:
        """`source_text`, known as `key`, in the reader's language where that is up to date."""
        found = self._found.get((key, digest_of(source_text))) if source_text else None
        if not found or not found[0]:
            return Text(source_text, self.source)
        words, state = found
        is_draft = state == "machine_draft"
        self.has_drafts |= is_draft
        return Text(words, self.language, source_text if is_draft else "")


class Worded(NamedTuple):
    """A text in another language, and the digest of the source that it renders."""

    key: str
    language: str
    source_digest: str
    text: str
    is_reviewed: bool


def wordings_of(kinds: Iterable[str], languages: Iterable[str]) -> list[Worded]:
    """All texts of some kinds of records in some languages, in one query."""
    wanted = reduce(or_, (Q(key__startswith=f"{kind}:") for kind in kinds))
    rows = Wording.objects.filter(wanted, language__in=list(languages)).exclude(text="")
    values = rows.values_list("key", "language", "source_digest", "text", "state")
    return [
        Worded(key, language, digest, text, state == "reviewed")
        for key, language, digest, text, state in values
    ]


def _fetch(language: str, kinds: Iterable[str]) -> dict[tuple[str, str], tuple[str, str]]:
    wanted = reduce(or_, (Q(key__startswith=f"{kind}:") for kind in kinds))
    rows = Wording.objects.filter(wanted, language=language)
    values = rows.values_list("key", "source_digest", "text", "state")
    return {(key, digest): (text, state) for key, digest, text, state in values}
