"""Loading a pack: all or nothing, again without harm, and never over what staff have changed.

Each record is compared three ways: as the pack wrote it last, as it is now, as the pack has it.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from upstander.audit.interface import record
from upstander.network import interface as network
from upstander.packs.checking import faults_of
from upstander.packs.contents import page_rows, record_rows, wording_rows
from upstander.packs.faults import FaultyPack
from upstander.packs.reading import Pack, read_pack
from upstander.portal import interface as portal

Rows = dict[str, dict[str, Any]]


class Difference(NamedTuple):
    """A record that staff have changed and the pack has changed too."""

    name: str
    now: dict[str, Any]
    pack: dict[str, Any]


class Outcome(NamedTuple):
    """What loading did: counts, what staff's changes kept, and what waits for a decision."""

    written: int
    unchanged: int
    kept: list[str]
    gone: list[str]
    differing: list[Difference]


Decide = Callable[[Difference], bool]


def load(folder: Path, *, take_pack: Decide | None = None, by: str = "system:pack") -> Outcome:
    """Load the pack of `folder`. Raises FaultyPack, having changed nothing, where it has faults.

    `take_pack` is asked of each record that both staff and the pack have changed; without it
    what staff wrote stays, and the record is listed as differing.
    """
    pack = read_pack(folder)
    if faults := faults_of(pack):
        raise FaultyPack(faults)
    with transaction.atomic():
        outcome = _load(pack, take_pack)
        if outcome.written:
            record("pack.loaded", by=by, of=f"pack:{pack.about['key']}", facts=_counts(outcome))
    return outcome


def _counts(outcome: Outcome) -> dict[str, int]:
    return {"written": outcome.written, "differing": len(outcome.differing)}


def _load(pack: Pack, take_pack: Decide | None) -> Outcome:
    remembered = network.remembered()
    outcome = Outcome(0, 0, [], [], [])
    portal.open_languages(pack.about["languages"])
    for kind in network.all_kinds():
        rows, positions = record_rows(pack, kind)
        chosen, outcome = _choose(
            kind.name, rows, network.snapshot(kind), remembered, take_pack, outcome
        )
        network.write_records(kind, chosen, positions)
    rows = wording_rows(pack)
    chosen, outcome = _choose(
        "wording", rows, network.wording_snapshot(), remembered, take_pack, outcome
    )
    network.write_wordings(chosen)
    rows = page_rows(pack)
    chosen, outcome = _choose("page", rows, _pages_now(), remembered, take_pack, outcome)
    portal.write_pages(chosen, pack.rows["programme"][0].values["name"])
    return outcome


def _pages_now() -> Rows:
    return portal.page_snapshot()


def _choose(  # noqa: PLR0913 - the three sides of a comparison, who decides, and the tally
    kind: str,
    pack_rows: Mapping[str, Mapping[str, Any]],
    now_rows: Mapping[str, Mapping[str, Any]],
    remembered: Mapping[str, str],
    take_pack: Decide | None,
    outcome: Outcome,
) -> tuple[Rows, Outcome]:
    chosen: Rows = {}
    prints: dict[str, str] = {}
    for key, row in pack_rows.items():
        name, new = f"{kind}:{key}", fingerprint(_compared(row))
        base = remembered.get(name)
        now = now_rows.get(key)
        current = fingerprint(_compared(now)) if now is not None else None
        if current == new:
            outcome = outcome._replace(unchanged=outcome.unchanged + 1)
        elif now is None and base is not None:
            outcome.gone.append(name)
            continue
        elif current is None or current == base:
            chosen[key] = dict(row)
        elif new == base:
            outcome.kept.append(name)
            continue
        elif _decide(Difference(name, dict(now or {}), dict(row)), take_pack, outcome):
            chosen[key] = dict(row)
        else:
            continue
        if base != new:
            prints[name] = new
    network.remember(prints)
    return chosen, outcome._replace(written=outcome.written + len(chosen))


def _decide(difference: Difference, take_pack: Decide | None, outcome: Outcome) -> bool:
    if take_pack is not None and take_pack(difference):
        return True
    outcome.differing.append(difference)
    return False


def _compared(row: Mapping[str, Any]) -> dict[str, Any]:
    """What counts as a change: `parent` only says where a page is made, staff may move it."""
    return {k: v for k, v in row.items() if k != "parent" or "body" not in row}


def fingerprint(row: Mapping[str, Any]) -> str:
    """SHA-256 of a record's plain values, in hex."""
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()
