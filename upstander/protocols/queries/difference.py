"""What became of the words of a protocol between two versions."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.protocols.queries.content import Content
from upstander.protocols.rules.within import in_words
from upstander.protocols.states import Section

ALIKE = 0.55  # as many words in common, and it is the same row in other words
Piece = tuple[str, str]  # ("same", "added" or "removed"; the words)
Row = dict[str, Any]


class Fact(NamedTuple):
    """Who, when, at which level: before and after."""

    label: str
    before: str
    after: str


class Change(NamedTuple):
    """A row that is not as it was. `kind` is "added", "removed", "changed" or "moved"."""

    kind: str
    pieces: list[Piece]
    facts: list[Fact]
    is_moved: bool = False


class Part(NamedTuple):
    """A heading of the protocol with what changed under it."""

    title: str
    changes: list[Change]


def difference(before: Content, after: Content) -> list[Part]:
    """The parts in which anything differs, in the order of the page."""
    parts = [
        Part(_("What it is for"), _of_text(before["summary"], after["summary"])),
        Part(_("Levels"), _of_rows(before["levels"], after["levels"], "title", _level_facts)),
        Part(_("Roles"), _of_rows(before["duties"], after["duties"], "title", _duty_facts)),
    ]
    old, new = _told(before), _told(after)
    pairs = _pairs(old, new, "text")
    for section in Section:
        rows = [row for row in new if row["section"] == section]
        gone = [row for row in old if row["section"] == section]
        changes = _changes(gone, rows, pairs, "text", _step_facts)
        parts.append(Part(str(section.label), changes))
    return [part for part in parts if part.changes]


def pieces_of(before: str, after: str) -> list[Piece]:
    """The words of both, in the order of reading: what stayed, what went, what came."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            found.append(("same", " ".join(old[a:b])))
            continue
        found += [("removed", " ".join(old[a:b]))] if b > a else []
        found += [("added", " ".join(new[c:d]))] if d > c else []
    return found


def _of_text(before: str, after: str) -> list[Change]:
    if before.split() == after.split():
        return []
    return [Change("changed", pieces_of(before, after), [])]


def _of_rows(
    before: list[Row], after: list[Row], field: str, facts: Callable[[Row, Row], list[Fact]]
) -> list[Change]:
    return _changes(before, after, _pairs(before, after, field), field, facts)


def _told(content: Content) -> list[Row]:
    """The steps with names in place of numbers."""
    levels = [row["title"] for row in content["levels"]]
    duties = [row["title"] for row in content["duties"]]
    return [
        {
            "section": step["section"],
            "text": step["text"],
            "who": "" if step["duty"] is None else duties[step["duty"]],
            "when": in_words(step["within"]),
            "levels": ", ".join(levels[place] for place in step["levels"]) or _("every level"),
        }
        for step in content["steps"]
    ]


def _pairs(before: Sequence[Row], after: Sequence[Row], field: str) -> dict[int, Row]:
    """For each row of after, by its identity, the one that it was: same words first, then like."""
    free, found = list(before), dict[int, Row]()
    for row in after:
        same = [old for old in free if old[field] == row[field]]
        near = [old for old in same if old.get("section") == row.get("section")] or same
        if near:
            found[id(row)] = near[0]
            free = [old for old in free if old is not near[0]]
    for row in after:
        if id(row) in found:
            continue
        close = [(_likeness(old[field], row[field]), -n, old) for n, old in enumerate(free)
                 if old.get("section") == row.get("section")]  # fmt: skip
        best = max(close, default=None, key=lambda one: one[:2])
        if best and best[0] >= ALIKE:
            found[id(row)] = best[2]
            free = [old for old in free if old is not best[2]]
    return found


def _likeness(a: str, b: str) -> float:
    # Languages without blanks between words are compared letter by letter.
    a, b = a.casefold(), b.casefold()
    old, new = (a.split(), b.split()) if " " in a + b else (list(a), list(b))
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _changes(
    before: Sequence[Row],
    after: Sequence[Row],
    pairs: dict[int, Row],
    field: str,
    facts: Callable[[Row, Row], list[Fact]],
) -> list[Change]:
    places = {id(row): place for place, row in enumerate(before)}
    kept = [places[id(pairs[id(r)])] for r in after
            if id(r) in pairs and id(pairs[id(r)]) in places]  # fmt: skip
    steady = _longest_rise(kept)
    found = []
    for row in after:
        old = pairs.get(id(row))
        if old is None:
            found.append(Change("added", [("added", row[field])], facts({}, row)))
            continue
        is_moved = places.get(id(old)) not in steady
        told, words = facts(old, row), pieces_of(old[field], row[field])
        is_changed = bool(told) or old[field].split() != row[field].split()
        if is_changed or is_moved:
            kind = "changed" if is_changed else "moved"
            found.append(Change(kind, words, told, is_moved))
    followed = {id(old) for old in pairs.values()}
    found += [
        Change("removed", [("removed", row[field])], [])
        for row in before
        if id(row) not in followed
    ]
    return found


def _longest_rise(places: Sequence[int]) -> set[int]:
    """The most places that stand in their old order: the others are what moved."""
    best: list[list[int]] = []
    for number, place in enumerate(places):
        before = [best[n] for n in range(number) if places[n] < place]
        best.append([*_longest(before), place])
    return set(_longest(best))


def _longest(rows: list[list[int]]) -> list[int]:
    return sorted(rows, key=len)[-1] if rows else []


def _fact(label: str, before: str, after: str) -> list[Fact]:
    return [] if before == after else [Fact(label, before, after)]


def _level_facts(before: Row, after: Row) -> list[Fact]:
    return _fact(_("When it applies"), before.get("trigger", ""), after["trigger"])


def _duty_facts(before: Row, after: Row) -> list[Fact]:
    return _fact(_("Partner"), before.get("partner", ""), after["partner"])


def _step_facts(before: Row, after: Row) -> list[Fact]:
    part = "" if not before or before["section"] == after["section"] else _(
        "moved here from “%(part)s”"
    ) % {"part": Section(before["section"]).label}  # fmt: skip
    levels = before.get("levels", _("every level"))
    return [
        *_fact(_("Moved"), "", part),
        *_fact(_("Who"), before.get("who", ""), after["who"]),
        *_fact(_("How soon"), before.get("when", ""), after["when"]),
        *_fact(_("Levels"), levels, after["levels"]),
    ]
