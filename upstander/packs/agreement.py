"""What makes a pack faulty although each row is well: rows that do not go together."""

from collections.abc import Iterator
from itertools import combinations

from upstander.packs.faults import Fault
from upstander.packs.reading import Pack, identity_of
from upstander.packs.shapes import SHAPES
from upstander.packs.tables import Row

# A: may be shown whole. B: its contact data could not be confirmed. Anything else stays unsaid.
VERDICTS = ("A", "B")
UNCONFIRMED = ("phone", "phone_2", "text_number", "email", "hours")
NEVER = "9999-12-31"


def agreement_faults(pack: Pack) -> Iterator[Fault]:
    """Spokes that stand in each other's way, services that say too much, what is missing."""
    yield from _served_twice(pack.rows.get("spoke", []))
    yield from _in_another_region(pack)
    yield from _own_partners(pack)
    yield from _services(pack.rows.get("service", []))
    yield from _without_doubt(pack)


def _served_twice(spokes: list[Row]) -> Iterator[Fault]:
    for before, row in combinations(spokes, 2):
        if _overlap(before, row):
            for key in row.values["communities"]:
                if key in before.values["communities"]:
                    reason = f"{key!r} is served by {identity_of(before)!r} at the same time"
                    yield Fault(row.file, row.line_of("communities"), reason)


def _overlap(a: Row, b: Row) -> bool:
    """Days are written YYYY-MM-DD, so they compare as texts."""
    (a_from, a_to), (b_from, b_to) = (
        (row.values["starts_on"], row.values.get("ends_on") or NEVER) for row in (a, b)
    )
    return bool(a_from <= b_to and b_from <= a_to)


def _in_another_region(pack: Pack) -> Iterator[Fault]:
    regions = {identity_of(row) for row in pack.rows.get("region", [])}
    places = {identity_of(r): r.values["region"] for r in pack.rows.get("community", [])}
    for row in pack.rows.get("spoke", []):
        for key in row.values["communities"]:
            pair = {row.values["region"], places.get(key, row.values["region"])}
            if len(pair) == 2 and pair <= regions:
                reason = f"{key!r} lies in the region {places[key]!r}"
                yield Fault(row.file, row.line_of("communities"), reason)


def _own_partners(pack: Pack) -> Iterator[Fault]:
    for row in pack.rows.get("spoke", []):
        if identity_of(row) in row.values.get("partners", []):
            reason = f"{identity_of(row)!r} is its own partner"
            yield Fault(row.file, row.line_of("partners"), reason)


def _services(rows: list[Row]) -> Iterator[Fault]:
    for row in rows:
        verdict = row.values["verdict"]
        if verdict not in VERDICTS:
            reason = f"verdict is A (all) or B (name, purpose and website only), not {verdict!r}"
            yield Fault(row.file, row.line_of("verdict"), reason)
        for field in UNCONFIRMED if verdict == "B" else ():
            if row.values.get(field):
                yield Fault(row.file, row.line_of(field), f"verdict B forbids {field!r}")
    if not any(row.values.get("on_every_page") for row in rows):
        yield Fault(SHAPES["service"].file, 1, "no service has on_every_page = true")


def _without_doubt(pack: Pack) -> Iterator[Fault]:
    """Nobody is made to give an answer that she does not have."""
    terms = {identity_of(row) for row in pack.rows.get("term", [])}
    for row in pack.rows.get("taxonomy", []):
        if f"{identity_of(row)}/not-sure" not in terms:
            reason = f"the taxonomy {identity_of(row)!r} lacks the term 'not-sure'"
            yield Fault(row.file, row.line, reason)
