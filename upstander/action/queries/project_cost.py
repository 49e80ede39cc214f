"""What activities cost, one by one: for whoever asks what paid for them."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from upstander.action.models import Activity


class Cost(NamedTuple):
    """What an activity cost, in the currency of its project. Both are said by their numbers."""

    activity: int
    project: int
    title: str
    held_on: date
    amount: Decimal


def costs_of(projects: Collection[int]) -> list[Cost]:
    """All costs that are written, by day; also of what did not take place. One query.

    The caller says which projects may be read.
    """
    rows = Activity.objects.filter(project__in=projects, cost__isnull=False)
    return [
        Cost(row.pk, row.project_id, row.title, row.held_on, row.cost)
        for row in rows.order_by("held_on", "pk")
        if row.cost is not None
    ]
