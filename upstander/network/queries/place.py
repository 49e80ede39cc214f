"""Finding a community by what a person types, and the spoke that is hers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from anyascii import anyascii
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from upstander.network.models import Community, Hub, Region, Spoke
from upstander.network.rules import distance_km

SHORT_FORMS = {"st": "saint", "ft": "fort", "mt": "mount", "n": "north", "w": "west"}


class Route(NamedTuple):
    """To whom a person in a community turns: how it was found, and how far in kilometres.

    `served` is the place that the distance is to: of the hub its seat, where that is known.
    """

    kind: Literal["own", "near", "hub", "none"]
    spoke: Spoke | None
    hub: Hub | None
    served: Community | None
    kilometres: int | None


def open_spokes() -> QuerySet[Spoke]:
    """Spokes whose term runs today, with organisation, region and communities."""
    today = timezone.localdate()
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    return (
        Spoke.objects.filter(running, starts_on__lte=today)
        .select_related("organisation", "region")
        .prefetch_related("communities")
    )


def neighbours_of(places: Iterable[Community]) -> dict[str, list[str]]:
    """The keys of the neighbours of each place, by its key."""
    rows = Community.objects.filter(pk__in=[place.pk for place in places])
    found: dict[str, list[str]] = {}
    for key, neighbour in rows.values_list("key", "neighbours__key"):
        found.setdefault(key, []).append(neighbour)
    return found


def served_at_once(term: Mapping[str, Any], besides: int | None) -> set[int]:
    """The communities, by number, that other spokes serve while a term runs.

    `term` has `starts_on` and `ends_on` (None: without end); `besides` is the spoke itself.
    """
    start, end = term.get("starts_on"), term.get("ends_on")
    others = Spoke.objects.exclude(pk=besides or 0)
    if start:
        others = others.filter(Q(ends_on=None) | Q(ends_on__gte=start))
    if end:
        others = others.filter(starts_on__lte=end)
    return set(others.exclude(communities=None).values_list("communities", flat=True))


def hub_today() -> Hub | None:
    """The organisation that coordinates the network today."""
    today = timezone.localdate()
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    hubs = Hub.objects.filter(running, starts_on__lte=today)
    return hubs.select_related("organisation__seat").first()


def communities() -> QuerySet[Community]:
    """All communities by name, with their region."""
    return Community.objects.select_related("region", "part_of")


def regions() -> QuerySet[Region]:
    """Regions in order, with their communities by name."""
    rows = Community.objects.order_by("name", "pk")
    return Region.objects.prefetch_related(Prefetch("communities", queryset=rows))


def route_for(community: Community) -> Route:
    """Her community's spoke; else the nearest within the region; else the hub; else none."""
    own = {community.pk, community.part_of_id} - {None}
    for spoke in open_spokes().filter(communities__in=own).distinct():
        for served in spoke.communities.all():
            if served.pk in own:
                return Route("own", spoke, None, served, 0)
    near = [
        (_apart(community, c), s.pk, s, c)
        for s in open_spokes().filter(region=community.region_id)
        for c in s.communities.all()
    ]
    if near:
        distance, _, spoke, served = min(near, key=lambda found: found[:2])
        return Route("near", spoke, None, served, round(distance))
    return _route_to_the_hub(community)


def _route_to_the_hub(community: Community) -> Route:
    hub = hub_today()
    seat = hub.organisation.seat if hub else None
    away = round(_apart(community, seat)) if seat else None
    return Route("hub" if hub else "none", None, hub, seat, away)


def _apart(a: Community, b: Community) -> float:
    here, there = ((float(c.latitude), float(c.longitude)) for c in (a, b))
    return distance_km(here, there)


def folded(text: str) -> str:
    """A name as it is compared: Latin letters and digits, without accents, marks or case."""
    # A drawn house is no word: spelled out, it would be part of "100 Mile House".
    spoken = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "So")
    plain = anyascii("".join(spoken)).casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


# Only names of the network are kept at hand; what people type is not.
_folded_name = lru_cache(maxsize=8192)(folded)


def communities_named(typed: str, limit: int = 20) -> list[Community]:
    """Communities that `typed` may mean, best first: beginning, part, one typo.

    Who types a whole name means that place, whatever else begins with it.
    """
    wanted = folded(typed[:100])
    if not wanted:
        return []
    ranked = []
    for community in communities():
        names = [_folded_name(n) for n in [community.name, *community.also]]
        rank = min((_rank(wanted, name) for name in names), default=9)
        if rank < 9:
            ranked.append((rank, community.name, community))
    best = min((rank for rank, _, _ in ranked), default=9)
    near = [c for rank, _, c in sorted(ranked, key=lambda r: r[:2]) if rank == best or rank < 3]
    kept = [c for rank, _, c in ranked if rank == 0] or near
    return kept[:limit]


def _rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in name:
        return 2
    if name and len(name) > 3 and (f" {name} " in f" {wanted} "):
        return 3
    if len(wanted) >= 5 and _is_one_typo(wanted, name) and _numbers(wanted) == _numbers(name):
        return 4
    return 9


def _numbers(name: str) -> list[str]:
    """150 Mile House is not 100 Mile House with a typo."""
    return re.findall(r"\d+", name)


def _is_one_typo(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped turns `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return True
    rest_a, rest_b = a[start:], b[start:]
    swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return swapped or rest_b in (rest_a[1:],) or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:]
