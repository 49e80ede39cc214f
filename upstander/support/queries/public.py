"""What the public pages of support show around the question."""

from typing import Any

from django.conf import settings
from django.utils import translation

from upstander.network.interface import (
    Question,
    Wordings,
    frame,
    questions,
    services,
    source_language,
)

__all__ = ["asked", "frame", "language_now", "slip"]
SAID = ("service", "taxonomy", "term", "region")


def slip(language: str) -> dict[str, Any]:
    """What stands on the paper with a number on it: where it opens, and whom to call."""
    with translation.override(language):
        back_at = f"{settings.PUBLIC_URL}/{language}/return/"
        return {
            "back_at": back_at,
            "foot": list(services(set(), Wordings(SAID, source_language())).values()),
        }


def asked(wordings: Wordings) -> dict[str, Question]:
    """Every question of the pack, in the reader's language."""
    return questions(wordings)


def language_now() -> str:
    """The language that the person reads."""
    return translation.get_language() or "en"
