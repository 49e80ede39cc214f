"""From the answers of a form to the story that is sealed, and back to words on a page."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from upstander.network.interface import Question
from upstander.support.forms.tell import ELSEWHERE, FORMS, WHEN
from upstander.support.states import Wish

Answers = Mapping[str, Mapping[str, Any]]
LISTS = {"teller": "teller", "what": "incident-type", "where": "setting"} | {
    name: name for name in ("motive", "effect", "need")
}


class Said(NamedTuple):
    """An answer as it is read again: the step, its question, and what was said."""

    step: str
    title: Any
    lines: list[Any]


def story_of(answers: Answers, language: str) -> dict[str, Any]:
    """What happened, as the team gets it: keys of the pack's lists, and her own words."""
    where, when = answers.get("where", {}), answers.get("when", {})
    return {
        "wish": answers.get("wish", {}).get("chosen", "both"),
        "teller": _list(answers.get("teller", {}).get("chosen")),
        "what": _list(answers.get("what", {}).get("chosen")),
        "words": answers.get("what", {}).get("words", ""),
        "place": where.get("key", ""),
        "place_name": where.get("place_name") or where.get("place", ""),
        "setting": _list(where.get("chosen")),
        "when": when.get("chosen", ""),
        "when_words": when.get("day", ""),
        "motive": _list(answers.get("motive", {}).get("chosen")),
        "effect": _list(answers.get("effect", {}).get("chosen")),
        "need": _list(answers.get("need", {}).get("chosen")),
        "need_words": answers.get("need", {}).get("words", ""),
        "language": language,
    }


def said_by(answers: Answers, asked: Mapping[str, Question]) -> list[Said]:
    """Every question before the review, with what was said; no lines where it was skipped."""
    rows = []
    for step, form in FORMS.items():
        if step not in ("review", "recipient"):
            question = asked.get(LISTS.get(step, ""))
            title = form.title or (question.text if question else "")
            rows.append(Said(step, title, _lines(step, answers.get(step, {}), question)))
    return rows


def _lines(step: str, answer: Mapping[str, Any], question: Question | None) -> list[Any]:
    names: dict[str, Any] = {k: name for k, name, _group in question.terms} if question else {}
    names |= {"wish": dict(Wish.choices), "when": dict(WHEN)}.get(step, {})
    chosen = _list(answer.get("chosen")) or (["both"] if step == "wish" else [])
    lines = [names[key] for key in chosen if key in names]
    place = answer.get("place_name") or answer.get("place")
    if answer.get("listed") == ELSEWHERE[0] and not place:
        place = ELSEWHERE[1]
    texts = [place, *(answer.get(name) for name in ("words", "day", "name", "reach"))]
    return [
        *(t for t in texts if t),
        *lines,
        *(answer[n] for n in ("safely", "email") if n in answer),
    ]


def _list(chosen: Any) -> list[str]:
    if not chosen:
        return []
    return [chosen] if isinstance(chosen, str) else list(_known(chosen))


def _known(chosen: Iterable[Any]) -> Iterable[str]:
    return (str(key) for key in chosen)
