"""What a page shows, gathered in a fixed number of queries whatever stands on it."""

from upstander.portal.showing.page import context_of_page, foot_of, frame, respond
from upstander.portal.showing.rounds import (
    ShownAward,
    asked_by,
    awarded_in,
    shown_awards,
    shown_call,
    shown_kinds,
)

__all__ = [
    "ShownAward",
    "asked_by",
    "awarded_in",
    "context_of_page",
    "foot_of",
    "frame",
    "respond",
    "shown_awards",
    "shown_call",
    "shown_kinds",
]
