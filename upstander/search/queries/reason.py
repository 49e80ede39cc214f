"""Why a document was found, and the passage that says it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from upstander.search.queries.wanted import SHORTEST_BEGINNING, Wanted
from upstander.search.words import Word, is_near, may_be_near, words_of

BEFORE, LENGTH = 60, 240  # letters of a passage: before the first word that was found, in all


class Mark(NamedTuple):
    """A piece of text, and whether it is what was found."""

    text: str
    is_found: bool


class Hit(NamedTuple):
    """A document as it is shown. `reason` is one of `exact`, `beginning`, `near`, `same`.

    `word` is the word of the document that was found so, as it stands there. `language` is of
    title and passage.
    """

    kind: str
    key: str
    path: str
    phone: str
    language: str
    title: list[Mark]
    passage: list[Mark]
    reason: str
    word: str
    regions: list[str]


class Spot(NamedTuple):
    """Where a word stands, and how well it is what was asked for; 0 is best."""

    rank: int
    start: int
    end: int


REASONS = ("exact", "exact", "beginning", "near", "same")


def shown_hit(row: Mapping[str, Any], words: Sequence[Wanted]) -> Hit:
    """The title and the best passage, with what was found in them marked."""
    title = str(row["title"])
    in_title = list(_spots(title, words))
    text, spots = _best([row["summary"], row["body"]], words)
    best = min(in_title + spots, default=Spot(4, 0, 0))
    where = title if best in in_title else text
    return Hit(
        row["kind"], row["key"], row["path"], row["phone"], row["written_in"] or row["language"],
        list(_marked(title, in_title, 0, len(title))), _passage(text, spots),
        REASONS[best.rank], where[best.start : best.end], [name for _, name in row["regions"]],
    )  # fmt: skip


def _best(texts: Sequence[str], words: Sequence[Wanted]) -> tuple[str, list[Spot]]:
    """The first text that has a word as it was typed, else the one with the best; else the first."""
    found: list[tuple[str, list[Spot]]] = []
    for text in texts:
        found.append((text, list(_spots(text, words))))
        if any(spot.rank == 0 for spot in found[-1][1]):
            return found[-1]
    shown = [pair for pair in found if pair[0]] or found
    return min(shown, key=lambda pair: min((spot.rank for spot in pair[1]), default=9))


def _spots(text: str, words: Sequence[Wanted]) -> Iterator[Spot]:
    """Each place of the text where a word that was asked for stands; to the end of the passage
    around the first that stands as it was typed, for a text can be long."""
    before: Word | None = None
    last = len(text)
    for word in words_of(text):
        if word.start > last:
            return
        ranks = [rank for one in words if (rank := _rank(word, before, one)) is not None]
        if ranks:
            if min(ranks) == 0:
                last = min(last, word.start + LENGTH)
            is_pair = word.follows and before and not any(_is_sign_of(word, one) for one in words)
            yield Spot(min(ranks), before.start if is_pair and before else word.start, word.end)
        before = word


def _is_sign_of(word: Word, one: Wanted) -> bool:
    return word.main in one.word.tokens


def _rank(word: Word, before: Word | None, one: Wanted) -> int | None:
    forms = [word.main, *([word.also] if word.also else [])]
    if word.follows and before:
        forms.append(before.main + word.main)
    own = one.word
    if any(form in own.tokens for form in forms):
        return 0 if not own.exact or own.exact == word.exact else 1
    if own.also and own.also in forms:
        return 1
    if not own.is_signs and len(own.tokens) == 1:
        token = own.tokens[0]
        if one.is_last and len(token) >= SHORTEST_BEGINNING and word.main.startswith(token):
            return 2
        if _is_typo(token, forms) or (own.also and _is_typo(own.also, forms)):
            return 3
    return 4 if any(form in phrase for phrase in one.same for form in forms) else None


def _is_typo(token: str, forms: Iterable[str]) -> bool:
    return may_be_near(token) and any(is_near(token, form) for form in forms)


def _passage(text: str, spots: Sequence[Spot]) -> list[Mark]:
    """Some words around the best of what was found; cut between words where there are spaces."""
    best = min(spots, default=Spot(0, 0, 0))
    start = _edge(text, max(best.start - BEFORE, 0), back=True)
    end = _edge(text, min(start + LENGTH, len(text)), back=False)
    marks = list(_marked(text, spots, start, end))
    if start:
        marks.insert(0, Mark("… ", False))
    if end < len(text):
        marks.append(Mark(" …", False))
    return marks


def _edge(text: str, at: int, *, back: bool) -> int:
    if at in (0, len(text)):
        return at
    space = text.rfind(" ", max(at - 30, 0), at)
    if space < 0:
        return at
    return space + 1 if back else space


def _marked(text: str, spots: Iterable[Spot], start: int, end: int) -> Iterator[Mark]:
    at = start
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        first, last = max(spot.start, at), min(spot.end, end)
        if first < last:
            if at < first:
                yield Mark(text[at:first], False)
            yield Mark(text[first:last], True)
            at = last
    if at < end:
        yield Mark(text[at:end], False)
