"""Awards: what stands around one, and who may see which."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from upstander.funding.models import Application, Award, AwardCommunity, Call
from upstander.funding.rules.award import WRITING, Around, is_officer
from upstander.funding.rules.ceilings import ceiling
from upstander.funding.states import HELD_AWARD_STATES
from upstander.network.interface import memberships_of


def awards_visible_to(user: Any) -> QuerySet[Award]:
    """All for officers of the funder; for others, those of the organisations they work in."""
    mine = list(memberships_of(user))
    rows = Award.objects.select_related("call", "organisation", "kind", "application")
    if is_officer(mine):
        return rows
    return rows.filter(organisation__in={m.organisation_id for m in mine if m.role in WRITING})


def awarded(call: Call, region_id: int | None = None) -> Decimal:
    """The sum of the awards of a call that hold, in one region or in all.

    The communities of an award are all in one region.
    """
    rows = Award.objects.filter(call=call, state__in=HELD_AWARD_STATES)
    if region_id is not None:
        here = AwardCommunity.objects.filter(community__region=region_id)
        rows = rows.filter(pk__in=here.values("award"))
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def around_application(application: Application, communities: Sequence[Any]) -> Around:
    """What stands around an amount for an application."""
    call, region = application.call, communities[0].region_id if communities else None
    taken = AwardCommunity.objects.filter(
        year=call.year, is_held=True, community__in=communities
    ).select_related("community")
    held = Award.objects.filter(
        organisation=application.organisation_id, year=call.year, state__in=HELD_AWARD_STATES
    )
    return Around(
        call=call,
        awarded=awarded(call),
        awarded_here=awarded(call, region) if region else Decimal(0),
        envelope=call.envelopes.select_related("region").filter(region=region).first(),
        ceiling=_ceiling(application.kind, len(communities)),
        taken=[row.community.name for row in taken],
        has_award=held.exists(),
    )


def around_award(award: Award) -> Around:
    """What stands around a change of an award's amount; the award itself counts as awarded."""
    places = [row.community for row in award.places.select_related("community")]
    region = places[0].region_id if places else None
    call = award.call
    return Around(
        call=call,
        awarded=awarded(call),
        awarded_here=awarded(call, region) if region else Decimal(0),
        envelope=call.envelopes.select_related("region").filter(region=region).first(),
        ceiling=_ceiling(award.kind, len(places)),
    )


def _ceiling(kind: Any, communities: int) -> Decimal | None:
    return ceiling(kind, communities) if kind else None
