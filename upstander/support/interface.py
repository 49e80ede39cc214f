"""What the desk may use of confidential support: numbers and doors, never a word of a request."""

from typing import Any, NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.support.actions.team import remove_member
from upstander.support.models import Team
from upstander.support.queries.case import Counts, counts, tasks_due
from upstander.support.queries.numbers import (
    Group,
    Period,
    TeamNumbers,
    own_numbers,
    periods,
    year_period,
)
from upstander.support.queries.team import organisations_of, watches_network
from upstander.support.rules import COORDINATING_ROLES

__all__ = [
    "Group",
    "Period",
    "TeamNumbers",
    "Waiting",
    "member_left",
    "own_numbers",
    "periods",
    "waiting_counts",
    "year_period",
]


class Waiting(NamedTuple):
    """Which doors to show, and how many requests and tasks wait; none for who works in no team."""

    counts: Counts | None
    due: int
    is_coordinator: bool
    is_hub: bool


def waiting_counts(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    if not organisations_of(user):
        return Waiting(None, 0, False, False)
    today = timezone.localdate()
    return Waiting(
        counts(user, today),
        len(tasks_due(user, today)),
        bool(organisations_of(user, COORDINATING_ROLES)),
        watches_network(user),
    )


def member_left(user: User, organisation: Any, *, by: User) -> Team | None:
    """After a membership ended: take away what she held of the team's key.

    The team whose key should change now; None where she held nothing, or works there still.
    """
    team = Team.objects.filter(organisation=organisation).first()
    return team if team and remove_member(team, user, by=by) else None
