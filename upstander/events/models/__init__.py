"""What the database holds of events."""

from upstander.events.models.day import ImportantDay
from upstander.events.models.event import Event, Occurrence
from upstander.events.models.registration import Registration

__all__ = ["Event", "ImportantDay", "Occurrence", "Registration"]
