"""What other contexts may use of the local partnership."""

from upstander.partnership.actions.demonstration import (
    make_demonstration_partners,
    make_demonstration_seats,
)
from upstander.partnership.queries.panels import partners_panel
from upstander.partnership.queries.partner import (
    kinds_missing,
    may_be_named,
    named_in_public,
    partners_of,
    partners_visible_to,
    public_partners,
)
from upstander.partnership.queries.seat import committee_of, seats_held_by
from upstander.partnership.states import PartnerKind, SeatRole

__all__ = [
    "PartnerKind",
    "SeatRole",
    "committee_of",
    "kinds_missing",
    "make_demonstration_partners",
    "make_demonstration_seats",
    "may_be_named",
    "named_in_public",
    "partners_of",
    "partners_panel",
    "partners_visible_to",
    "public_partners",
    "seats_held_by",
]
