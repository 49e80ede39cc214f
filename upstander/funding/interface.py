"""What the portal, the packs and the desk may use of funding."""

from upstander.funding.actions.record import write_records
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
    "all_kinds",
    "awards_to",
    "by_region",
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
