"""What makes a round of funding faulty: sums that do not fit, and what is awarded twice."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from upstander.network.interface import are_connected
from upstander.packs.days import day_faults, span_faults
from upstander.packs.faults import Fault
from upstander.packs.reading import Pack, identity_of
from upstander.packs.tables import Row

REFERENCE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
Rows = Mapping[str, Row]


def round_faults(pack: Pack) -> Iterator[Fault]:
    """Each kind of fault of calls, their kinds and envelopes, and awards."""
    calls, kinds = _by_identity(pack, "call"), _by_identity(pack, "call_kind")
    for row in calls.values():
        yield from day_faults(row, "announced_on")
        yield from span_faults(row, "what is paid for")
    for row in (*kinds.values(), *pack.rows.get("envelope", [])):
        yield from _bounds(row)
    awards = pack.rows.get("award", [])
    for row in awards:
        yield from _award(row, calls, pack)
        kind = kinds.get(f"{row.values['call']}/{row.values['kind']}")
        if kind and row.values["communities"]:
            yield from _ceilings(row, kind, pack)
        elif not kind:
            reason = f"the call has no kind {row.values['kind']!r}"
            yield Fault(row.file, row.line_of("kind"), reason)
    yield from _twice(awards, calls)
    yield from _sums(pack, calls, awards)


def _by_identity(pack: Pack, kind: str) -> dict[str, Row]:
    return {identity_of(row): row for row in pack.rows.get(kind, [])}


def _bounds(row: Row) -> Iterator[Fault]:
    for least, most in (("least_communities", "most_communities"), ("floor", "ceiling")):
        low, high = row.values.get(least), row.values.get(most)
        if low is not None and high is not None and Decimal(str(low)) > Decimal(str(high)):
            yield Fault(row.file, row.line_of(most), f"{most!r} is below {least!r}")


def _award(row: Row, calls: Rows, pack: Pack) -> Iterator[Fault]:
    yield from day_faults(row, "awarded_on")
    yield from span_faults(row, "what is paid for")
    if not REFERENCE.fullmatch(row.values["reference"]):
        reason = f"{row.values['reference']!r} is no reference (letters, digits, hyphens)"
        yield Fault(row.file, row.line_of("reference"), reason)
    if not _amount(row) > 0:
        yield Fault(row.file, row.line_of("amount"), "an award is above zero")
    call = calls.get(row.values["call"])
    if call and not (row.values.get("basis") or call.values.get("basis")):
        yield Fault(row.file, row.line, "neither the award nor its call says its 'basis'")
    if row.values["organisation"] in row.values.get("partners", []):
        reason = f"{row.values['organisation']!r} is its own partner"
        yield Fault(row.file, row.line_of("partners"), reason)
    yield from _place(row, pack)


def _place(row: Row, pack: Pack) -> Iterator[Fault]:
    """The sum of a region is that of the awards in it, so an award lies in one."""
    if not row.values["communities"]:
        yield Fault(row.file, row.line_of("communities"), "an award is for a community")
    elif len(_regions(row, pack)) > 1:
        reason = "the communities of an award lie in one region"
        yield Fault(row.file, row.line_of("communities"), reason)


def _regions(row: Row, pack: Pack) -> set[str]:
    places = {identity_of(r): r.values["region"] for r in pack.rows.get("community", [])}
    return {places[key] for key in row.values["communities"] if key in places}


def _ceilings(row: Row, kind: Row, pack: Pack) -> Iterator[Fault]:
    keys, rules = row.values["communities"], kind.values
    most = _ceiling(rules, len(keys))
    if most is not None and _amount(row) > most and not row.values.get("override"):
        reason = f"more than {most:f} for {len(keys)} communities, without an 'override'"
        yield Fault(row.file, row.line_of("amount"), reason)
    least, most_of_them = rules.get("least_communities", 1), rules.get("most_communities", 999)
    if not least <= len(keys) <= most_of_them:
        reason = f"{len(keys)} communities do not fit the kind {rules['key']!r}"
        yield Fault(row.file, row.line_of("communities"), reason)
    if len(row.values.get("partners", [])) < rules.get("least_partners", 0):
        reason = f"too few partners for the kind {rules['key']!r}"
        yield Fault(row.file, row.line_of("kind"), reason)
    if rules.get("neighbours_required"):
        near = {identity_of(r): r.values.get("neighbours", []) for r in pack.rows["community"]}
        if not are_connected(keys, near):
            reason = "the communities are not connected as neighbours"
            yield Fault(row.file, row.line_of("communities"), reason)


def _ceiling(rules: Mapping[str, Any], communities: int) -> Decimal | None:
    """The smaller of both ceilings; None where there is none."""
    each, whole = rules.get("most_per_community"), rules.get("most_per_award")
    found = [Decimal(str(each)) * communities] if each is not None else []
    found += [Decimal(str(whole))] if whole is not None else []
    return min(found, default=None)


def _twice(awards: list[Row], calls: Rows) -> Iterator[Fault]:
    """No community and no organisation is awarded twice in a year."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in awards:
        call = calls.get(row.values["call"])
        year = call.values["year"] if call else row.values["call"]
        named = [("communities", key) for key in dict.fromkeys(row.values["communities"])]
        for field, key in [*named, ("organisation", row.values["organisation"])]:
            before = first.setdefault((year, field, key), row)
            if before is not row:
                reason = f"{key!r} is awarded already by {identity_of(before)!r} in {year}"
                yield Fault(row.file, row.line_of(field), reason)


def _sums(pack: Pack, calls: Rows, awards: list[Row]) -> Iterator[Fault]:
    for key, call in calls.items():
        own = [row for row in awards if row.values["call"] == key]
        total, budget = sum(map(_amount, own), Decimal()), Decimal(str(call.values["budget"]))
        if total > budget:
            reason = f"the awards sum to {total:f}, more than the budget"
            yield Fault(call.file, call.line_of("budget"), reason)
    for row in pack.rows.get("envelope", []):
        call_key, region = row.values["call"], row.values["region"]
        own = [a for a in awards if a.values["call"] == call_key and _regions(a, pack) == {region}]
        total, most = sum(map(_amount, own), Decimal()), row.values.get("ceiling")
        is_excused = any(a.values.get("override") for a in own)
        if most is not None and total > Decimal(str(most)) and not is_excused:
            reason = f"the awards of {region!r} sum to {total:f}, more than its envelope"
            yield Fault(row.file, row.line_of("ceiling"), reason)


def _amount(row: Row) -> Decimal:
    return Decimal(str(row.values["amount"]))
