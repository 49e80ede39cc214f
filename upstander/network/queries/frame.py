"""What stands around a public page with a form."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale

from upstander.core.front import KNOWN
from upstander.core.languages import table
from upstander.network.queries.directory import Shown, programme, services
from upstander.network.queries.wording import Wordings

SAID = ("service", "taxonomy", "term", "region")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Languages, the numbers at the foot, and the words of the pack, in the reader's language."""
    found = programme()
    wordings = Wordings(SAID, found.source_language if found else "en")
    offered = set(Locale.objects.values_list("language_code", flat=True))
    rest = request.path.lstrip("/").partition("/")[2]
    foot = list(services(set(), wordings).values())
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


def _emergency(foot: list[Shown]) -> str:
    """The name of the first service at the foot that is there for emergencies, such as 911."""
    return next((str(shown.say["name"]) for shown in foot if "emergency" in shown.row.topics), "")
