"""A version as a paper: plain data that a document is set from."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from upstander.core.languages import table
from upstander.core.pdf import NAMES
from upstander.network.interface import Text
from upstander.protocols.queries.publication import Reader, Shown, ShownStep
from upstander.protocols.states import HOLDING_STATES

Words = dict[str, str]


def document_of(shown: Shown, to: Reader) -> dict[str, Any]:
    """`{"title", "notice", "facts", "summary", "levels", "duties", "sections", "heads"}`.

    Words are `{"w", "l", "r", "d"}`: text, language, region and direction. Only a paper for
    members has contacts, and its notice says that it is not public.
    """
    version = shown.version
    facts = [
        (_("Organisation"), str(version.protocol.organisation)),
        (_("Communities"), ", ".join(str(row) for row in version.protocol.communities.all())),
        *_days(shown),
    ]
    if shown.asked:
        facts.append((_("Signed by"), signed_in_words(shown)))
    return {
        "title": _words(shown.title),
        "notice": _("Not public: with contacts") if to == Reader.MEMBER else "",
        "facts": facts,
        "summary": _words(shown.summary),
        "heads": {"levels": _("Levels"), "duties": _("Who acts")},
        "levels": [[_words(row.title), _words(row.trigger)] for row in shown.levels],
        "duties": [[_words(row.title), row.partner, _contact(row.contact)] for row in shown.duties],
        "sections": [[name, [_step(row) for row in rows]] for name, rows in shown.sections],
    }


def signed_in_words(shown: Shown) -> str:
    """How many of those who were asked, and the names of those who may be named."""
    text = ngettext(
        "%(signed)s of %(asked)s partner", "%(signed)s of %(asked)s partners", shown.asked
    ) % {"signed": shown.signed, "asked": shown.asked}
    return ": ".join(filter(None, (text, ", ".join(shown.partners))))


def _days(shown: Shown) -> Iterable[tuple[str, str]]:
    version = shown.version
    if version.in_force_on:
        yield _("In force since"), date_format(version.in_force_on)
    if version.in_force_on and version.ended_on:
        yield _("Held until"), date_format(version.ended_on)
    if version.review_on and version.state in HOLDING_STATES:
        yield _("Next review"), date_format(version.review_on)


def _step(step: ShownStep) -> dict[str, Any]:
    who = [_words(step.duty)] if step.duty else []
    who += [_own(step.partner)] if step.partner else []
    return {
        "text": _words(step.text),
        "who": who,
        "levels": [_words(level) for level in step.levels],
        "within": step.within,
    }


def _contact(contact: Any) -> str:
    if contact is None:
        return ""
    return " · ".join(filter(None, (contact.name, contact.phone, contact.email, contact.when)))


def _own(text: str) -> Words:
    return _words(Text(text, get_language() or "en"))


def _words(text: Text) -> Words:
    name, region = NAMES.get(text.language, (text.language, ""))
    direction = table()[text.language].direction
    return {"w": text.words, "l": name, "r": region, "d": direction}
