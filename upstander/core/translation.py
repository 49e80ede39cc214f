"""How far a translation of content has come, and how it knows its source."""

import json
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationState(models.TextChoices):
    """Of content in one language. *Outdated* is computed: the source has changed since."""

    SOURCE = "source", _("Original")
    MACHINE_DRAFT = "machine_draft", _("Machine draft")
    REVIEWED = "reviewed", _("Reviewed")


def digest_of(values: Mapping[str, Any], names: Iterable[str]) -> str:
    """By which a translation knows the content that it was made from (SHA-256, hex)."""
    content = [values[name] for name in names]
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def is_outdated(state: str, source_digest: str, digest_now: str) -> bool:
    """Whether the source has changed since this translation was made from it."""
    return state != TranslationState.SOURCE and source_digest != digest_now


class Piece(NamedTuple):
    """One piece of content in one language, as the board of translations sees it.

    `key` is the same in every language; `number` is its row; `state` one of TranslationState.
    `has_draft` says that words wait which are not published. `is_careful`: it is about safety,
    rights or consent. What is missing in a language gives no piece.
    """

    key: str
    language: str
    title: str
    state: str
    number: int = 0
    is_outdated: bool = False
    has_draft: bool = False
    is_live: bool = True
    is_careful: bool = False


# The columns of Wagtail content by which it is a piece.
OF_PIECES = (
    "pk", "key", "title", "locale__language_code", "translation_state", "content_digest",
    "source_digest", "live", "has_unpublished_changes",
)  # fmt: skip


def pieces_of(rows: Iterable[Mapping[str, Any]], careful: Collection[str] = ()) -> list[Piece]:
    """Rows of Wagtail content (the columns OF_PIECES) as pieces.

    Originals are known by their state. What has no published original is no piece.
    """
    rows = list(rows)
    originals = {r["key"]: r["content_digest"] for r in rows if r["live"] and _is_source(r)}
    return [
        Piece(
            row["key"], row["locale__language_code"], row["title"], row["translation_state"],
            row["pk"],
            is_outdated(row["translation_state"], row["source_digest"], originals[row["key"]]),
            row["has_unpublished_changes"] or not row["live"], row["live"], row["key"] in careful,
        )
        for row in rows if row["key"] in originals
    ]  # fmt: skip


def _is_source(row: Mapping[str, Any]) -> bool:
    return bool(row["translation_state"] == TranslationState.SOURCE)
