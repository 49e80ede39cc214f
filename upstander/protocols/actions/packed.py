"""Patterns as a pack brings them."""

from collections.abc import Mapping
from typing import Any

from upstander.protocols.models import Pattern
from upstander.protocols.states import PatternState

FIELDS = ("title", "summary", "language", "content")


def pattern_snapshot() -> dict[str, dict[str, Any]]:
    """Every pattern that a pack brought, as plain values by its key."""
    rows = Pattern.objects.exclude(key="")
    return {row.key: {name: getattr(row, name) for name in FIELDS} for row in rows}


def write_patterns(rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Make or change patterns, by key; inside the caller's transaction. A new one is offered.

    What the hub no longer offers is not offered again.
    """
    known = {row.key: row for row in Pattern.objects.exclude(key="")}
    for key, values in rows.items():
        row = known.get(key) or Pattern(key=key, state=PatternState.OFFERED, version=-1)
        for name in FIELDS:
            setattr(row, name, values[name])
        row.version += 1
        row.save()
