"""What the public pages of support show around the question."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Locale

from upstander.core.languages import table
from upstander.network.interface import (
    Question,
    Wordings,
    programme,
    questions,
    services,
    source_language,
)

SAID = ("service", "taxonomy", "term", "region")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Languages, the numbers at the foot, and the words of the pack, in the reader's language."""
    wordings = Wordings(SAID, source_language())
    offered = set(Locale.objects.values_list("language_code", flat=True))
    rest = request.path.lstrip("/").partition("/")[2]
    found = programme()
    return {
        "wordings": wordings,
        "foot": list(services(set(), wordings).values()),
        "tongues": [
            (row, f"/{row.code}/{rest}") for row in table().values() if row.code in offered
        ],
        "days": found.answer_within if found else 2,
        "source": table()[wordings.source],
    }


def asked(wordings: Wordings) -> dict[str, Question]:
    """Every question of the pack, in the reader's language."""
    return questions(wordings)


def language_now() -> str:
    """The language that the person reads."""
    return translation.get_language() or "en"
