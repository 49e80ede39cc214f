"""Calls as rows, for every noun of the funding room to stand on."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from upstander.funding.models import (
    AwardKind,
    Call,
    Criterion,
    EligibleCost,
    Envelope,
    Question,
)
from upstander.funding.states import CallState, QuestionKind
from upstander.network.models import Region

YEAR = 2027
BUDGET = Decimal("300000.00")
COSTS = {
    "equipment": "Equipment rental",
    "materials": "Materials for events and workshops",
    "fees": "Fees for a coordinator, facilitator, artist or trainer",
    "food": "Food and drink without alcohol",
    "honorariums": "Honorariums for Elders and speakers",
    "marketing": "Marketing",
    "transport": "Transport",
}
ANCHORS = ["Nothing about it", "A little", "Some of it", "Most of it", "All of it, with examples"]
CRITERIA = {"understanding": 3, "course-of-action": 4, "partnerships": 3}
# Floor and ceiling of each region of the pack; together the floors are below the budget.
ENVELOPES = {
    "north": (37500, 75000),
    "vancouver-island-and-coast": (30000, 90000),
    "lower-mainland": (45000, 120000),
    "interior": (30000, None),
}


def a_draft_call(**changes: Any) -> Call:
    """A call with all that it needs, still being written. `changes` are its columns.

    The kinds `community` and `regional`, an envelope a region, seven costs, the questions
    `story`, `before`, `before-what` (asked if `before` is `yes`), `people`, `steps`, `letter`,
    and the criteria of CRITERIA with five anchors each.
    """
    call = Call.objects.create(
        **{
            "key": f"call-{Call.objects.count() + 1}",
            "title": "A call",
            "summary": "Money for a year of work against racism.",
            "language": "en",
            "year": YEAR,
            "currency": "CAD",
            "budget": BUDGET,
            "time_zone": "America/Vancouver",
            "opens_at": datetime(YEAR, 1, 11, 17, tzinfo=UTC),
            "closes_at": datetime(YEAR, 3, 1, 1, tzinfo=UTC),
            "decides_on": date(YEAR, 3, 20),
            "starts_on": date(YEAR, 4, 1),
            "ends_on": date(YEAR + 1, 3, 31),
            **changes,
        }
    )
    _kinds_and_envelopes(call)
    _questions(call)
    for position, (key, name) in enumerate(COSTS.items()):
        EligibleCost.objects.create(call=call, key=key, name=name, position=position)
    for position, (key, weight) in enumerate(CRITERIA.items()):
        name = key.replace("-", " ").capitalize()
        Criterion.objects.create(
            call=call, key=key, name=name, weight=weight, anchors=list(ANCHORS), position=position
        )
    return call


def an_open_call(**changes: Any) -> Call:
    """A call that opened yesterday and closes in thirty days."""
    now = timezone.now().replace(microsecond=0)
    return a_draft_call(
        **{
            "state": CallState.OPEN,
            "opens_at": now - timedelta(days=1),
            "closes_at": now + timedelta(days=30),
            "decides_on": (now + timedelta(days=60)).date(),
            **changes,
        }
    )


def _kinds_and_envelopes(call: Call) -> None:
    AwardKind.objects.create(
        call=call, key="community", name="Community spoke", most_per_community=Decimal("7500.00")
    )
    AwardKind.objects.create(
        call=call,
        key="regional",
        name="Regional spoke",
        most_per_award=Decimal("15000.00"),
        least_communities=2,
        are_neighbours_required=True,
        position=1,
    )
    for region in Region.objects.filter(key__in=ENVELOPES):
        floor, ceiling = ENVELOPES[region.key]
        Envelope.objects.create(call=call, region=region, floor=floor, ceiling=ceiling)


def _questions(call: Call) -> None:
    kind, make = QuestionKind, Question.objects.create
    make(
        call=call, key="story", kind=kind.TEXT, text="What is racism like where you live?",
        is_required=True, most_words=300, example="Three families told us ...", position=0,
    )  # fmt: skip
    before = make(
        call=call, key="before", kind=kind.CHOICE, text="Have you done this work before?",
        is_required=True, position=1,
        choices=[{"key": "yes", "name": "Yes"}, {"key": "no", "name": "No"}],
    )  # fmt: skip
    make(call=call, key="before-what", kind=kind.TEXT, text="What did you do?", is_required=True,
         most_words=100, asked_if=before, asked_if_answer="yes", position=2)  # fmt: skip
    make(call=call, key="people", kind=kind.NUMBER, text="How many people will you reach?",
         is_required=True, least=1, most=100000, position=3)  # fmt: skip
    make(
        call=call, key="steps", kind=kind.TABLE, text="Who does what, and when?", position=4,
        columns=[{"key": "what", "name": "What"}, {"key": "who", "name": "Who"},
                 {"key": "when", "name": "When"}],
    )  # fmt: skip
    make(call=call, key="letter", kind=kind.FILE, text="A letter of a partner", position=5)
