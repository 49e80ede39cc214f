"""What the portal, the packs and the desk may use of funding."""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.panels import numbers_of
from upstander.funding.actions.record import write_records
from upstander.funding.queries.home import panels_for
from upstander.funding.queries.publication import (
    SAID,
    RegionSum,
    Round,
    awards_to,
    by_region,
    public_award,
    public_call,
    public_calls,
    public_paths,
    publisher,
    remarks_of,
    rounds,
    said,
)
from upstander.funding.queries.record import all_kinds, snapshot
from upstander.funding.states import CallState

__all__ = [
    "SAID",
    "CallState",
    "RegionSum",
    "Round",
    "Waiting",
    "all_kinds",
    "awards_to",
    "by_region",
    "funding_waiting",
    "public_award",
    "public_call",
    "public_calls",
    "public_paths",
    "publisher",
    "remarks_of",
    "rounds",
    "said",
    "snapshot",
    "write_records",
]


class Waiting(NamedTuple):
    """Whether funding concerns a person at all, how much waits for her, and how much is late."""

    may_enter: bool
    waiting: int
    late: int


def funding_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    panels = panels_for(user, timezone.now())
    may_enter = any(panel.rows or panel.more for panel in panels)
    return Waiting(may_enter, *numbers_of(panels))
