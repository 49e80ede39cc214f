"""What the portal, the packs and the desk may use of funding."""

from upstander.funding.actions.record import write_records
from upstander.funding.queries.record import all_kinds, snapshot

__all__ = ["all_kinds", "snapshot", "write_records"]
