"""Priorities, seats and rounds made by their real verbs."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.accounts.people import member, spoke
from upstander.accounts.interface import User
from upstander.action.actions.priority import agree_priority, gather_priority, propose_priority
from upstander.action.actions.scoring import open_round
from upstander.action.models import Priority, RoundOfScoring
from upstander.network.models import Organisation
from upstander.network.states import Role
from upstander.partnership.models import Seat


def coordinator(number: int = 0) -> User:
    """Someone who signs for a spoke."""
    return member(Role.SPOKE_COORDINATOR, spoke(number), f"coordinator-{number}@example.org")


def words(**changes: Any) -> dict[str, Any]:
    """What a priority says."""
    found = {"title": "Fair discipline", "words": "In all schools", "addresses": "school"}
    return {**found, "institution": "", "communities": [], **changes}


def agreement(**changes: Any) -> dict[str, Any]:
    """What the committee agreed today."""
    today = timezone.localdate()
    found = {"agreed_on": today, "agreed_by": "Committee, 5 members", "unscored": "All said so"}
    return {**found, "review_on": today + timedelta(365), **changes}


def a_priority(by: User, organisation: Organisation | None = None, **changes: Any) -> Priority:
    """Gathered."""
    return gather_priority(organisation or spoke(), words(**changes), by=by)


def a_proposed_priority(
    by: User, organisation: Organisation | None = None, **changes: Any
) -> Priority:
    """Before the committee."""
    row = a_priority(by, organisation, **changes)
    propose_priority(row, by=by)
    return Priority.objects.get(pk=row.pk)


def an_agreed_priority(
    by: User, organisation: Organisation | None = None, **changes: Any
) -> Priority:
    """Agreed without a scoring."""
    row = a_proposed_priority(by, organisation, **changes)
    agree_priority(row, agreement(), seen=row.version, by=by)
    return Priority.objects.get(pk=row.pk)


def a_round(by: User, organisation: Organisation | None = None) -> RoundOfScoring:
    """Open from today for a week."""
    today = timezone.localdate()
    return open_round(organisation or spoke(), today, today + timedelta(7), by=by)


def a_seat(organisation: Organisation | None = None, **changes: Any) -> Seat:
    """A person of the committee."""
    found = {"name": "Rosa Canary", "starts_on": date(2020, 1, 1), **changes}
    return Seat.objects.create(organisation=organisation or spoke(), **found)
