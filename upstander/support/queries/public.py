"""What the public pages of support show around the question."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Locale

from upstander.core.languages import table
from upstander.network.interface import (
    Question,
    Shown,
    Wordings,
    programme,
    questions,
    services,
    source_language,
)

SAID = ("service", "taxonomy", "term", "region")
# Kept at hand for the page that must be shown while the database is away.
KNOWN = {"emergency": ""}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Languages, the numbers at the foot, and the words of the pack, in the reader's language."""
    wordings = Wordings(SAID, source_language())
    offered = set(Locale.objects.values_list("language_code", flat=True))
    rest = request.path.lstrip("/").partition("/")[2]
    found, foot = programme(), list(services(set(), wordings).values())
    KNOWN["emergency"] = _emergency(foot)
    return {
        "wordings": wordings,
        "foot": foot,
        "emergency": KNOWN["emergency"],
        "tongues": [
            (row, f"/{row.code}/{rest}") for row in table().values() if row.code in offered
        ],
        "days": found.answer_within if found else 2,
        "source": table()[wordings.source],
    }


def slip(language: str) -> dict[str, Any]:
    """What stands on the paper with a number on it: where it opens, and whom to call."""
    with translation.override(language):
        back_at = f"{settings.PUBLIC_URL}/{language}/return/"
        return {
            "back_at": back_at,
            "foot": list(services(set(), Wordings(SAID, source_language())).values()),
        }


def _emergency(foot: list[Shown]) -> str:
    """The name of the first service at the foot that is there for emergencies, such as 911."""
    return next((str(shown.say["name"]) for shown in foot if "emergency" in shown.row.topics), "")


def asked(wordings: Wordings) -> dict[str, Question]:
    """Every question of the pack, in the reader's language."""
    return questions(wordings)


def language_now() -> str:
    """The language that the person reads."""
    return translation.get_language() or "en"
