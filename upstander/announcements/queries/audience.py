"""Whom an announcement reaches today, and what reaches a person."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Q

from upstander.accounts.interface import User
from upstander.announcements.rules.audience import MEMBERS, ROLES_OF, circles_of
from upstander.announcements.states import Circle
from upstander.network.interface import (
    Role,
    hub_today,
    memberships_of,
    open_spokes,
    people_everywhere,
    regions,
)


class Standing(NamedTuple):
    """Where a person stands today: her circles, and the regions that her organisations serve."""

    circles: Collection[Circle]
    regions: Collection[int]


def standing_of(user: User) -> Standing:
    """Two queries."""
    mine = list(memberships_of(user))
    circles = circles_of({m.role for m in mine})
    own = open_spokes().filter(
        organisation__in={m.organisation_id for m in mine if m.role in MEMBERS}
    )
    return Standing(circles, set(own.values_list("region", flat=True)) if circles else set())


def reaches(standing: Standing) -> Q:
    """Announcements that are for whoever stands so."""
    own = Q(audience=Circle.REGION, region__in=standing.regions)
    return Q(audience__in=standing.circles) | own


class Reach:
    """The people of each circle today, by number. Each circle is asked for once, when needed."""

    def __init__(self) -> None:
        self._circles: dict[str, set[tuple[int, int]]] = {}
        self._served: set[tuple[int, int]] | None = None

    def of(self, announcement: Any) -> set[int]:
        """Whom an announcement is for."""
        pairs = self._pairs(announcement.audience)
        if announcement.audience != Circle.REGION:
            return {person for _organisation, person in pairs}
        if self._served is None:
            rows = open_spokes().values_list("region", "organisation")
            self._served = set(rows)
        here = {organisation for region, organisation in self._served
                if region == announcement.region_id}  # fmt: skip
        return {person for organisation, person in pairs if organisation in here}

    def everybody(self) -> set[int]:
        """Everyone with a role today, partners too."""
        pairs = self._pairs(Circle.EVERYONE) | self._pairs(Circle.PARTNERS)
        return {person for _organisation, person in pairs}

    def _pairs(self, circle: str) -> set[tuple[int, int]]:
        roles = ROLES_OF[Circle(circle)]
        name = Circle.EVERYONE if roles == MEMBERS else circle
        if name not in self._circles:
            self._circles[name] = people_everywhere({Role(role).value for role in roles})
        return self._circles[name]


def hub_id_today() -> int | None:
    """The organisation that speaks, by number; None where there is no hub."""
    hub = hub_today()
    return hub.organisation_id if hub else None


def region_choices() -> list[tuple[int, str]]:
    """The regions that an announcement may be for, in order."""
    return list(regions().values_list("pk", "name"))
