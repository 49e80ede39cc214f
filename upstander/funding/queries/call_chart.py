"""The envelopes of a call as bars: how long each is, beside the numbers that it shows."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from upstander.funding.models import Call
from upstander.funding.queries.call import NOTHING, Slice

WIDTH = 1000  # units of the drawing, from nothing to the largest amount of the call


class Bar(NamedTuple):
    """A region, or all of them where `slice.region` is None; lengths from 0 to WIDTH."""

    slice: Slice
    asked: int
    awarded: int
    floor: int
    ceiling: int | None


def bars(call: Call, rows: Sequence[Slice]) -> list[Bar]:
    """All regions together, with the budget for their ceiling; then each. Bars begin at zero."""
    whole = Slice(
        None, _sum(rows, "floor"), call.budget, _sum(rows, "asked"), _sum(rows, "awarded")
    )
    every = [whole, *rows]
    most = max(amount for row in every for amount in row[1:] if amount is not None)
    return [_bar(row, most or Decimal(1)) for row in every]


def _sum(rows: Sequence[Slice], name: str) -> Decimal:
    return sum((getattr(row, name) for row in rows), NOTHING)


def _bar(row: Slice, most: Decimal) -> Bar:
    def length(amount: Any) -> int:
        return round(amount * WIDTH / most)

    ceiling = None if row.ceiling is None else length(row.ceiling)
    return Bar(row, length(row.asked), length(row.awarded), length(row.floor), ceiling)
