"""Calls of a realistic size on the map of the pack: its regions, communities and neighbours."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import upstander.packs
from upstander.funding.allocation.problem import Candidate, Envelope, KindRule, Problem

MAP = Path(upstander.packs.__file__).parent / "resilience_bc" / "communities.toml"
KINDS = {"community": KindRule(1), "regional": KindRule(2, are_neighbours_required=True)}
PER_COMMUNITY, PER_REGIONAL = 7500, 15000  # the caps of 2020
Near = Mapping[str, Sequence[str]]


class Size(NamedTuple):
    """How many communities, applications and dollars; `has_ties`: equal needs, coarse scores."""

    name: str
    communities: int
    applications: int
    budget: int
    has_ties: bool = False


def make_call(size: Size, seed: int) -> Problem:
    """The same call for the same seed. Every region gets a tenth, and at most two fifths."""
    chance = random.Random(seed)  # noqa: S311 - the same call each time
    rows = {row["key"]: row for row in tomllib.loads(MAP.read_text("utf-8"))["community"]}
    places = _together(chance, rows, size.communities)
    near = {place: tuple(one for one in rows[place]["neighbours"] if one in places)
            for place in places}  # fmt: skip
    regions = {place: rows[place]["region"] for place in places}
    tenth = Decimal(size.budget // 10)
    return Problem(
        candidates=tuple(
            _application(chance, number, size, regions, near) for number in range(size.applications)
        ),
        envelopes=tuple(
            Envelope(region, tenth, 4 * tenth) for region in sorted({*regions.values()})
        ),
        budget=Decimal(size.budget),
        need={place: Decimal(1 if size.has_ties else chance.randint(1, 99999)) / 1000
              for place in places},
        neighbours=near,
        kinds=KINDS,
        draw_seed=f"{size.name} {seed}",
    )  # fmt: skip


def _together(chance: random.Random, rows: Mapping[str, dict], count: int) -> list[str]:  # type: ignore[type-arg]
    """That many places, most of them beside one another, from each region its share."""
    found: dict[str, None] = {}
    by_region: dict[str, list[str]] = {}
    for key, row in rows.items():
        by_region.setdefault(row["region"], []).append(key)
    for keys in by_region.values():
        share, near = round(count * len(keys) / len(rows)), [chance.choice(keys)]
        end = len(found) + share
        while len(found) < end:
            place = near.pop(0) if near else chance.choice(keys)
            if place not in found:
                found[place] = None
                near += [one for one in rows[place]["neighbours"] if rows[one]["region"] ==
                         rows[place]["region"]]  # fmt: skip
    return sorted(found)


def _application(
    chance: random.Random, number: int, size: Size, regions: Mapping[str, str], near: Near
) -> Candidate:
    """One in four pools neighbours; one in ten of the others serves two communities alone."""
    is_regional = chance.random() < 0.25
    wanted = chance.choice([2, 2, 3, 4]) if is_regional else 1 + (chance.random() < 0.1)
    here = [chance.choice(sorted(regions))]
    while len(here) < wanted:
        beside = [one for place in here for one in near[place]
                  if one not in here and regions[one] == regions[place]]  # fmt: skip
        if not beside:
            break
        here.append(chance.choice(beside))
    is_regional &= len(here) > 1
    most = PER_REGIONAL if is_regional else PER_COMMUNITY * len(here)
    cap = min(most, chance.randint(2000, 2 * most))
    least = cap if chance.random() < 0.3 else cap * chance.randint(40, 100) // 100
    score = Decimal(chance.randint(8, 20)) / 2 if size.has_ties else None
    return Candidate(
        key=f"application-{number:03}",
        organisation=f"organisation-{chance.randrange(size.applications * 4 // 5)}",
        region=regions[here[0]],
        communities=tuple(here),
        kind="regional" if is_regional else "community",
        floor=Decimal(least),
        cap=Decimal(cap),
        score=score or Decimal(chance.randint(4000, 10000)) / 100,
    )
