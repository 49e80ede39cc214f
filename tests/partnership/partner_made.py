"""Partners and people of a committee, made as rows: for tests of whatever builds on them."""

from datetime import date
from typing import Any

from tests.accounts.people import spoke
from upstander.partnership.models import Partner, Seat

BEGAN = date(2026, 1, 5)


def a_partner(**values: Any) -> Partner:
    """A partner of spoke 0 since January 2026, where nothing else is said."""
    given = {"name": "North school", "kind": "school", "starts_on": BEGAN, **values}
    communities = given.pop("communities", [])
    given.setdefault("organisation", spoke())
    partner = Partner.objects.create(**given)
    partner.communities.set(communities)
    return partner


def a_seat(**values: Any) -> Seat:
    """A person in the committee of spoke 0 since January 2026."""
    given = {"name": "Noor Karim", "role": "member", "starts_on": BEGAN, **values}
    given.setdefault("organisation", spoke())
    return Seat.objects.create(**given)
