"""What stands around a public page with a form."""

from collections.abc import Sequence, Set
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale

from upstander.core.front import KNOWN
from upstander.core.languages import table
from upstander.network.queries.directory import Shown, programme, services
from upstander.network.queries.wording import Wordings

SAID = ("service", "taxonomy", "term", "region")


def frame(
    request: HttpRequest, keys: Set[str] = frozenset(), said: Sequence[str] = ()
) -> dict[str, Any]:
    """Languages, the numbers at the foot, and the words of the pack, in the reader's language.

    `keys` are services that the page shows beside those at the foot, `said` kinds of records of
    which it says something beside those that any page may.
    """
    found = programme()
    wordings = Wordings((*SAID, *said), found.source_language if found else "en")
    offered = set(Locale.objects.values_list("language_code", flat=True))
    rest = request.path.lstrip("/").partition("/")[2]
    shown = services(set(keys), wordings)
    foot = [service for service in shown.values() if service.row.is_on_every_page]
    KNOWN["emergency"] = _emergency(foot)
    return {
        "wordings": wordings,
        "foot": foot,
        "services": shown,
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
