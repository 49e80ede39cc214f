"""How far a translation of content has come, and how it knows its source."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

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
