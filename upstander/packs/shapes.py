"""What each table of a pack may hold: the file it stands in, its fields, and what is translated."""

from decimal import Decimal
from typing import NamedTuple


class Shape(NamedTuple):
    """One kind of row: its file, its identity, and its fields with their types."""

    file: str
    identity: str
    required: dict[str, type]
    optional: dict[str, type]
    translated: tuple[str, ...] = ()


WORDS = {"source": str, "mark": str, "checked": str}

# Rounds of funding that were announced: published history. Amounts in the programme's currency.
ROUNDS = {
    "publisher": Shape(
        "funding.toml",
        "prefix",
        {"prefix": str},
        {"name": str, "funder_id": str, "country": str, "license": str, "attribution": str},
    ),
    "call": Shape(
        "funding.toml",
        "key",
        {"key": str, "title": str, "year": int, "budget": Decimal, "announced_on": str},
        {"summary": str, "basis": str, "starts_on": str, "ends_on": str, "sources": list},
        ("title", "summary", "basis"),
    ),
    "call_kind": Shape(
        "funding.toml",
        "key",
        {"call": str, "key": str, "name": str},
        {
            "summary": str,
            "most_per_community": Decimal,
            "most_per_award": Decimal,
            "least_communities": int,
            "most_communities": int,
            "neighbours_required": bool,
            "least_partners": int,
        },
        ("name", "summary"),
    ),
    "envelope": Shape(
        "funding.toml",
        "region",
        {"call": str, "region": str},
        {"floor": Decimal, "ceiling": Decimal},
    ),
    "award": Shape(
        "funding.toml",
        "reference",
        {
            "reference": str,
            "call": str,
            "organisation": str,
            "kind": str,
            "amount": Decimal,
            "communities": list,
        },
        {
            "partners": list,
            "title": str,
            "description": str,
            "basis": str,
            "override": str,
            "awarded_on": str,
            "starts_on": str,
            "ends_on": str,
            "sources": list,
        },
        ("title", "description", "basis", "override"),
    ),
}

# Patterns of response protocols, which the hub offers and spokes copy.
PATTERNS = {
    "pattern": Shape(
        "protocols.toml",
        "key",
        {"key": str, "title": str, "summary": str},
        {},
        ("title", "summary"),
    ),
    "pattern_level": Shape(
        "protocols.toml",
        "key",
        {"pattern": str, "key": str, "title": str, "trigger": str},
        {},
        ("title", "trigger"),
    ),
    "pattern_duty": Shape(
        "protocols.toml",
        "key",
        {"pattern": str, "key": str, "title": str},
        {},
        ("title",),
    ),
    "pattern_step": Shape(
        "protocols.toml",
        "key",
        {"pattern": str, "key": str, "section": str, "text": str, "duty": str},
        {"levels": list, "within": int},
        ("text",),
    ),
}

# Important days of the year: a date, a weekday of a month (-1 is the last), or a whole month.
DAYS = {
    "day": Shape(
        "days.toml",
        "key",
        {"key": str, "name": str, "why": str, "month": int, "source": str},
        {"day": int, "weekday": str, "nth": int},
        ("name", "why"),
    ),
}

SHAPES = {
    "pack": Shape(
        "pack.toml",
        "key",
        {"key": str, "source_language": str, "languages": list, "leave_to": str},
        {
            "reviewed": list,
            "careful": list,
            "careful_lessons": list,
            "attribution": list,
            "demonstration": list,
            "time_zone": str,
        },
    ),
    "region": Shape("regions.toml", "key", {"key": str, "name": str}, {}, ("name",)),
    "community": Shape(
        "communities.toml",
        "key",
        {"key": str, "name": str, "region": str, "latitude": float, "longitude": float},
        {"also": list, "geonames_id": int, "neighbours": list, "part_of": str, "served": bool},
        ("name",),
    ),
    "organisation": Shape(
        "organisations.toml",
        "key",
        {"key": str, "name": str},
        {
            "short_name": str,
            "since": int,
            "community": str,
            "indigenous_governed": bool,
            "website": str,
            "email": str,
            "phone": str,
            "languages": list,
            "remark": str,
            "sources": list,
        },
        ("remark",),
    ),
    "spoke": Shape(
        "spokes.toml",
        "organisation",
        {
            "organisation": str,
            "region": str,
            "kind": str,
            "communities": list,
            "starts_on": str,
        },
        {"partners": list, "ends_on": str, "remark": str},
        ("remark",),
    ),
    "programme": Shape(
        "programme.toml",
        "name",
        {"name": str, "funder": str, "notice": str, "currency": str},
        {
            "launched": str,
            "model": str,
            "stated_annual_budget": int,
            "notes_on_totals": str,
            "sources": list,
            "answer_within": int,
            "keep_closed": int,
            "keep_decided": int,
            "holidays": str,
        },
        ("notice",),
    ),
    "hub": Shape(
        "programme.toml", "organisation", {"organisation": str, "starts_on": str}, {"selected": str}
    ),
    "funding_model": Shape(
        "programme.toml",
        "kind",
        {"kind": str, "annual_maximum": int, "currency": str, "per": str},
        {"minimum_communities": int, "neighbours_required": bool},
        ("per",),
    ),
    "criterion": Shape("programme.toml", "key", {"key": str, "text": str}, {}, ("text",)),
    "duty": Shape("programme.toml", "key", {"key": str, "text": str}, {}, ("text",)),
    "activity": Shape("programme.toml", "key", {"key": str, "text": str}, {}, ("text",)),
    "milestone": Shape(
        "programme.toml", "key", {"key": str, "on": str, "text": str}, {"source": str}, ("text",)
    ),
    "announced_total": Shape(
        "programme.toml", "region", {"region": str, "organisations": int, "amount": int}, {}
    ),
    **ROUNDS,
    **PATTERNS,
    **DAYS,
    "taxonomy": Shape(
        "taxonomies.toml",
        "key",
        {"key": str, "name": str, "question": str},
        {},
        ("name", "question"),
    ),
    "term": Shape(
        "taxonomies.toml",
        "key",
        {"taxonomy": str, "key": str, "name": str},
        {"parent": str},
        ("name",),
    ),
    "service": Shape(
        "services.toml",
        "key",
        {"key": str, "name": str, "purpose": str, "topics": list, "verdict": str, **WORDS},
        {
            "phone": str,
            "phone_note": str,
            "phone_2": str,
            "phone_2_note": str,
            "text_number": str,
            "text_note": str,
            "website": str,
            "email": str,
            "hours": str,
            "languages": str,
            "cost": str,
            "limits": str,
            "first_steps": str,
            "on_every_page": bool,
            "source_date": str,
            "remark": str,
        },
        (
            "name",
            "purpose",
            "phone_note",
            "phone_2_note",
            "text_note",
            "hours",
            "languages",
            "cost",
            "limits",
            "first_steps",
        ),
    ),
    "fact": Shape(
        "rights.toml",
        "key",
        {"key": str, "text": str, "areas": list, **WORDS},
        {"source_date": str, "remark": str},
        ("text",),
    ),
    # Beside these, a word in each language of the pack: a field by the code of the language.
    "glossary": Shape(
        "glossary.toml", "key", {"key": str}, {"note": str, "always": bool, "but_not": list}
    ),
    "form": Shape("glossary.toml", "term", {"term": str, "language": str, "words": list}, {}),
    "avoid": Shape("glossary.toml", "word", {"language": str, "word": str, "reason": str}, {}),
    "synonyms": Shape("synonyms.toml", "key", {"language": str, "key": str, "words": list}, {}),
}

# Of a pack no round may have been announced, none of its words may have another, and it may bring
# no pattern and no day.
OPTIONAL_FILES = frozenset({"funding.toml", "protocols.toml", "days.toml", "synonyms.toml"})
FILES = tuple(dict.fromkeys(shape.file for shape in SHAPES.values()))
