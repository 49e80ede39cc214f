"""The partners of an organisation, and who may see which of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from upstander.accounts.interface import User
from upstander.network.interface import (
    WRITING_ROLES,
    Audience,
    audiences_of,
    communities,
    may_be_seen_by,
    memberships_of,
    open_spokes,
    shown_to,
)
from upstander.partnership.models import Partner
from upstander.partnership.states import PartnerKind

NOUN = "partner"


def subject_of(partner: Partner) -> str:
    """By which a release speaks of it."""
    return f"{NOUN}:{partner.pk}"


def running(today: date) -> Q:
    """Partnerships or terms that run on a day. One that ends on it is over at once."""
    return Q(starts_on__lte=today) & not_over(today)


def not_over(today: date) -> Q:
    """Those that run, or will."""
    return Q(ends_on=None) | Q(ends_on__gt=today)


def partners_of(organisation: Any, today: date) -> QuerySet[Partner]:
    """The partners that an organisation has on a day, by name, with their communities."""
    rows = Partner.objects.filter(running(today), organisation=organisation)
    return rows.select_related("organisation").prefetch_related("communities")


def own_partners(user: User) -> QuerySet[Partner]:
    """All there ever were of the organisations for which she writes, with everything in them."""
    mine = {m.organisation_id for m in memberships_of(user) if m.role in WRITING_ROLES}
    rows = Partner.objects.filter(organisation__in=mine)
    return rows.select_related("organisation").prefetch_related("communities")


def partners_visible_to(user: User) -> QuerySet[Partner]:
    """Whose name, kind and communities she may see: her own, and what is shown to hub or funder.

    Of those that are not her own, the agreement and the people stay where they are.
    """
    mine = list(memberships_of(user))
    wanted = Q(organisation__in={m.organisation_id for m in mine if m.role in WRITING_ROLES})
    for audience in audiences_of(mine):
        shown = shown_to(audience, NOUN, Partner.objects.all())
        wanted |= Q(pk__in=shown.order_by().values("pk"))
    rows = Partner.objects.filter(wanted)
    return rows.select_related("organisation").prefetch_related("communities")


def may_be_named(partner: Partner) -> bool:
    """Whether pages for everyone may name it: it agreed, and so did who shows it.

    For many partners at once take `named_in_public`: here a query may be asked for each.
    """
    return partner.is_named_in_public and may_be_seen_by(
        Audience.PUBLIC, partner.organisation, subject_of(partner)
    )


def named_in_public(rows: QuerySet[Partner]) -> QuerySet[Partner]:
    """Of `rows`, those that pages for everyone may name."""
    return shown_to(Audience.PUBLIC, NOUN, rows.filter(is_named_in_public=True))


def public_partners(
    today: date, *, organisation: Any = None, community: Any = None
) -> QuerySet[Partner]:
    """Partners on a day that pages for everyone may name, by name.

    Of an organisation, or in a community: there counts who was named for it, and who works
    wherever an organisation does that serves it. Show `name`, `kind` and `website` alone.
    """
    rows = named_in_public(Partner.objects.filter(running(today)))
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if community is not None:
        serving = open_spokes().filter(communities=community).values("organisation")
        places = Partner.communities.through.objects.filter(partner=OuterRef("pk"))
        here = Exists(places.filter(community=community))
        rows = rows.filter(here | ~Exists(places) & Q(organisation__in=serving))
    return rows.select_related("organisation")


def kinds_missing(partners: Iterable[Partner]) -> list[PartnerKind]:
    """Kinds of partner that are not among these; `other` is never missed."""
    there = {partner.kind for partner in partners} | {PartnerKind.OTHER}
    return [kind for kind in PartnerKind if kind not in there]


def organisations_of(mine: Iterable[Any]) -> list[Any]:
    """The organisations for which a person with the memberships `mine` writes, by name."""
    own = {m.organisation_id: m.organisation for m in mine if m.role in WRITING_ROLES}
    return sorted(own.values(), key=lambda organisation: organisation.name)


def places_for(organisation: Any, partner: Partner | None) -> QuerySet[Any]:
    """The communities that a partner can be named for: those served, and those it has."""
    served = open_spokes().filter(organisation=organisation).order_by().values("communities")
    wanted = Q(pk__in=served)
    if partner is not None:
        wanted |= Q(pk__in=partner.communities.order_by().values("pk"))
    return communities().filter(wanted)


def yet_to_end(organisation: Any, today: date) -> QuerySet[Partner]:
    """Partnerships that run or will, by name."""
    rows = Partner.objects.filter(not_over(today), organisation=organisation)
    return rows.prefetch_related("communities")


def over(organisation: Any, today: date) -> QuerySet[Partner]:
    """Partnerships that have ended, the last first."""
    rows = Partner.objects.filter(organisation=organisation, ends_on__lte=today)
    return rows.prefetch_related("communities").order_by("-ends_on", "name", "pk")


def partners_across(user: User, kind: str, today: date) -> list[tuple[Any, list[Partner]]]:
    """For hub and funder: partners of today by organisation, of one kind or ("") of all."""
    rows = partners_visible_to(user).filter(running(today))
    if kind:
        rows = rows.filter(kind=kind)
    found: dict[Any, list[Partner]] = {}
    for row in rows.order_by("organisation__name", "organisation", "kind", "name", "pk"):
        found.setdefault(row.organisation, []).append(row)
    return list(found.items())
