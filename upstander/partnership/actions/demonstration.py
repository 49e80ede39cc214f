"""Partners and a committee to try the product with. What they are called is passed in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from upstander.accounts.interface import User
from upstander.partnership.actions.partner import Terms, add_partner
from upstander.partnership.actions.seat import Person, add_seat
from upstander.partnership.models import Partner, Seat


@transaction.atomic
def make_demonstration_partners(
    organisation: Any, told: Iterable[Mapping[str, Any]], since: date, *, by: User
) -> list[Partner]:
    """Partners since a day, of all communities. Each has `name`, `kind`, `agreement` and
    `is_named_in_public`."""
    rest: dict[str, Any] = {"communities": [], "website": ""}
    days: dict[str, Any] = {"starts_on": since, "agreed_on": since}
    return [add_partner(organisation, Terms(**row, **rest, **days), by=by) for row in told]


@transaction.atomic
def make_demonstration_seats(
    organisation: Any,
    told: Iterable[Mapping[str, Any]],
    partners: list[Partner],
    since: date,
    *,
    by: User,
) -> list[Seat]:
    """Seats since a day, without a contact. Each has `name`, `role` and perhaps `partner`, the
    place of one of the partners."""
    nothing: dict[str, Any] = {"email": "", "phone": "", "user": None, "ends_on": None}
    return [
        add_seat(
            organisation,
            Person(
                name=row["name"],
                role=row["role"],
                partner=partners[row["partner"]] if "partner" in row else None,
                starts_on=since,
                **nothing,
            ),
            by=by,
        )
        for row in told
    ]
