"""Patterns of the pack in a language, with words that a test can know."""

from upstander.network.models import Wording
from upstander.protocols.models import Pattern
from upstander.protocols.queries.content import Content

TITLE = "Somebody reports racism"


def a_pattern() -> Pattern:
    """One that the pack brings."""
    return Pattern.objects.get(title=TITLE)


def word(pattern: Pattern, language: str, state: str = "machine_draft") -> None:
    """All of its texts in a language, each by the key of its row and the last letters of it."""
    for row in wordings(pattern, language):
        row.text, row.state = f"{language}: {row.key[-20:]}", state
        row.save()


def wordings(pattern: Pattern, language: str) -> list[Wording]:
    """Its texts, as the pack wrote them."""
    rows = Wording.objects.filter(language=language, key__startswith="pattern")
    return [row for row in rows if row.key.split(":")[1].partition("/")[0] == pattern.key]


def texts_of(content: Content) -> list[str]:
    """All that a person reads in it."""
    rows = [row for part in ("levels", "duties", "steps") for row in content[part]]
    named = [row.get(name, "") for row in rows for name in ("title", "trigger", "text")]
    return [text for text in (content["summary"], *named) if text]
