"""What the database holds of events."""

from upstander.events.models.event import Event, Occurrence
from upstander.events.models.registration import Registration

__all__ = ["Event", "Occurrence", "Registration"]
