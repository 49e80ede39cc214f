"""What a person told, in the wording of the network's questions and the reader's language."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.network.interface import (
    Question,
    Text,
    Wordings,
    communities,
    questions,
    source_language,
)

TAXONOMY_OF = {
    "teller": "teller",
    "what": "incident-type",
    "setting": "setting",
    "motive": "motive",
    "effect": "effect",
    "need": "need",
}
ASSESSED = ("what", "setting", "motive")


class Told(NamedTuple):
    """An answer: what was asked, in a word or two, and what was chosen or written."""

    name: str
    label: str
    chosen: list[Text]
    words: str


def catalogue() -> dict[str, Question]:
    """Every question with its terms, in the reader's language."""
    return questions(Wordings(["taxonomy", "term"], source_language()))


def labels() -> dict[str, str]:
    """What each answer is called."""
    return {
        "teller": _("Who is telling"),
        "what": _("What happened"),
        "words": _("In their own words"),
        "place": _("Place"),
        "setting": _("Where"),
        "when": _("When"),
        "motive": _("What it was about"),
        "effect": _("Effects"),
        "need": _("What would help"),
    }


def told(story: Mapping[str, Any], times: Mapping[str, Any]) -> list[Told]:
    """Every answer that was given, in the order of the form; `times` are the words for when."""
    found, terms = [], catalogue()
    for name, label in labels().items():
        chosen = terms_of(name, story.get(name), terms)
        words = _words(name, story, times)
        if chosen or words:
            found.append(Told(name, label, chosen, words))
    return found


def terms_of(name: str, keys: Any, terms: Mapping[str, Question]) -> list[Text]:
    """The names of chosen terms; a key that no longer has one stands for itself."""
    if name not in TAXONOMY_OF or not keys:
        return []
    question = terms.get(TAXONOMY_OF[name])
    names = {key: text for key, text, _parent in question.terms} if question else {}
    return [names.get(key, Text(str(key), "en")) for key in keys]


def _words(name: str, story: Mapping[str, Any], times: Mapping[str, Any]) -> str:
    if name == "place":
        row = communities().filter(key=story.get("place") or "").first()
        return row.name if row else str(story.get("place_name") or "")
    if name == "when":
        when = str(story.get("when") or "")
        found = (str(times.get(when, when)), str(story.get("when_words") or ""))
        return " · ".join(words for words in found if words)
    written = {"words": "words", "need": "need_words"}.get(name, "")
    return str(story.get(written) or "")


def contact(identity: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who and where the person is, each with its label; what was left empty is left out."""
    known = {
        "name": _("Name"),
        "reach": _("How to reach the person safely"),
        "safely": _("When and how is it safe to reach you?"),
        "email": _("E-mail address"),
    }
    return [(known.get(name, name), str(value)) for name, value in identity.items() if value]
