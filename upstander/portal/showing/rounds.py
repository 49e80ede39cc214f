"""Calls and awards in the words of the reader."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from upstander.funding import interface as records
from upstander.network.interface import Shown, Text, Wordings


class ShownAward(NamedTuple):
    """An award with its texts in the reader's language."""

    row: Any
    call: Text
    kind: Text
    say: dict[str, Text]
    remarks: list[Text]


def shown_call(call: Any, wordings: Wordings) -> Shown:
    """A call with its title and summary."""
    return Shown(call, _say(wordings, call, call, "title", "summary"))


def shown_awards(awards: Iterable[Any], wordings: Wordings) -> list[ShownAward]:
    """Awards with why they are what they are, and what is said of who has them."""
    return [
        ShownAward(
            row,
            records.said(wordings, row.call, row.call, "title"),
            records.said(wordings, row.call, row.kind, "name"),
            _say(wordings, row.call, row, "basis", "override"),
            records.remarks_of(row, wordings),
        )
        for row in awards
    ]


def awarded_in(round_: records.Round, wordings: Wordings) -> dict[str, Any]:
    """The awards of a published call by region; a basis that many share stands once."""
    regions = [(row, shown_awards(row.awards, wordings)) for row in round_.regions]
    found = [shown.say["basis"] for _, own in regions for shown in own]
    return {
        "round": round_,
        "regions": regions,
        "bases": [basis for basis in dict.fromkeys(found) if basis.words],
    }


def asked_by(call: Any, wordings: Wordings) -> dict[str, Any]:
    """What a call that is not decided pays for, asks and weighs, each in order."""

    def each(rows: Iterable[Any], *fields: str) -> list[Shown]:
        return [Shown(row, _say(wordings, call, row, *fields)) for row in rows]

    found = {"costs": each(call.costs.all(), "name", "help")}
    if call.state != records.CallState.OPEN:
        return found
    criteria = each(call.criteria.all(), "name", "help")
    return {
        **found,
        "questions": each(call.questions.all(), "text", "help"),
        "criteria": [(shown, _anchors(shown.row, call, wordings)) for shown in criteria],
        "weights": sum(shown.row.weight for shown in criteria),
    }


def shown_kinds(call: Any, wordings: Wordings) -> list[Shown]:
    """The kinds of award of a call, with their ceilings."""
    return [Shown(k, _say(wordings, call, k, "name", "summary")) for k in call.kinds.all()]


def _anchors(row: Any, call: Any, wordings: Wordings) -> list[Text]:
    """What each score means, from 0 upward."""
    own = row.texts.get(wordings.language, {})
    return [
        Text(own[name], wordings.language)
        if (name := f"anchor:{score}") in own
        else Text(words, call.language)
        for score, words in enumerate(row.anchors)
    ]


def _say(wordings: Wordings, call: Any, row: Any, *fields: str) -> dict[str, Text]:
    return {field: records.said(wordings, call, row, field) for field in fields}
