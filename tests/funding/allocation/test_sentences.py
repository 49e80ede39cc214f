"""What is said of a refusal and of an impossible call."""

from decimal import Decimal

import pytest
from django.utils import translation

from tests.funding.allocation.made import application, call
from upstander.funding.allocation.explain import explain
from upstander.funding.allocation.problem import Envelope, Impossible, Proposal, Refusal, Rule
from upstander.funding.allocation.sentences import (
    amount_text,
    why_impossible,
    why_not,
    why_refused,
)
from upstander.funding.allocation.solve import propose

NAMES = {"north": "North", "west": "West", "a": "Atlin", "b": "Barkerville"}


@pytest.mark.parametrize(
    ("amount", "text"),
    [("7500", "7,500"), ("1E+6", "1,000,000"), ("0.50", "0.5"), ("0", "0"), ("99.99", "99.99")],
)
def test_amounts_have_no_digit_too_many(amount, text) -> None:
    assert amount_text(Decimal(amount)) == text


def test_amounts_are_grouped_as_the_reader_does() -> None:
    with translation.override("es"):
        assert amount_text(Decimal("75000.5")) == "75\xa0000,5"


OWN = {
    "": Refusal("a"),
    "The least that it can use is more than the most that it may get.": Refusal("a", Rule.LEAST),
    "This kind of award needs at least 2 communities.": Refusal("a", Rule.MINIMUM_COMMUNITIES, 2),
    "This kind of award needs at least 1 community.": Refusal("a", Rule.MINIMUM_COMMUNITIES, 1),
    "The communities of this application must be neighbours.": Refusal("a", Rule.NEIGHBOURS),
}


@pytest.mark.parametrize(("said", "refusal"), OWN.items())
def test_a_rule_that_is_broken_by_itself_is_said(said, refusal) -> None:
    assert why_refused(refusal) == said


def envelope(region: str, floor: int, ceiling: int | None = None) -> Envelope:
    return Envelope(region, Decimal(floor), None if ceiling is None else Decimal(ceiling))


A = application("a", "a", floor=5000, cap=5000)
B = application("b", "b", floor=5000, cap=5000, region="west")
SIX = {"budget": 20_000, "envelopes": [envelope("north", 6000)]}
IMPOSSIBLE = {
    "The least for North is 6,000; the most that can go there is 5,000.": call(A, **SIX),
    "The least for North, West is 10,000; the most that can go there is 5,000. "
    "The budget is 9,000.": call(
        A, B, budget=9000, envelopes=[envelope("north", 5000), envelope("west", 5000)]
    ),
    "The least for North is 5,000; the most that can go there is 0. "
    "The ceiling of North is 4,000.": call(
        A, budget=9000, envelopes=[envelope("north", 5000, 4000)]
    ),
    "The least for North is 6,000; the most that can go there is 5,000. A community gets one "
    "award.": call(A, A._replace(key="x", organisation="x"), **SIX),
    "The least for North is 6,000; the most that can go there is 5,000. An organisation gets one "
    "award.": call(A, A._replace(key="x", communities=("x",)), **SIX),
}


@pytest.mark.parametrize(("said", "problem"), IMPOSSIBLE.items())
def test_what_makes_a_call_impossible_is_said(said, problem) -> None:
    found = propose(problem)
    assert isinstance(found, Impossible)
    (conflict,) = found.conflicts
    assert why_impossible(conflict, NAMES) == said


RIVAL = A._replace(key="b", communities=("b",), organisation="of b")
NOT = {
    "The least that it can use is more than the most that it may get.": call(
        A._replace(cap=Decimal(1))
    ),
    "It needs at least 5,000; the most that it can get is 4,000. The budget is 4,000.": call(
        A, budget=4000
    ),
    "The least for West is 5,000; with this application, the most that can go there is 0. "
    "The budget is 5,000.": call(A, B, budget=5000, envelopes=[envelope("west", 5000)]),
    "To award it would cost 2.5 of the need that is covered. "
    "It would take the place of: Barkerville.": call(
        A, RIVAL, budget=5000, need={"a": Decimal("0.5"), "b": 3}
    ),
    "To award it would lower the sum of scores by 1; need would be the same. "
    "It would take the place of: Barkerville.": call(
        A, RIVAL._replace(score=Decimal(2)), budget=5000
    ),
    "To award it would place 1,000 less; need and scores would be the same. "
    "It would take the place of: Barkerville.": call(
        A, RIVAL._replace(cap=Decimal(6000)), budget=6000
    ),
    "It is as good as what is proposed; the draw decided. "
    "It would take the place of: Barkerville.": call(A, RIVAL, budget=5000, draw_seed="2026"),
}


@pytest.mark.parametrize(("said", "problem"), NOT.items())
def test_why_an_application_is_not_awarded_is_said(said, problem) -> None:
    proposal = propose(problem)
    assert isinstance(proposal, Proposal)
    assert why_not(explain(problem, proposal, "a"), NAMES) == said


def test_money_that_would_move_to_lower_scores_is_said() -> None:
    made = [  # the same need, scores and money; but only with a and d does the 3 get more
        application("a", "x", score=1, floor=4, cap=4),
        application("b", "x", score=1, floor=2, cap=2),
        application("c", "c", score=3, floor=1, cap=9),
    ]
    problem = call(*made, budget=8)
    proposal = propose(problem)
    assert isinstance(proposal, Proposal)
    assert why_not(explain(problem, proposal, "a")) == (
        "To award it would move money to lower scores; nothing else would be better. "
        "It would take the place of: b."
    )


def test_where_nothing_is_displaced_nothing_is_named() -> None:
    made = [application("a", "a", score=0, floor=3, cap=3), application("c", "c", floor=3, cap=9)]
    problem = call(*made, budget=9, need={"c": 1})
    proposal = propose(problem)
    assert isinstance(proposal, Proposal)
    assert why_not(explain(problem, proposal, "a")) == (
        "To award it would move money to lower scores; nothing else would be better."
    )
