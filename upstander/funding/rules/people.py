"""Who is who in funding, by the memberships that a person holds."""

from collections.abc import Iterable
from typing import Any

from upstander.network.interface import Role

SIGNING_ROLES = frozenset({Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR})
WRITING_ROLES = SIGNING_ROLES | {Role.SPOKE_WORKER, Role.HUB_STAFF}


def is_officer(mine: Iterable[Any]) -> bool:
    """Whether one of these memberships is a funder officer's."""
    return any(membership.role == Role.FUNDER_OFFICER for membership in mine)


def writes_for(mine: Iterable[Any], organisation_id: int) -> bool:
    """Whether one of these memberships writes what an organisation sends to the funder."""
    return any(m.organisation_id == organisation_id and m.role in WRITING_ROLES for m in mine)


def signs_for(mine: Iterable[Any], organisation_id: int) -> bool:
    """Whether one of these memberships signs for an organisation."""
    return any(m.organisation_id == organisation_id and m.role in SIGNING_ROLES for m in mine)
