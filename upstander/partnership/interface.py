"""What other contexts may use of the local partnership."""

from upstander.partnership.states import PartnerKind, SeatRole

__all__ = ["PartnerKind", "SeatRole"]
