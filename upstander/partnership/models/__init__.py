"""The local partnership as records, split by noun."""

from upstander.partnership.models.partner import Partner
from upstander.partnership.models.seat import Seat

__all__ = ["Partner", "Seat"]
