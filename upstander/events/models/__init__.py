"""Events as records, split by noun."""

from upstander.events.models.day import ImportantDay

__all__ = [
    "ImportantDay",
]
