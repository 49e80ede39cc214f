"""Priorities: who sees which, what anyone may read, and what is late."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.action.models import Priority, RoundOfScoring, Score
from upstander.action.states import (
    PUBLIC_PRIORITY_STATES,
    EvidenceKind,
    Institution,
    PriorityState,
    RoundState,
)
from upstander.network.interface import (
    WRITING_ROLES,
    Audience,
    audiences_of,
    memberships_of,
    open_spokes,
    shown_to,
)
from upstander.partnership.interface import seats_held_by


class PublicPriority(NamedTuple):
    """What anyone may read of an agreed priority. `evidence`: how many of each kind."""

    pk: int
    organisation: Any
    title: str
    words: str
    addresses: Any
    institution: str
    is_systemic: bool
    is_done: bool
    agreed_on: date
    evidence: list[tuple[Any, int]]


class Group(NamedTuple):
    """An institution or system, and the priorities that address it."""

    name: Any
    is_systemic: bool
    rows: list[Priority]


def own_organisations(user: User) -> set[int]:
    """For which she writes, by number."""
    return {m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES}


def committees_of(user: User) -> set[int]:
    """In whose committee she sits today, by number."""
    return {seat.organisation_id for seat in seats_held_by(user, timezone.localdate())}


def priorities_visible_to(user: User) -> QuerySet[Priority]:
    """All of her own organisations; agreed ones of others for the hub and the funder.

    Of a committee in which she sits, those that are agreed and those that it scores now.

    What an Indigenous-governed organisation holds, only where it says so.
    """
    seen = Q(organisation__in=own_organisations(user)) | _of_committees(user)
    mine, public = (
        list(memberships_of(user)),
        Priority.objects.filter(state__in=PUBLIC_PRIORITY_STATES),
    )
    for audience in audiences_of(mine):
        seen |= Q(pk__in=shown_to(audience, "priority", public).values("pk"))
    return Priority.objects.filter(seen).select_related("organisation")


def _of_committees(user: User) -> Q:
    sits = committees_of(user)
    scored = RoundOfScoring.objects.filter(organisation__in=sits, state=RoundState.OPEN)
    agreed = Q(organisation__in=sits, state__in=PUBLIC_PRIORITY_STATES)
    return agreed | Q(pk__in=scored.values("priorities"))


def priority_list(user: User) -> list[Group]:
    """The same by what they address, with the number of pieces of evidence.

    What a desk counted is not even counted for anyone but its own people and its committee.
    """
    inside = Q(organisation__in=own_organisations(user) | committees_of(user))
    shown = Q(evidence__counted="") | inside
    rows = priorities_visible_to(user).annotate(pieces=Count("evidence", filter=shown))
    return grouped(rows.order_by("organisation__name", "title", "pk"))


def grouped(rows: Iterable[Priority]) -> list[Group]:
    """By institution, in the order of the list of institutions."""
    found: dict[str, list[Priority]] = {}
    for row in rows:
        found.setdefault(row.addresses, []).append(row)
    return [
        Group(kind.label, kind != Institution.EVERYONE, found[kind.value])
        for kind in Institution
        if kind.value in found
    ]


def public_priorities(organisation: Any = None, community: Any = None) -> list[PublicPriority]:
    """What is agreed or done and may be read by anyone; of one organisation or community.

    One without communities is for all that its organisation serves. One query.
    """
    rows = Priority.objects.filter(state__in=PUBLIC_PRIORITY_STATES)
    rows = shown_to(Audience.PUBLIC, "priority", rows).select_related("organisation")
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if community is not None:
        serving = open_spokes().filter(communities=community).values("organisation")
        rows = rows.filter(Q(communities=community) | Q(communities=None, organisation__in=serving))
    shown = Q(evidence__counted="")
    counts = {
        kind.value: Count("evidence", filter=shown & Q(evidence__kind=kind))
        for kind in EvidenceKind
    }
    # What is counted has no order of its own.
    return [_public(row) for row in rows.annotate(**counts).order_by("title", "pk")]


def _public(row: Priority) -> PublicPriority:
    return PublicPriority(
        pk=row.pk,
        organisation=row.organisation,
        title=row.title,
        words=row.words,
        addresses=row.get_addresses_display(),
        institution=row.institution,
        is_systemic=row.is_systemic,
        is_done=row.state == PriorityState.DONE,
        agreed_on=row.agreed_on or date.min,  # agreed ones have a day, by constraint
        evidence=[(k.label, n) for k in EvidenceKind if (n := getattr(row, k.value))],
    )


def evidence_counts(row: Priority) -> list[tuple[Any, int]]:
    """How many pieces of each kind there are for anyone, with the name of the kind."""
    counts = Counter(piece.kind for piece in row.evidence.all() if not piece.counted)
    return [(kind.label, counts[kind]) for kind in EvidenceKind if counts[kind]]


def communities_of(organisation: Any) -> list[Any]:
    """Those that the organisation serves today, by name."""
    spokes = open_spokes().filter(organisation=organisation)
    found = {place.pk: place for spoke in spokes for place in spoke.communities.all()}
    return sorted(found.values(), key=lambda place: str(place.name))


def is_in_open_round(priority: Priority) -> bool:
    """Whether the committee scores it now."""
    return priority.rounds.filter(state=RoundState.OPEN).exists()


def is_scored(priority: Priority) -> bool:
    """Whether someone scored it in a round that is over."""
    return Score.objects.filter(priority=priority, round__state=RoundState.CLOSED).exists()
