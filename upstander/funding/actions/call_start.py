"""With what a new call starts: the programme's own models, or everything of an earlier call."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from upstander.core.languages import table
from upstander.funding.models import (
    AwardKind,
    Call,
    Criterion,
    EligibleCost,
    Envelope,
    Question,
)
from upstander.funding.queries.call_texts import (
    DIGEST,
    short_digest,
    stamped,
    words_of,
)
from upstander.network.interface import (
    Wordings,
    funding_models,
    programme,
    regions,
    source_language,
    statements,
)

# What the programme's sister pays for; an officer may change each.
COSTS = {
    "equipment": gettext_noop("Equipment rental"),
    "materials": gettext_noop("Materials for events and workshops"),
    "fees": gettext_noop("Fees for coordination, facilitation, art and training"),
    "food": gettext_noop("Food and drinks without alcohol"),
    "honorariums": gettext_noop("Honorariums for Elders and speakers"),
    "marketing": gettext_noop("Marketing"),
    "transport": gettext_noop("Transport"),
}
ANCHORS = (
    gettext_noop("Nothing shows it"),
    gettext_noop("A little shows it"),
    gettext_noop("Some of it is shown"),
    gettext_noop("Most of it is shown well"),
    gettext_noop("All of it is shown well, with examples"),
)
# What a copy takes over; dates, state and what was announced stay with the call that has them.
COPIED = (
    "summary", "language", "texts", "currency", "budget", "time_zone", "reviewers_each",
)  # fmt: skip
Say = Callable[[], dict[str, str]]


def usual_columns() -> dict[str, Any]:
    """Language, currency, budget and time zone of a call of this programme."""
    found = programme()
    return {
        "language": source_language(),
        "currency": found.currency if found else "CAD",
        "budget": Decimal(0),
        "time_zone": timezone.get_current_timezone_name(),
    }


def fill_from_programme(call: Call) -> None:
    """Kinds of award, costs and criteria of the programme, in every language that has them."""
    for position, model in enumerate(funding_models(_wordings("funding_model"))):
        _make_kind(call, model.row, position)
    for position, (key, name) in enumerate(COSTS.items()):
        _make(EligibleCost, call, _said({"name": name}), key=key, position=position)
    for position, row in enumerate(statements("criterion", _wordings("criterion"))):
        key = row.row.key

        def say(key: str = key) -> dict[str, str]:
            texts = {
                r.row.key: r.say["text"] for r in statements("criterion", _wordings("criterion"))
            }
            return {"name": _in_language(texts[key])} | _anchors()

        _make(Criterion, call, say, key=key, position=position, anchors=[])
    Envelope.objects.bulk_create(Envelope(call=call, region=region) for region in regions())


def _make_kind(call: Call, model: Any, position: int) -> None:
    def say() -> dict[str, str]:
        texts = {r.row.kind: r.say["per"] for r in funding_models(_wordings("funding_model"))}
        per = _in_language(texts[model.kind])
        return {"name": str(model.get_kind_display()), "summary": per[:1].upper() + per[1:]}

    is_regional = model.minimum_communities > 1
    _make(
        AwardKind,
        call,
        say,
        key=model.kind,
        position=position,
        most_per_community=None if is_regional else model.annual_maximum,
        most_per_award=model.annual_maximum if is_regional else None,
        least_communities=model.minimum_communities,
        are_neighbours_required=model.are_neighbours_required,
    )


def _anchors() -> dict[str, str]:
    return {f"anchor:{n}": _translated(text) for n, text in enumerate(ANCHORS)}


def _said(words: dict[str, str]) -> Say:
    return lambda: {field: _translated(text) for field, text in words.items()}


def _translated(text: str) -> str:
    """In the language of the moment; nothing where the catalogue has it not."""
    found = gettext(text)
    is_source = translation.get_language() == "en"
    return found if is_source or found != text else ""


def _in_language(text: Any) -> str:
    """A text of the records; nothing where it is not in the language of the moment."""
    return text.words if text.language == translation.get_language() else ""


def _wordings(kind: str) -> Wordings:
    return Wordings([kind], source_language())


def _make(model: type[Any], call: Call, say: Say, **columns: Any) -> None:
    """A part in the language of the call, with its texts in all others."""
    with translation.override("en"):  # in which the defaults are written
        english = say()
    with translation.override(call.language):
        words = {field: text or english[field] for field, text in say().items()}
    texts = {}
    for code in table():
        with translation.override(code):
            found = {f: text for f, text in say().items() if text and code != call.language}
        texts[code] = found | {f"{DIGEST}{f}": short_digest(words[f]) for f in found}
    if "anchors" in columns:
        columns["anchors"] = [words[f"anchor:{n}"] for n in range(len(ANCHORS))]
    own = {f: text for f, text in words.items() if ":" not in f}
    kept = {code: found for code, found in texts.items() if found}
    model._default_manager.create(call=call, texts=kept, **own, **columns)


def copied_columns(last: Call) -> dict[str, Any]:
    """What a copy takes over; its translations know which title and summary they are of."""
    found = {name: getattr(last, name) for name in COPIED}
    return {**found, "texts": stamped(last.texts, words_of(last))}


def fill_from_call(call: Call, last: Call) -> None:
    """Every part of `last`; a condition leads to the copy of the question that it led to."""
    models: tuple[type[Any], ...] = (AwardKind, Envelope, EligibleCost, Criterion)
    for model in models:
        rows = list(model._default_manager.filter(call=last))
        for row in rows:
            row.pk, row.call = None, call
            row._state.adding = True
        model._default_manager.bulk_create(rows)
    copies: dict[int, Question] = {}
    led: dict[int, int] = {}
    for row in Question.objects.filter(call=last):
        old = row.pk
        led |= {old: row.asked_if_id} if row.asked_if_id else {}
        row.pk, row.call, row.asked_if = None, call, None
        row._state.adding = True
        row.save()
        copies[old] = row
    for old, before in led.items():
        Question.objects.filter(pk=copies[old].pk).update(asked_if=copies[before])
