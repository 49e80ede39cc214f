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
    """A document as it is shown. `reasons` are some of `exact`, `beginning`, `near`, `same`.

    Each with the words of the document that were found so, as they stand in title or text: for each
    word that was asked for the one that is most like it. `language` is of title and passage.
    """

    kind: str
    key: str
    path: str
    phone: str
    language: str
    title: list[Mark]
    passage: list[Mark]
    reasons: list[tuple[str, list[str]]]
    regions: list[str]


class Spot(NamedTuple):
    """Where a word stands, and how well it is which word that was asked for; rank 0 is best."""

    rank: int
    start: int
    end: int
    number: int = 0


REASONS = ("exact", "exact", "beginning", "near", "same")


class Reasons:
    """Why words of documents were found for one question; each word is looked at once."""

    def __init__(self, words: Sequence[Wanted]) -> None:
        self.words = words
        self.signs = {token for one in words for token in one.word.tokens if len(token) == 1}
        self._ranks: dict[tuple[str, str, str], tuple[int, int] | None] = {}

    def spots(self, text: str) -> Iterator[Spot]:
        """Each place of the text where a word that was asked for stands.

        A text can be long: after the first word that stands as it was typed, to the end of the
        passage around it.
        """
        before, last = None, len(text)
        for word in words_of(text):
            if word.start > last:
                return
            pair = before.main + word.main if before and word.follows else ""
            key = (word.main, word.exact, pair)
            if key not in self._ranks:
                self._ranks[key] = self._rank(word, pair)
            found = self._ranks[key]
            if found is not None:
                rank, number = found
                if rank == 0:
                    last = min(last, word.start + LENGTH)
                is_pair = before and pair and word.main not in self.signs
                start = before.start if is_pair and before else word.start
                yield Spot(rank, start, word.end, number)
            before = word

    def _rank(self, word: Word, pair: str) -> tuple[int, int] | None:
        """How well it is that word of those that were asked for which it is most like."""
        forms = [form for form in (word.main, word.also, pair) if form]
        found = ((_rank(one, word, forms), number) for number, one in enumerate(self.words))
        return min(((rank, number) for rank, number in found if rank is not None), default=None)


def shown_hit(row: Mapping[str, Any], reasons: Reasons) -> Hit:
    """The title and the best passage, with what was found in them marked."""
    title = str(row["title"])
    in_title = list(reasons.spots(title))
    text, spots = _best([row["summary"], row["body"]], reasons)
    return Hit(
        row["kind"], row["key"], row["path"], row["phone"], row["written_in"] or row["language"],
        list(_marked(title, in_title, 0, len(title))), _passage(text, spots),
        _reasons([(title, in_title), (text, spots)]), [name for _, name in row["regions"]],
    )  # fmt: skip


def _reasons(texts: Iterable[tuple[str, Iterable[Spot]]]) -> list[tuple[str, list[str]]]:
    """What was found in these texts, by how it was found; what is most like the question first."""
    best: dict[int, tuple[int, str]] = {}
    for text, spots in texts:
        for spot in spots:
            if spot.number not in best or spot.rank < best[spot.number][0]:
                best[spot.number] = spot.rank, text[spot.start : spot.end]
    found: dict[str, list[str]] = {}
    for rank, words in sorted((best[number] for number in sorted(best)), key=lambda pair: pair[0]):
        own = found.setdefault(REASONS[rank], [])
        if words not in own:
            own.append(words)
    return list(found.items())


def _best(texts: Sequence[str], reasons: Reasons) -> tuple[str, list[Spot]]:
    """The first text that has a word as it was typed, else the one with the best word."""
    found: list[tuple[str, list[Spot]]] = []
    for text in texts:
        found.append((text, list(reasons.spots(text))))
        if any(spot.rank == 0 for spot in found[-1][1]):
            return found[-1]
    shown = [pair for pair in found if pair[0]] or found
    return min(shown, key=lambda pair: min((spot.rank for spot in pair[1]), default=9))


def _rank(one: Wanted, word: Word, forms: Sequence[str]) -> int | None:
    """How well a word of a text, in any of its forms, is what was asked for; None: not at all."""
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
    """The text from `start` to `end` in pieces; spots that touch are one."""
    at = start
    for first, last in _joined(spots, start, end):
        if at < first:
            yield Mark(text[at:first], False)
        yield Mark(text[first:last], True)
        at = last
    if at < end:
        yield Mark(text[at:end], False)


def _joined(spots: Iterable[Spot], start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, spot.end)):
        first, last = max(spot.start, start), min(spot.end, end)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif first < last:
            found.append((first, last))
    return found
