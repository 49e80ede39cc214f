"""Whether the outline of a pack can be drawn, with all its places on it."""

import json
from collections.abc import Iterator

from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.reading import Pack
from upstander.packs.tables import text_of
from upstander.portal.interface import why_undrawn

FILE = "map.json"


def outline_faults(pack: Pack) -> Iterator[Fault]:
    """Why the map would fail on a page; nothing where the pack has no outline."""
    if not (pack.folder / FILE).exists():
        return
    try:
        text = text_of(pack.folder / FILE, FILE)
        json.loads(text)
    except FaultyPack as refused:
        yield from refused.faults
    except (ValueError, RecursionError) as error:
        yield Fault(FILE, getattr(error, "lineno", 1), f"not valid JSON: {error}")
    else:
        if reason := why_undrawn(text, _places(pack)):
            yield Fault(FILE, 1, reason)


def _places(pack: Pack) -> list[tuple[float, float]]:
    """Positions on earth; another check speaks of the rest."""
    rows = [row.values for row in pack.rows.get("community", [])]
    found = [(float(row["longitude"]), float(row["latitude"])) for row in rows]
    return [(east, north) for east, north in found if abs(east) <= 180 and abs(north) <= 90]
