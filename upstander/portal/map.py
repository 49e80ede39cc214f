"""The map of the network as an SVG: outline from the pack, points from the records."""

import json
from collections.abc import Iterable
from functools import lru_cache
from math import cos, isfinite, radians, sin, sqrt
from typing import Any, NamedTuple

WIDTH = 700.0


class Point(NamedTuple):
    """A served community on the map, in the units of the frame."""

    x: float
    y: float
    name: str
    organisation: str
    key: str
    is_hub: bool


class Inset(NamedTuple):
    """A crowded part of the frame, drawn a second time and larger: its corner and size."""

    x: float
    y: float
    width: float
    height: float


class Outline(NamedTuple):
    """The drawn land: SVG paths in a frame of `WIDTH` × `height`, and how to place a point."""

    height: float
    province: str
    around: str
    attribution: str
    frame: tuple[float, float, float, float]
    albers: "Albers"
    inset: Inset | None = None

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a position in degrees lies in the frame, in its units."""
        return self.at(*self.albers.project(longitude, latitude))

    def at(self, east: float, north: float) -> tuple[float, float]:
        """Where a projected position in metres lies in the frame."""
        left, bottom, right, _ = self.frame
        scale = WIDTH / (right - left)
        return round((east - left) * scale, 1), round(self.height - (north - bottom) * scale, 1)


class Map(NamedTuple):
    """An outline with the network's communities on it."""

    outline: Outline
    points: list[Point]


class Albers(NamedTuple):
    """Albers equal-area conic projection on a sphere (Snyder 1987, formulas 14-1 to 14-6)."""

    first: float
    second: float
    meridian: float
    origin: float
    false_easting: float

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """East and north in metres of a position in degrees."""
        n = (sin(radians(self.first)) + sin(radians(self.second))) / 2
        c = cos(radians(self.first)) ** 2 + 2 * n * sin(radians(self.first))
        rho, rho_0 = (
            6_371_008.8 * sqrt(c - 2 * n * sin(radians(lat))) / n for lat in (latitude, self.origin)
        )
        theta = n * radians(longitude - self.meridian)
        return rho * sin(theta) + self.false_easting, rho_0 - rho * cos(theta)


def draw_map(geojson: str, spokes: Iterable[Any], hub: Any) -> Map | None:
    """The map of these spokes and this hub; None where the pack has no outline."""
    if not geojson:
        return None
    outline = _outline(geojson)
    points = [_point(outline, c, s.organisation) for s in spokes for c in s.communities.all()]
    if hub and hub.organisation.seat:
        points.append(_point(outline, hub.organisation.seat, hub.organisation, is_hub=True))
    return Map(outline, points)


def why_undrawn(geojson: str, places: Iterable[tuple[float, float]]) -> str:
    """Why no map with points at these (longitude, latitude) can be drawn; empty where it can."""
    try:
        outline = _outline(geojson)
        spots = [outline.place(*place) for place in places]
    except KeyError as missing:
        return f"the map lacks {missing}"
    except (
        ArithmeticError, AttributeError, IndexError, RecursionError, TypeError, ValueError
    ) as error:  # fmt: skip
        return f"the map cannot be drawn: {error}"
    return _misdrawn(outline, spots)


def _misdrawn(outline: Outline, spots: list[tuple[float, float]]) -> str:
    box = outline.inset or Inset(0, 0, 1, 1)
    sizes = (outline.height, box.width, box.height)
    if not _is_text(outline.attribution):
        return "the map lacks an 'attribution' in words"
    numbers = [*sizes, box.x, box.y, *(number for spot in spots for number in spot)]
    # Python writes what is no number as nan or inf; a path has no other n.
    if not all(map(isfinite, numbers)) or "n" in outline.province + outline.around:
        return "the map has a position that is no number"
    return "" if min(sizes) > 0 else "a frame of the map is left, bottom, right, top"


def _is_text(value: Any) -> bool:
    """JSON may hold half a character (a lone surrogate), with which no page could be sent."""
    return isinstance(value, str) and value.encode("utf-8", "ignore").decode() == value


def _point(outline: Outline, community: Any, organisation: Any, *, is_hub: bool = False) -> Point:
    x, y = outline.place(float(community.longitude), float(community.latitude))
    return Point(x, y, community.name, organisation.name, organisation.key, is_hub)


@lru_cache(maxsize=4)
def _outline(geojson: str) -> Outline:
    content = json.loads(geojson)
    given = content["projection"]
    first, second = given["standard_parallels"]
    albers = Albers(
        first, second, given["central_meridian"], given["latitude_of_origin"],
        given["false_easting"],
    )  # fmt: skip
    left, bottom, right, top = given["frame"]
    height = round(WIDTH * (top - bottom) / (right - left), 1)
    bare = Outline(height, "", "", content["attribution"], (left, bottom, right, top), albers)
    paths = {f["properties"]["role"]: _path(bare, f["geometry"]) for f in content["features"]}
    inset = _inset(bare, given["inset"]) if "inset" in given else None
    return bare._replace(province=paths["province"], around=paths["neighbour_land"], inset=inset)


def _inset(outline: Outline, box: list[float]) -> Inset:
    left, top = outline.at(box[0], box[3])
    right, bottom = outline.at(box[2], box[1])
    return Inset(left, top, round(right - left, 1), round(bottom - top, 1))


def _path(outline: Outline, geometry: dict[str, Any]) -> str:
    rings = [ring for polygon in geometry["coordinates"] for ring in polygon]
    return "".join(
        "M" + "L".join("{:g},{:g}".format(*outline.place(*p[:2])) for p in ring[:-1]) + "z"
        for ring in rings
    )
