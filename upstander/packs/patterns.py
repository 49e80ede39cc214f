"""The patterns of response protocols that a pack brings: what they say, and what is wrong."""

from collections.abc import Iterator
from typing import Any

from upstander.packs.faults import Fault
from upstander.packs.reading import Pack, identity_of
from upstander.packs.tables import Row
from upstander.protocols.interface import LONGEST_WORDS, MOST_MINUTES, SECTION_KEYS, arranged

Rows = dict[str, dict[str, Any]]


def pattern_rows(pack: Pack) -> Rows:
    """Every pattern as the library keeps it, by its key; its rows by number, not by key."""
    return {identity_of(row): _pattern(pack, row) for row in pack.rows.get("pattern", [])}


def _pattern(pack: Pack, row: Row) -> dict[str, Any]:
    key, summary = identity_of(row), row.values["summary"]
    levels, duties = _of(pack, "pattern_level", key), _of(pack, "pattern_duty", key)
    level_at = {level.values["key"]: number for number, level in enumerate(levels)}
    duty_at = {duty.values["key"]: number for number, duty in enumerate(duties)}
    steps = [
        {
            "section": step.values["section"],
            "text": step.values["text"],
            "duty": duty_at[step.values["duty"]],
            "levels": sorted(level_at[level] for level in step.values.get("levels", [])),
            "within": step.values.get("within"),
        }
        for step in _of(pack, "pattern_step", key)
    ]
    content = {
        "summary": summary,
        "levels": [{name: level.values[name] for name in ("title", "trigger")} for level in levels],
        "duties": [{"title": duty.values["title"], "partner": ""} for duty in duties],
        "steps": steps,
    }
    return {
        "title": row.values["title"],
        "summary": summary,
        "language": pack.about["source_language"],
        "content": arranged(content),
    }


def pattern_faults(pack: Pack) -> Iterator[Fault]:
    """A step names what its pattern has; words fit; two patterns are not called the same."""
    titles: set[str] = set()
    for row in pack.rows.get("pattern", []):
        if row.values["title"] in titles:
            reason = f"another pattern is called {row.values['title']!r}"
            yield Fault(row.file, row.line_of("title"), reason)
        titles.add(row.values["title"])
        if not _of(pack, "pattern_step", identity_of(row)):
            yield Fault(row.file, row.line, "a pattern has at least one step")
    for (kind, name), most in LONGEST_WORDS.items():
        for row in pack.rows.get(kind, []):
            for language, words in _worded(pack, row, name):
                if len(words) > most:
                    reason = f"{name!r} has more than {most} characters in {language!r}"
                    yield Fault(row.file, row.line_of(name), reason)
    for row in pack.rows.get("pattern_step", []):
        yield from _step(pack, row)


def _step(pack: Pack, row: Row) -> Iterator[Fault]:
    values, key = row.values, row.values["pattern"]
    if values["section"] not in SECTION_KEYS:
        reason = f"'section' is one of {', '.join(SECTION_KEYS)}"
        yield Fault(row.file, row.line_of("section"), reason)
    named = [("duty", [values["duty"]], "pattern_duty")]
    named.append(("levels", values.get("levels", []), "pattern_level"))
    for field, keys, kind in named:
        known = {other.values["key"] for other in _of(pack, kind, key)}
        for other in keys:
            if other not in known:
                reason = f"the pattern {key!r} has no {field.removesuffix('s')} {other!r}"
                yield Fault(row.file, row.line_of(field), reason)
    if not 0 < values.get("within", 1) <= MOST_MINUTES:
        reason = f"'within' is in minutes, from 1 to {MOST_MINUTES}"
        yield Fault(row.file, row.line_of("within"), reason)


def _of(pack: Pack, kind: str, pattern: str) -> list[Row]:
    return [row for row in pack.rows.get(kind, []) if row.values["pattern"] == pattern]


def _worded(pack: Pack, row: Row, name: str) -> Iterator[tuple[str, str]]:
    text, context = row.values[name], f"{row.kind}:{identity_of(row)}:{name}"
    yield pack.about["source_language"], text
    for language in pack.translated_languages:
        yield language, pack.catalogues.get(language, {}).get((context, text), "")
