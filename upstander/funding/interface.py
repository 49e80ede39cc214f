"""What the portal, the packs and the desk may use of funding."""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.funding.queries.home import numbers_of, panels_for

__all__ = ["Waiting", "funding_waiting"]


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
