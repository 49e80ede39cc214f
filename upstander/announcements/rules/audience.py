"""In which circles a person stands. A partner is a guest: only what is for partners reaches her."""

from collections.abc import Collection, Mapping

from upstander.announcements.states import Circle
from upstander.network.interface import Role

MEMBERS = frozenset(Role) - {Role.PARTNER}
# Of a region they count where their organisation serves it.
ROLES_OF: Mapping[Circle, frozenset[Role]] = {
    Circle.EVERYONE: MEMBERS,
    Circle.SPOKES: frozenset({Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR}),
    Circle.COORDINATORS: frozenset({Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR}),
    Circle.TRAINERS: frozenset({Role.TRAINER}),
    Circle.REVIEWERS: frozenset({Role.REVIEWER}),
    Circle.EDITORS: frozenset({Role.EDITOR, Role.TRANSLATOR}),
    Circle.PARTNERS: frozenset({Role.PARTNER}),
    Circle.REGION: MEMBERS,
}


def circles_of(roles: Collection[str]) -> set[Circle]:
    """The circles that these roles alone put a person in; of regions nothing is said."""
    mine = set(roles)
    return {c for c, some in ROLES_OF.items() if c != Circle.REGION and mine & some}
