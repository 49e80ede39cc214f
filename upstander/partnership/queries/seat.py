"""The people of the local committee: for those alone who write for its organisation."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from upstander.accounts.interface import User
from upstander.network.interface import WRITING_ROLES, memberships_of
from upstander.partnership.models import Seat
from upstander.partnership.queries.partner import not_over, running


def committee_of(organisation: Any, today: date) -> QuerySet[Seat]:
    """Who sits in the committee of an organisation on a day, by name, with whom they speak for.

    Names and contacts are for the people of this organisation alone, and never for a public page.
    """
    rows = Seat.objects.filter(running(today), organisation=organisation)
    return rows.select_related("partner", "user", "organisation")


def seats_held_by(user: User, today: date) -> list[Seat]:
    """Her own that run on a day, with whom they speak for.

    Only where she still belongs to the organisation: with her membership ends what a seat opens.
    """
    mine = {m.organisation_id for m in memberships_of(user)}
    rows = Seat.objects.filter(running(today), user=user, organisation__in=mine)
    return list(rows.select_related("partner", "organisation").order_by("organisation__name", "pk"))


def own_seats(user: User) -> QuerySet[Seat]:
    """All there ever were of the organisations for which she writes."""
    mine = {m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES}
    rows = Seat.objects.filter(organisation__in=mine)
    return rows.select_related("partner", "user", "organisation")


def seats_to_come(organisation: Any, today: date) -> QuerySet[Seat]:
    """Terms that run or will, with whom they speak for."""
    rows = Seat.objects.filter(not_over(today), organisation=organisation)
    return rows.select_related("partner", "user")


def seats_over(organisation: Any, today: date) -> QuerySet[Seat]:
    """Terms that have ended, the last first."""
    rows = Seat.objects.filter(organisation=organisation, ends_on__lte=today)
    return rows.select_related("partner").order_by("-ends_on", "name", "pk")
