"""What makes a pack faulty beyond its form: every fault is found, none hides another."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.network.interface import may_serve
from upstander.packs.faults import Fault
from upstander.packs.reading import Pack, identity_of
from upstander.packs.shapes import SHAPES
from upstander.packs.tables import Row

TYPE_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}
REFERENCES = (
    ("community", "region", "region"),
    ("community", "part_of", "community"),
    ("community", "neighbours", "community"),
    ("organisation", "community", "community"),
    ("hub", "organisation", "organisation"),
    ("spoke", "organisation", "organisation"),
    ("spoke", "region", "region"),
    ("spoke", "communities", "community"),
    ("spoke", "partners", "organisation"),
    ("announced_total", "region", "region"),
    ("term", "taxonomy", "taxonomy"),
)


def faults_of(pack: Pack) -> list[Fault]:
    """All faults, in the order of files and lines; an empty list where the pack may be loaded."""
    found = list(_form(pack))
    if not found:
        for check in (_languages, _references, _spokes, _places, _terms, _pages, _translations):
            found += list(check(pack))
    return sorted(set(found))


def _form(pack: Pack) -> Iterator[Fault]:
    for kind in ("pack", "programme", "region"):
        if not pack.rows.get(kind):
            yield Fault(SHAPES[kind].file, 1, f"a pack needs a [{kind}] table")
    for kind, rows in pack.rows.items():
        if kind not in SHAPES:
            yield Fault(rows[0].file, rows[0].line, f"no table is called {kind!r}")
            continue
        for row in rows:
            yield from _fields(row)
        yield from _doubles(rows)
    if not pack.pages.get("home"):
        yield Fault("pages/home.md", 1, "a pack needs a front page")


def _fields(row: Row) -> Iterator[Fault]:
    shape = SHAPES[row.kind]
    if row.file != shape.file:
        yield Fault(row.file, row.line, f"[{row.kind}] belongs in {shape.file}")
    for name, kind in shape.required.items():
        if row.values.get(name) in (None, ""):
            yield Fault(row.file, row.line, f"[{row.kind}] lacks {name!r} ({TYPE_NAMES[kind]})")
    known = {**shape.required, **shape.optional}
    for name, value in row.values.items():
        if name not in known:
            if row.kind != "glossary":
                yield Fault(row.file, row.line_of(name), f"[{row.kind}] has no field {name!r}")
        elif not _fits(value, known[name]):
            reason = f"{name!r} must be {TYPE_NAMES[known[name]]}"
            yield Fault(row.file, row.line_of(name), reason)


def _fits(value: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _doubles(rows: list[Row]) -> Iterator[Fault]:
    counts = Counter(identity_of(row) for row in rows)
    for row in rows:
        key = identity_of(row)
        if counts[key] > 1:
            yield Fault(row.file, row.line, f"the key {key!r} stands {counts[key]} times")
            counts[key] = 1


def _languages(pack: Pack) -> Iterator[Fault]:
    row = pack.rows["pack"][0]
    for code in pack.about["languages"]:
        if code not in table():
            yield Fault(row.file, row.line_of("languages"), f"no language is called {code!r}")
        elif code != pack.about["source_language"] and code not in pack.catalogues:
            yield Fault(f"locale/{code}.po", 1, f"the language {code!r} is missing its catalogue")
    if pack.about["source_language"] not in pack.about["languages"]:
        yield Fault(row.file, row.line_of("source_language"), "the source is not among the languages")


def _references(pack: Pack) -> Iterator[Fault]:
    known = {kind: {identity_of(row) for row in rows} for kind, rows in pack.rows.items()}
    for kind, field, to in REFERENCES:
        for row in pack.rows.get(kind, []):
            for key in _as_list(row.values.get(field)):
                if key not in known.get(to, set()):
                    yield Fault(row.file, row.line_of(field), f"unknown {to} {key!r}")


def _spokes(pack: Pack) -> Iterator[Fault]:
    neighbours = {
        identity_of(row): row.values.get("neighbours", []) for row in pack.rows.get("community", [])
    }
    kinds = {row.values["kind"] for row in pack.rows.get("funding_model", [])}
    for row in pack.rows.get("spoke", []):
        kind, keys = row.values["kind"], row.values["communities"]
        if kind not in ("community", "regional"):
            reason = f"a spoke is 'community' or 'regional', not {kind!r}"
            yield Fault(row.file, row.line_of("kind"), reason)
        elif kind not in kinds:
            yield Fault(row.file, row.line_of("kind"), f"no funding model is called {kind!r}")
        else:
            yield from _service_area(row, kind, keys, neighbours)
    for kind in ("spoke", "hub"):
        for row in pack.rows.get(kind, []):
            yield from _term(row)


def _service_area(
    row: Row, kind: str, keys: list[str], neighbours: dict[str, list[str]]
) -> Iterator[Fault]:
    try:
        may_serve(kind, keys, neighbours)
    except NotAllowed as refusal:
        yield Fault(row.file, row.line_of("communities"), str(refusal))


def _term(row: Row) -> Iterator[Fault]:
    found = {}
    for field in ("starts_on", "ends_on"):
        if value := row.values.get(field):
            try:
                found[field] = date.fromisoformat(value)
            except ValueError:
                yield Fault(row.file, row.line_of(field), f"{value!r} is no date (YYYY-MM-DD)")
    if len(found) == 2 and found["ends_on"] < found["starts_on"]:
        yield Fault(row.file, row.line_of("ends_on"), "the term ends before it starts")


def _places(pack: Pack) -> Iterator[Fault]:
    rows = {identity_of(row): row for row in pack.rows.get("community", [])}
    for key, row in rows.items():
        if not (-90 <= row.values["latitude"] <= 90 and -180 <= row.values["longitude"] <= 180):
            yield Fault(row.file, row.line_of("latitude"), f"{key!r} is not on earth")
        if row.values.get("part_of") == key:
            yield Fault(row.file, row.line_of("part_of"), f"{key!r} is part of itself")
        for other in row.values.get("neighbours", []):
            if other == key:
                yield Fault(row.file, row.line_of("neighbours"), f"{key!r} is its own neighbour")
            elif other in rows and key not in rows[other].values.get("neighbours", []):
                reason = f"{key!r} names {other!r} as neighbour, but not the other way"
                yield Fault(row.file, row.line_of("neighbours"), reason)
    for row in pack.rows.get("organisation", []):
        has_contact = any(row.values.get(field) for field in ("website", "email", "phone"))
        if has_contact and not row.values.get("sources"):
            yield Fault(row.file, row.line, "contact data needs a source")


def _terms(pack: Pack) -> Iterator[Fault]:
    keys = {identity_of(row) for row in pack.rows.get("term", [])}
    for row in pack.rows.get("term", []):
        parent = row.values.get("parent")
        if parent and f"{row.values['taxonomy']}/{parent}" not in keys:
            yield Fault(row.file, row.line_of("parent"), f"unknown term {parent!r}")
    for kind in ("service", "fact"):
        for row in pack.rows.get(kind, []):
            if row.values["mark"] not in ("P", "S"):
                reason = "mark is P (primary source) or S (secondary source)"
                yield Fault(row.file, row.line_of("mark"), reason)


def _pages(pack: Pack) -> Iterator[Fault]:
    known = {
        "page": set(pack.pages),
        "service": {identity_of(row) for row in pack.rows.get("service", [])},
        "fact": {identity_of(row) for row in pack.rows.get("fact", [])},
    }
    for page in pack.pages.values():
        parent = page.front.get("parent", "")
        if parent and (parent not in pack.pages or parent == page.key):
            yield Fault(page.file, 1, f"unknown parent page {parent!r}")
        for kind, key, line in page.references():
            if key not in known[kind]:
                yield Fault(page.file, line, f"unknown {kind} {key!r}")


def _translations(pack: Pack) -> Iterator[Fault]:
    for language in pack.translated_languages:
        catalogue = pack.catalogues.get(language)
        if catalogue is None:
            continue
        for unit in pack.units():
            if (unit.context, unit.text) not in catalogue:
                reason = f"not translated into {language!r}: {unit.text[:40]!r}"
                yield Fault(unit.file, unit.line, reason)


def _as_list(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
