"""Protocols as they may be seen: words by whoever keeps them, titles and states by the hub."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.network.interface import (
    WRITING_ROLES,
    Audience,
    Role,
    hub_today,
    memberships_of,
    open_spokes,
    shown_to,
)
from upstander.protocols.models import Protocol, Step, Version
from upstander.protocols.states import HOLDING_STATES, VersionState

# Drafts stay inside the organisation; of the rest the hub sees that it is there, and its state.
INSIDE = (VersionState.DRAFT, VersionState.WITHDRAWN)
HUB_ROLES = frozenset({Role.HUB_STAFF, Role.HUB_COORDINATOR})


def organisations_of(user: User) -> list[Any]:
    """The organisations in whose name she writes, by name. One query."""
    rows = [m for m in memberships_of(user) if m.role in WRITING_ROLES]
    own = {m.organisation_id: m.organisation for m in rows}
    return sorted(own.values(), key=lambda organisation: organisation.name)


def is_of_hub(user: User) -> bool:
    """Whether she works in the hub of today."""
    hub = hub_today()
    return hub is not None and any(
        m.organisation_id == hub.organisation_id and m.role in HUB_ROLES
        for m in memberships_of(user)
    )


def served_by(organisation: Any) -> list[Any]:
    """The communities that an organisation serves as a spoke today, by name."""
    spokes = open_spokes().filter(organisation=organisation)
    found = {place.pk: place for spoke in spokes for place in spoke.communities.all()}
    return sorted(found.values(), key=lambda place: place.name)


def partners_of(organisation: Any) -> list[Any]:
    """The partners of an organisation today, by name."""
    running = Q(ends_on=None) | Q(ends_on__gt=timezone.localdate())
    return list(organisation.local_partners.filter(running))


def own_protocols(user: User) -> QuerySet[Protocol]:
    """Those that her organisations keep: she may read every word."""
    return _rows().filter(organisation__in=organisations_of(user))


def visible_to(user: User) -> QuerySet[Protocol]:
    """Her organisations' own; for the hub also others' titles and states, as far as released.

    Of others nothing that is only a draft.

    Organisation, communities and versions come along: a constant number of queries.
    """
    own = Q(organisation__in=organisations_of(user))
    if not is_of_hub(user):
        return _rows().filter(own)
    shown = shown_to(Audience.HUB, "protocol", Protocol.objects.all())
    told = Version.objects.exclude(state__in=INSIDE).filter(protocol__in=shown.values("pk"))
    return _rows().filter(own | Q(pk__in=told.values("protocol")))


def versions_for(protocol: Protocol, *, is_own: bool) -> list[Version]:
    """The versions of a protocol of `visible_to`, the newest first; of others' no draft."""
    rows = protocol.versions.all()
    return [row for row in rows if is_own or row.state not in INSIDE]


def own_versions(user: User) -> QuerySet[Version]:
    """The versions whose words and contacts she may read, with protocol and organisation."""
    rows = Version.objects.select_related("protocol__organisation", "made_by")
    return rows.filter(protocol__organisation__in=organisations_of(user))


def whole(version: Version) -> Version:
    """A version with levels, duties, partners and steps at hand, read anew: five queries."""
    steps = Step.objects.select_related("duty").prefetch_related("levels")
    rows = Version.objects.select_related("protocol__organisation").prefetch_related(
        "levels", "duties__partner", Prefetch("steps", steps)
    )
    return rows.get(pk=version.pk)


def holding_version(protocol: Protocol) -> Version | None:
    """The version that is in force now, also while it is reviewed; None where there is none."""
    return protocol.versions.filter(state__in=HOLDING_STATES).first()


def locked(version_pk: int) -> Version:
    """A version under lock, for a change."""
    rows = Version.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("protocol__organisation").get(pk=version_pk)


def locked_protocol(pk: int) -> Protocol:
    """A protocol under lock, so that only one version of it is begun at a time."""
    rows = Protocol.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation").get(pk=pk)


def _rows() -> QuerySet[Protocol]:
    versions = Version.objects.order_by("-number", "pk")
    return Protocol.objects.select_related("organisation").prefetch_related(
        "communities", Prefetch("versions", versions)
    )
