"""What may be, in the network; and how far apart two places are."""

from collections.abc import Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.states import SpokeKind

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (latitude, longitude) in degrees."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, place)) for place in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def are_connected(keys: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> bool:
    """Whether one can walk from any of `keys` to any other along neighbours within `keys`."""
    wanted, reached, open_ends = set(keys), set(), list(keys[:1])
    while open_ends:
        here = open_ends.pop()
        reached.add(here)
        open_ends.extend(k for k in neighbours.get(here, ()) if k in wanted - reached)
    return reached == wanted


def may_serve(kind: str, keys: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> None:
    """A regional spoke pools two or more communities that are connected as neighbours."""
    if not keys:
        raise NotAllowed(_("A spoke serves at least one community."))
    if kind == SpokeKind.REGIONAL and len(set(keys)) < 2:
        raise NotAllowed(_("A regional spoke serves two or more communities."))
    if kind == SpokeKind.REGIONAL and not are_connected(keys, neighbours):
        raise NotAllowed(_("The communities of a regional spoke must be neighbours."))


def is_open(row: Any, today: Any) -> bool:
    """Whether a term or membership runs on the day `today`."""
    return row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)
