"""Who someone is to the library."""

from typing import Any

from upstander.accounts.interface import User
from upstander.network.interface import WRITING_ROLES, Role, hub_today, memberships_of

HUB_ROLES = (Role.HUB_STAFF, Role.HUB_COORDINATOR)


def organisations_of(user: User) -> list[Any]:
    """The organisations in whose name she writes, by name. One query."""
    own = {m.organisation_id: m.organisation for m in memberships_of(user) if _writes(m)}
    return sorted(own.values(), key=lambda organisation: organisation.name)


def _writes(membership: Any) -> bool:
    return membership.role in WRITING_ROLES


def is_of_hub(user: User) -> bool:
    """Whether she works in the hub of today."""
    hub = hub_today()
    return hub is not None and any(
        m.organisation_id == hub.organisation_id and m.role in HUB_ROLES
        for m in memberships_of(user)
    )
