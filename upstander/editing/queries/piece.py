"""One piece of content in one language, beside its original."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from upstander.core.content import plain_words
from upstander.core.paths import is_rich
from upstander.editing.queries.words import words_of


class Pair(NamedTuple):
    """A text of the original and of the translation; one of both may be empty."""

    path: str
    original: str
    translation: str


def side_by_side(original: Mapping[str, str], translation: Mapping[str, str]) -> list[Pair]:
    """Text by text, as plain words; what only the translation has stands last."""
    paths = [*original, *(path for path in translation if path not in original)]
    return [Pair(p, _plain(p, original.get(p, "")), _plain(p, translation.get(p, "")))
            for p in paths]  # fmt: skip


def _plain(path: str, text: str) -> str:
    return " ".join(plain_words(text).split()) if is_rich(path) else text


def digest_of_both(kind: str, key: str, source: str, language: str) -> str:
    """By which it is known that the words are those that were read."""
    both = [words_of(kind, key, source), words_of(kind, key, language)]
    return sha256(json.dumps(both, ensure_ascii=False).encode()).hexdigest()[:20]
