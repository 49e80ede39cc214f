"""What makes a pack faulty beyond its form: every fault is found, none hides another."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.core.zones import is_zone
from upstander.events.interface import all_kinds as kinds_of_days
from upstander.funding.interface import all_kinds as kinds_of_rounds
from upstander.network.interface import Field, Kind, all_kinds, may_serve
from upstander.packs.agreement import agreement_faults
from upstander.packs.content import content_faults
from upstander.packs.courses import course_faults
from upstander.packs.days import span_faults
from upstander.packs.faults import Fault
from upstander.packs.forms import PAGE
from upstander.packs.glossary import glossary_faults
from upstander.packs.links import addresses_in, link_faults
from upstander.packs.markdown import Page, is_plain_enough
from upstander.packs.outline import outline_faults
from upstander.packs.patterns import pattern_faults
from upstander.packs.reading import Pack, Unit, identity_of
from upstander.packs.rounds import round_faults
from upstander.packs.shapes import SHAPES
from upstander.packs.tables import Row
from upstander.packs.yearly import yearly_faults

TYPE_NAMES = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list of texts",
    Decimal: 'an amount such as 7500 or "7500.50"',
}
SEEN_ELSEWHERE = ("latitude", "longitude", "starts_on", "ends_on", "announced_on", "awarded_on")
APART = ("communities", "partners")  # of an award: keys, which are looked up
OF_A_LANGUAGE = ("form", "avoid", "synonyms")
ONCE = ("pack", "programme", "hub", "publisher")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
AMOUNT = re.compile(r"[0-9]{1,10}(\.[0-9]{2})?")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
REFERENCES = (
    ("pack", "demonstration", "spoke"),
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
    ("form", "term", "glossary"),
    ("call_kind", "call", "call"),
    ("envelope", "call", "call"),
    ("envelope", "region", "region"),
    ("pattern_level", "pattern", "pattern"),
    ("pattern_duty", "pattern", "pattern"),
    ("pattern_step", "pattern", "pattern"),
    ("award", "call", "call"),
    ("award", "organisation", "organisation"),
    ("award", "communities", "community"),
    ("award", "partners", "organisation"),
)


def faults_of(pack: Pack) -> list[Fault]:
    """All faults, in the order of files and lines; an empty list where the pack may be loaded."""
    found = list(_form(pack))
    if not found:
        for check in CHECKS:
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
        if kind in ONCE:
            yield from (Fault(r.file, r.line, f"[{kind}] stands only once") for r in rows[1:])
    if not pack.pages.get("home"):
        yield Fault("pages/home.md", 1, "a pack needs a front page")


def _fields(row: Row) -> Iterator[Fault]:
    shape = SHAPES[row.kind]
    if row.file != shape.file:
        yield Fault(row.file, row.line, f"[{row.kind}] belongs in {shape.file}")
    for name, kind in shape.required.items():
        if row.values.get(name) in (None, ""):
            yield Fault(row.file, row.line, f"[{row.kind}] lacks {name!r} ({TYPE_NAMES[kind]})")
    words = dict.fromkeys(table(), str) if row.kind == "glossary" else {}
    known = {**shape.required, **shape.optional, **words}
    for name, value in row.values.items():
        if name not in known:
            yield Fault(row.file, row.line_of(name), f"[{row.kind}] has no field {name!r}")
        elif not _fits(value, known[name]):
            reason = f"{name!r} must be {TYPE_NAMES[known[name]]}"
            yield Fault(row.file, row.line_of(name), reason)


def _fits(value: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind is Decimal:
        return _is_amount(value)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _is_amount(value: Any) -> bool:
    """A number with a point would be a float, which has no exact cents; a text has."""
    if isinstance(value, str):
        return bool(AMOUNT.fullmatch(value))
    return isinstance(value, int) and not isinstance(value, bool)


def _doubles(rows: list[Row]) -> Iterator[Fault]:
    first: dict[str, Row] = {}
    for row in rows:
        key = identity_of(row)
        before = first.setdefault(key, row)
        if before is not row:
            reason = f"the key {key!r} stands already on line {before.line} of {before.file}"
            yield Fault(row.file, row.line, reason)


def _keys(pack: Pack) -> Iterator[Fault]:
    """Keys stand in addresses and in the names of translations."""
    for rows in pack.rows.values():
        for row in rows:
            key = row.values.get("key", "a")
            if row.kind not in ("pack", "glossary") and not KEY.fullmatch(key):
                yield Fault(row.file, row.line_of("key"), f"{key!r} is no key (a-z, 0-9, hyphens)")
    for page in pack.all_pages():
        if not KEY.fullmatch(page.key):
            yield Fault(page.file, 1, f"{page.key!r} is no key (a-z, 0-9, hyphens)")


def _languages(pack: Pack) -> Iterator[Fault]:
    row = pack.rows["pack"][0]
    yield from _repeated(row, "languages")
    for code in pack.about["languages"]:
        if code not in table():
            yield Fault(row.file, row.line_of("languages"), f"no language is called {code!r}")
        elif code != pack.about["source_language"] and code not in pack.catalogues:
            yield Fault(f"locale/{code}.po", 1, f"the language {code!r} is missing its catalogue")
    if pack.about["source_language"] not in pack.about["languages"]:
        where = row.line_of("source_language")
        yield Fault(row.file, where, "the source is not among the languages")
    keys = [page.key if page.form is PAGE else page.context for page in pack.all_pages()]
    keys += [paper.context for paper in pack.papers()]
    names = {f"{code}/{key}" for code in pack.translated_languages for key in keys}
    for key in set(pack.about.get("careful", [])) - set(pack.pages):
        yield Fault(row.file, row.line_of("careful"), f"unknown page {key!r}")
    for name in pack.about.get("reviewed", []):
        if name not in names:
            yield Fault(row.file, row.line_of("reviewed"), f"unknown translation {name!r}")


def _words(pack: Pack) -> Iterator[Fault]:
    for row in (row for kind in OF_A_LANGUAGE for row in pack.rows.get(kind, [])):
        if row.values["language"] not in pack.about["languages"]:
            reason = f"the pack does not speak {row.values['language']!r}"
            yield Fault(row.file, row.line_of("language"), reason)


def _time_zone(pack: Pack) -> Iterator[Fault]:
    row = pack.rows["pack"][0]
    zone = pack.about.get("time_zone", "UTC")
    if not is_zone(zone):
        reason = f"no time zone is called {zone!r} (a name of the IANA list)"
        yield Fault(row.file, row.line_of("time_zone"), reason)


def _repeated(row: Row, field: str) -> Iterator[Fault]:
    for key, count in Counter(_as_list(row.values.get(field))).items():
        if count > 1:
            yield Fault(row.file, row.line_of(field), f"{key!r} stands {count} times")


def _references(pack: Pack) -> Iterator[Fault]:
    known = {kind: {identity_of(row) for row in rows} for kind, rows in pack.rows.items()}
    for kind, field, to in REFERENCES:
        for row in pack.rows.get(kind, []):
            yield from _repeated(row, field)
            for key in dict.fromkeys(_as_list(row.values.get(field))):
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
            yield from span_faults(row, "the term")


def _service_area(
    row: Row, kind: str, keys: list[str], neighbours: dict[str, list[str]]
) -> Iterator[Fault]:
    try:
        may_serve(kind, keys, neighbours)
    except NotAllowed as refusal:
        yield Fault(row.file, row.line_of("communities"), str(refusal))


def _places(pack: Pack) -> Iterator[Fault]:
    rows = {identity_of(row): row for row in pack.rows.get("community", [])}
    for key, row in rows.items():
        for field, limit in (("latitude", 90), ("longitude", 180)):
            if not -limit <= row.values[field] <= limit:
                yield Fault(row.file, row.line_of(field), f"{key!r} is not on earth")
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
            if not MONTH.fullmatch(row.values["checked"]):
                reason = f"{row.values['checked']!r} is no month (YYYY-MM)"
                yield Fault(row.file, row.line_of("checked"), reason)
    yield from _circles(pack)


def _circles(pack: Pack) -> Iterator[Fault]:
    for kind, field in (("term", "parent"), ("community", "part_of")):
        rows = {identity_of(row): row for row in pack.rows.get(kind, [])}
        above = {key: _above(row, field) for key, row in rows.items()}
        for key, row in rows.items():
            if _is_in_a_circle(key, above):
                yield Fault(row.file, row.line_of(field), f"{key!r} is part of itself")


def _above(row: Row, field: str) -> str:
    found = row.values.get(field, "")
    return f"{row.values['taxonomy']}/{found}" if found and row.kind == "term" else str(found)


def _is_in_a_circle(key: str, above: Mapping[str, str]) -> bool:
    seen, here = set(), above.get(key, "")
    while here and here not in seen:
        seen.add(here)
        here = above.get(here, "")
    return key in seen


def _pages(pack: Pack) -> Iterator[Fault]:
    known = {
        "page": set(pack.pages),
        "service": {identity_of(row) for row in pack.rows.get("service", [])},
        "fact": {identity_of(row) for row in pack.rows.get("fact", [])},
        "resource": set(pack.content["resource"]),
    }
    above = {page.key: page.front.get("parent", "") for page in pack.pages.values()}
    for page in pack.pages.values():
        parent = above[page.key]
        if parent and parent not in pack.pages:
            yield Fault(page.file, page.line_of("parent"), f"unknown parent page {parent!r}")
        elif parent and page.key == "home":
            yield Fault(page.file, page.line_of("parent"), "the front page stands below no other")
        elif _is_in_a_circle(page.key, above):
            yield Fault(page.file, page.line_of("parent"), f"{page.key!r} stands below itself")
    for page in pack.all_pages():
        for kind, key, line in page.references():
            if key not in known[kind]:
                yield Fault(page.file, line, f"unknown {kind} {key!r}")


def _translations(pack: Pack) -> Iterator[Fault]:
    for language in pack.translated_languages:
        catalogue = pack.catalogues.get(language)
        if catalogue is None:
            continue
        left_out = {
            page.context
            for page in pack.all_pages()
            if page.form is not PAGE and not pack.is_begun(language, page)
        }
        left_out |= {p.context for p in pack.papers() if not pack.is_begun(language, p)}
        for unit in pack.units():
            if unit.context in left_out:
                continue
            if (unit.context, unit.text) not in catalogue:
                reason = f"not translated into {language!r}: {unit.text[:40]!r}"
                yield Fault(unit.file, unit.line, reason)
            elif unit.is_rich:
                yield from _rendered(unit, language, catalogue[unit.context, unit.text])


def _rendered(unit: Unit, language: str, words: str) -> Iterator[Fault]:
    """A translation leads to the same pages and addresses as its source."""
    if not is_plain_enough(words):
        reason = f"more than bold words and links in {language!r}: {unit.text[:40]!r}"
        yield Fault(unit.file, unit.line, reason)
    elif Counter(addresses_in(words)) != Counter(addresses_in(unit.text)):
        yield Fault(unit.file, unit.line, f"other links in {language!r}: {unit.text[:40]!r}")


def _values(pack: Pack) -> Iterator[Fault]:
    """What the tables of the network would refuse: too long, too large, no address."""
    for kind in (*all_kinds(), *kinds_of_rounds(), *kinds_of_days()):
        for row in pack.rows.get(kind.name, []):
            for name, field in kind.fields.items():
                if name in row.values and _is_column(kind, name, field):
                    column = kind.model._meta.get_field(field.attribute)
                    yield from _refused(row, name, column)


def _is_column(kind: Kind, name: str, field: Field) -> bool:
    """Whether the table's own checks apply: not to a key, which is looked up."""
    if kind.name == "award" and name in ("call", "organisation", "kind", *APART):
        return False
    return name not in SEEN_ELSEWHERE and not field.refers_to


def _refused(row: Row, name: str, column: Any) -> Iterator[Fault]:
    try:
        column.run_validators(column.to_python(row.values[name]))
    except ValidationError as refusal:
        for message in refusal.messages:
            yield Fault(row.file, row.line_of(name), f"{name!r}: {message}")


def _lengths(pack: Pack) -> Iterator[Fault]:
    """Titles, menus and summaries that are too long in some language."""
    for page in pack.all_pages():
        if not 0 <= page.front["order"] <= 32767:
            yield Fault(page.file, page.line_of("order"), "'order' must be between 0 and 32767")
        for name, limit in page.form.longest.items():
            for language, words in _in_all_languages(pack, page, page.front[name]):
                if len(words) > limit:
                    reason = f"{name} has more than {limit} characters in {language!r}"
                    yield Fault(page.file, page.line_of(name), reason)


def _in_all_languages(pack: Pack, page: Page, text: str) -> Iterator[tuple[str, str]]:
    yield pack.about["source_language"], text
    for language in pack.translated_languages:
        yield language, pack.catalogues.get(language, {}).get((page.context, text), "")


CHECKS = (
    _keys, _languages, _words, _references, _spokes, _places, _terms, _pages, _translations,
    _values, _lengths, agreement_faults, link_faults, outline_faults, _time_zone, round_faults,
    content_faults, course_faults, pattern_faults, glossary_faults, yearly_faults,
)  # fmt: skip


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]
