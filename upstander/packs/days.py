"""Days as a pack writes them."""

import re
from collections.abc import Iterator
from datetime import date

from upstander.packs.faults import Fault
from upstander.packs.tables import Row

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(value: str) -> date | None:
    """Python would read other forms of ISO 8601 too, but then a second load would see a change."""
    try:
        return date.fromisoformat(value) if DAY.fullmatch(value) else None
    except ValueError:
        return None


def day_faults(row: Row, *fields: str) -> Iterator[Fault]:
    """Fields that are no day."""
    for field in fields:
        if (value := row.values.get(field)) and not day(value):
            yield Fault(row.file, row.line_of(field), f"{value!r} is no date (YYYY-MM-DD)")


def span_faults(row: Row, what: str) -> Iterator[Fault]:
    """`starts_on` and `ends_on` that are no days, or in the wrong order; `what` has them."""
    yield from day_faults(row, "starts_on", "ends_on")
    start, end = (day(row.values.get(field) or "") for field in ("starts_on", "ends_on"))
    if start and end and end < start:
        yield Fault(row.file, row.line_of("ends_on"), f"{what} ends before it starts")
