"""Calls of the desk for tests of what anyone may see of them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from upstander.funding.models import (
    Award,
    AwardCommunity,
    AwardKind,
    Call,
    Criterion,
    EligibleCost,
    Question,
)
from upstander.network.models import Community, Organisation

ZONE = ZoneInfo("America/Vancouver")


def a_call(state: str = "open", **fields: Any) -> Call:
    """A call of 2027 with everything that a reader may be told of it."""
    call = Call.objects.create(**{
        "key": "spring", "state": state, "title": "Spring money", "language": "en",
        "summary": "For a year of local work.", "year": 2027, "currency": "CAD",
        "budget": Decimal(90000), "time_zone": "America/Vancouver",
        "opens_at": datetime(2027, 1, 4, 9, tzinfo=ZONE),
        "closes_at": datetime(2027, 2, 5, 16, tzinfo=ZONE), "decides_on": date(2027, 3, 1),
        "starts_on": date(2027, 4, 1), "ends_on": date(2028, 3, 31), **fields,
    })  # fmt: skip
    AwardKind.objects.create(
        call=call, key="pooled", name="Pooled", summary="For neighbours.", least_communities=2,
        most_communities=4, most_per_award=Decimal("15000"), most_per_community=Decimal("7500.50"),
        are_neighbours_required=True, least_partners=1,
    )  # fmt: skip
    EligibleCost.objects.create(call=call, key="rooms", name="Rooms", most=Decimal("500"))
    Question.objects.create(
        call=call, key="plan", kind="text", text="What will you do?", help="Be plain.",
        most_words=300,
    )  # fmt: skip
    Criterion.objects.create(
        call=call, key="clear", name="A clear plan", help="Can a neighbour follow it?", weight=3,
        anchors=["Nothing is said", "It is clear"], texts={"fr": {"anchor:1": "C’est clair"}},
    )  # fmt: skip
    return call


def an_award(call: Call, **fields: Any) -> Award:
    """An award of the call for Burnaby, of 7,500.50, which was accepted."""
    organisation = Organisation.objects.get(key="burnaby-family-life")
    award = Award.objects.create(**{
        "reference": f"{call.key}-1", "call": call, "organisation": organisation,
        "kind": call.kinds.get(), "state": "accepted", "year": call.year,
        "title": "Talks at the library", "description": "Four talks.",
        "amount": Decimal("7500.50"), "awarded_on": date(2027, 3, 1),
        "changed_on": date(2027, 3, 2), **fields,
    })  # fmt: skip
    place = Community.objects.get(key="burnaby")
    AwardCommunity.objects.create(award=award, community=place, year=award.year)
    return award
