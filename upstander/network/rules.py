"""What may be, in the network; and how far apart two places are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.states import INVITATION_MOVES, InvitationState, Role, SpokeKind

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (latitude, longitude) in degrees."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, place)) for place in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def are_connected(keys: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> bool:
    """Whether one can walk from any of `keys` to any other along neighbours within `keys`."""
    wanted, reached, open_ends = set(keys), set(), list(keys[:1])
    while open_ends:
        here = open_ends.pop()
        reached.add(here)
        open_ends.extend(k for k in neighbours.get(here, ()) if k in wanted - reached)
    return reached == wanted


def may_serve(kind: str, keys: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> None:
    """A regional spoke pools two or more communities that are connected as neighbours."""
    if not keys:
        raise NotAllowed(_("A spoke serves at least one community."))
    if kind == SpokeKind.REGIONAL and len(set(keys)) < 2:
        raise NotAllowed(_("A regional spoke serves two or more communities."))
    if kind == SpokeKind.REGIONAL and not are_connected(keys, neighbours):
        raise NotAllowed(_("The communities of a regional spoke must be neighbours."))


def may_be_served(places: Sequence[Any], served: Collection[Any]) -> None:
    """A community has one spoke at a time."""
    if any(place.pk in served for place in places):
        raise NotAllowed(_("Another spoke serves one of these communities at that time."))


def is_open(row: Any, today: Any) -> bool:
    """Whether a term or membership runs on the day `today`."""
    return row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)


# Whom a coordinator brings in, and takes out, within her own organisation.
OWN_KIND: Mapping[Role, frozenset[Role]] = {
    Role.SPOKE_COORDINATOR: frozenset({Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.PARTNER}),
    Role.HUB_COORDINATOR: frozenset(
        {Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.EDITOR, Role.TRANSLATOR, Role.TRAINER}
    ),
}
EDITING_ROLES = frozenset({Role.HUB_STAFF, Role.HUB_COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR})
WORDING_ROLES = frozenset({Role.TRANSLATOR})  # drafts and wordings; others publish what is read
TEACHING_ROLES = EDITING_ROLES | {Role.TRAINER}  # these write courses


def is_administrator(mine: Iterable[Any]) -> bool:
    """Whether one of these memberships is an administrator's."""
    return any(membership.role == Role.ADMINISTRATOR for membership in mine)


def workplaces(mine: Iterable[Any]) -> set[int]:
    """The organisations whose people she is one of, by number: a partner stays a guest."""
    return {m.organisation_id for m in mine if m.role != Role.PARTNER}


def roles_to_fill(mine: Iterable[Any], organisation: Any) -> frozenset[Role]:
    """Which roles a person with the memberships `mine` may give in an organisation."""
    mine = list(mine)
    if is_administrator(mine):
        return frozenset(Role)
    here = [m.role for m in mine if m.organisation_id == organisation.pk]
    return frozenset().union(*(OWN_KIND.get(role, frozenset()) for role in here))


def may_invite(mine: Iterable[Any], organisation: Any, role: str) -> None:
    """Administrators invite anyone; coordinators, people of their kind to their organisation."""
    if role not in roles_to_fill(mine, organisation):
        raise NotAllowed(_("You may not invite someone to this role in this organisation."))


def may_withdraw(mine: Iterable[Any], invitation: Any) -> None:
    """Who may invite may take an invitation back, as long as it is open."""
    if InvitationState.WITHDRAWN not in INVITATION_MOVES[invitation.state]:
        raise NotAllowed(_("This invitation is no longer open."))
    if invitation.role not in roles_to_fill(mine, invitation.organisation):
        raise NotAllowed(_("You may not withdraw this invitation."))


def may_accept(invitation: Any, now: datetime) -> None:
    """An invitation is good once, for a week; whatever is wrong, the sentence is the same."""
    is_spent = invitation is None or invitation.state != InvitationState.SENT
    if is_spent or invitation.expires_at <= now:
        raise NotAllowed(
            _("This link does not work any more. Ask the person who invited you for a new one.")
        )


def may_accept_as(invitation: Any, email: str) -> None:
    """An invitation is for the address that it was sent to."""
    if invitation.email.lower() != email.lower():
        raise NotAllowed(
            _("This invitation is for another e-mail address. Sign out, then open the link again.")
        )


def may_end_membership(mine: Iterable[Any], membership: Any, administrators: int) -> None:
    """Who may give a role may end it, but someone must stay who can let others in."""
    if membership.ends_on is not None:
        raise NotAllowed(_("This membership has already ended."))
    if membership.role not in roles_to_fill(mine, membership.organisation):
        raise NotAllowed(_("You may not end this membership."))
    if membership.role == Role.ADMINISTRATOR and administrators < 2:
        raise NotAllowed(_("There must be an administrator. Invite another one first."))


# Who writes in the name of an organisation, and who signs for it.
SIGNING_ROLES = frozenset({Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR})
HUB_ROLES = frozenset({Role.HUB_STAFF, Role.HUB_COORDINATOR})  # they read across the network
WRITING_ROLES = SIGNING_ROLES | {Role.SPOKE_WORKER, Role.HUB_STAFF}


def is_officer(mine: Iterable[Any]) -> bool:
    """Whether one of these memberships is a funder officer's."""
    return any(membership.role == Role.FUNDER_OFFICER for membership in mine)


def writes_for(mine: Iterable[Any], organisation_id: int) -> bool:
    """Whether one of these memberships writes in the name of an organisation."""
    return any(m.organisation_id == organisation_id and m.role in WRITING_ROLES for m in mine)


def signs_for(mine: Iterable[Any], organisation_id: int) -> bool:
    """Whether one of these memberships signs for an organisation."""
    return any(m.organisation_id == organisation_id and m.role in SIGNING_ROLES for m in mine)


def may_release(mine: Iterable[Any], organisation: Any) -> None:
    """Whoever signs for an organisation under Indigenous governance; others need no release."""
    if not organisation.is_indigenous_governed:
        raise NotAllowed(_("Only records of an Indigenous-governed organisation need a release."))
    if not signs_for(mine, organisation.pk):
        raise NotAllowed(_("Only a coordinator of the organisation can release its records."))
