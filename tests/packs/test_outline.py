"""An outline that would fail on a page is refused with the pack."""

import json
from pathlib import Path
from typing import Any

import pytest

from upstander.packs.checking import faults_of
from upstander.packs.faults import Fault
from upstander.packs.reading import find_pack, read_pack

RING = [[20, 10], [21, 10], [21, 11], [20, 10]]
LAND = {"type": "MultiPolygon", "coordinates": [[RING]]}
PROJECTION = {
    "standard_parallels": [9, 13],
    "central_meridian": 20,
    "latitude_of_origin": 8,
    "false_easting": 0,
    "frame": [0, 0, 500_000, 600_000],
    "inset": [100_000, 100_000, 200_000, 200_000],
}


def outline(**changes: Any) -> str:
    """The land of an invented island, with other settings of its projection or its own."""
    features = [
        {"properties": {"role": role}, "geometry": changes.pop(role, LAND)}
        for role in changes.pop("roles", ("province", "neighbour_land"))
    ]
    own = {name: changes.pop(name) for name in ("attribution",) if name in changes}
    projection = {k: v for k, v in {**PROJECTION, **changes}.items() if v is not None}
    content = {"attribution": "Invented", "projection": projection, "features": features}
    return json.dumps({**content, **own})


def faults(folder: Path, text: str | bytes) -> list[Fault]:
    """What is wrong with a pack that has this outline."""
    content = text.encode() if isinstance(text, str) else text
    (folder / "map.json").write_bytes(content)
    return faults_of(read_pack(folder))


@pytest.mark.parametrize("text", [outline(), outline(inset=None)])
def test_an_outline_that_can_be_drawn_has_no_fault(text: str, lanterns: Path) -> None:
    assert faults(lanterns, text) == []


def test_the_outline_that_comes_along_has_no_fault() -> None:
    assert faults_of(read_pack(find_pack("resilience_bc"))) == []


UNREADABLE = [
    ("", 1, "not valid JSON: Expecting value: line 1 column 1 (char 0)"),
    ('{\n"a": 1,\n}', 3, None),
    ("[" * 100_000, 1, None),
    ('{"a": ' + "9" * 5000 + "}", 1, None),
    (b'{\n"attribution": "\xff"}', 2, "not UTF-8"),
]


@pytest.mark.parametrize(("text", "line", "reason"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_an_outline_that_cannot_be_read_is_refused(
    text: str | bytes, line: int, reason: str | None, lanterns: Path
) -> None:
    [fault] = faults(lanterns, text)

    assert (fault.file, fault.line) == ("map.json", line)
    assert fault.reason == (reason or fault.reason)
    assert reason or fault.reason.startswith("not valid JSON: ")


NUMBER = "the map has a position that is no number"
FRAME = "a frame of the map is left, bottom, right, top"
LACKING = {
    "{}": "the map lacks 'projection'",
    outline(roles=["province"]): "the map lacks 'neighbour_land'",
    outline(roles=["neighbour_land"]): "the map lacks 'province'",
    outline(frame=None): "the map lacks 'frame'",
    outline(central_meridian=None): "the map lacks 'central_meridian'",
    outline(attribution=None): "the map lacks an 'attribution' in words",
    outline(attribution="\ud800"): "the map lacks an 'attribution' in words",
    outline(province={"type": "Polygon"}): "the map lacks 'coordinates'",
    outline(province={"coordinates": [RING]}): "the map cannot be drawn: ",
    outline(province={"coordinates": [[[["x", 10], RING[0]]]]}): "the map cannot be drawn: ",
    outline(province={"coordinates": [[[[float("nan"), 10], RING[0]]]]}): NUMBER,
    outline(false_easting=float("nan")): NUMBER,
    outline(standard_parallels=[9, -9]): "the map cannot be drawn: ",
    outline(standard_parallels=[9]): "the map cannot be drawn: ",
    outline(frame=[0, 0, 0, 600_000]): "the map cannot be drawn: ",
    outline(frame=[0, 600_000, 500_000, 0]): FRAME,
    outline(inset=[200_000, 100_000, 100_000, 200_000]): FRAME,
    outline(inset=[1, 2]): "the map cannot be drawn: ",
    "[]": "the map cannot be drawn: ",
    "null": "the map cannot be drawn: ",
}


@pytest.mark.parametrize(("text", "reason"), LACKING.items(), ids=range(len(LACKING)))
def test_an_outline_without_what_a_map_needs_is_refused(
    text: str, reason: str, lanterns: Path
) -> None:
    [fault] = faults(lanterns, text)

    assert (fault.file, fault.line, reason in fault.reason) == ("map.json", 1, True), fault
