"""How much of the network is covered: communities without a spoke, and totals."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.action.queries.duty import Is
from upstander.action.queries.together import MISSING, Line, choices_of_missing
from upstander.network.interface import communities

HAS = (Is.MET, Is.LATE)


def without_spoke(lines: Iterable[Line]) -> list[Any]:
    """Communities, by name, that no spoke serves, nor the place that they are part of. One query.

    `lines` are those of every community that is served.
    """
    served = {line.place.community.pk for line in lines}
    return [row for row in communities() if not served & {row.pk, row.part_of_id}]


class Group(NamedTuple):
    """A region with the lines of its served communities, and the others by name."""

    region: Any
    lines: Sequence[Line]
    others: Sequence[Any]


def groups_of(lines: Iterable[Line], others: Iterable[Any]) -> list[Group]:
    """By region, in order; those without anything are left out."""
    regions: dict[int, Any] = {}
    served: dict[int, list[Line]] = {}
    unserved: dict[int, list[Any]] = {}
    for line in lines:
        region = line.place.spoke.region
        regions[region.pk] = region
        served.setdefault(region.pk, []).append(line)
    for place in others:
        regions[place.region_id] = place.region
        unserved.setdefault(place.region_id, []).append(place)
    ordered = sorted(regions.values(), key=lambda region: region.position)
    return [Group(r, served.get(r.pk, []), unserved.get(r.pk, [])) for r in ordered]


class Total(NamedTuple):
    """How many communities of all have something; of `unshown` it is not known."""

    name: str
    number: int
    all: int
    unshown: int


def totals_of(lines: Sequence[Line], others: Sequence[Any]) -> list[Total]:
    """Served by a spoke, and each duty and the plan, among all communities."""
    served: dict[int, list[Line]] = {}
    for line in lines:
        served.setdefault(line.place.community.pk, []).append(line)
    every = len(served) + len(others)
    names = dict(choices_of_missing())
    found = [Total(_("Served by a spoke"), len(served), every, 0)]
    for key in MISSING:
        if key == "spoke":
            continue
        has = {pk for pk, rows in served.items() if any(_has(row, key) for row in rows)}
        hidden = {pk for pk, rows in served.items() if any(_has(row, key) is None for row in rows)}
        found.append(Total(names[key], len(has), every, len(hidden - has)))
    return found


def _has(line: Line, key: str) -> bool | None:
    """None where it is not shown."""
    if key == "plan":
        return line.has_plan
    standing = line.place.duty(key).standing
    return None if standing is Is.UNSHOWN else standing in HAS


def row_without_spoke(place: Any) -> list[Any]:
    """For the same table as `together.row_of`."""
    return [place.region, place, "", "no", "no", "no", 0, 0, False]
