"""How the records of this room are written as plain values, for packs: a table, read both ways."""

from upstander.events.models import ImportantDay
from upstander.network.interface import Field, Kind

KINDS = (
    Kind(
        "day",
        ImportantDay,
        "key",
        {
            **{name: Field(name) for name in ("name", "why", "month", "weekday", "source")},
            "day": Field("day", None),
            "nth": Field("nth", None),
        },
        has_position=True,
    ),
)


def all_kinds() -> tuple[Kind, ...]:
    """The kinds of records of this room that a pack may hold."""
    return KINDS
