"""What a decision of people breaks, and the best amounts, in whole numbers."""

from decimal import Decimal

import pytest

from tests.funding.allocation.made import application, call
from upstander.funding.allocation.amounts import best_amounts
from upstander.funding.allocation.exact import broken_rules, values_of, whole
from upstander.funding.allocation.problem import Envelope, Rule, Values

PROBLEM = call(
    application("a", "a", floor=4, cap=8, score=Decimal("2.5")),
    application("b", "b", floor=4, cap=8),
    application("rival", "a", floor=4, cap=8),
    application("sister", "d", organisation="of b", floor=4, cap=8),
    application("apart", "e f", kind="regional", floor=4, cap=8),
    application("single", "g", kind="regional", floor=4, cap=8),
    budget=20,
    envelopes=[Envelope("north", Decimal(5), Decimal(18))],
    neighbours={},
)
BROKEN = {
    "none": ({"a": 5, "b": 4}, ()),
    "cents": ({"a": "5.5"}, (Rule.WHOLE,)),
    "too little": ({"a": 3, "b": 4}, (Rule.LEAST,)),
    "too much": ({"a": 9}, (Rule.MOST,)),
    "single": ({"single": 5}, (Rule.MINIMUM_COMMUNITIES,)),
    "apart": ({"apart": 5}, (Rule.NEIGHBOURS,)),
    "organisation": ({"b": 5, "sister": 4}, (Rule.ORGANISATIONS,)),
    "community": ({"a": 5, "rival": 4}, (Rule.COMMUNITIES,)),
    "ceiling": ({"a": 8, "b": 8, "apart": 4}, (Rule.NEIGHBOURS, Rule.CEILING)),
    "budget": ({"a": 8, "b": 8, "apart": 5}, (Rule.NEIGHBOURS, Rule.CEILING, Rule.BUDGET)),
    "floor": ({"a": 4}, (Rule.FLOOR,)),
}


@pytest.mark.parametrize(("amounts", "rules"), BROKEN.values(), ids=BROKEN.keys())
def test_what_awards_break_is_named(amounts, rules) -> None:
    assert broken_rules(PROBLEM, {key: Decimal(much) for key, much in amounts.items()}) == rules


def test_what_awards_are_worth_is_exact() -> None:
    amounts = {"a": Decimal(5), "b": Decimal(4)}
    expected = Values(Decimal(2), Decimal("3.5"), Decimal(9), Decimal("16.5"))
    assert values_of(PROBLEM, amounts) == expected


def test_numbers_are_as_small_as_they_can_be() -> None:
    made = [
        application("a", "a", floor=7500, cap=15000, score=Decimal("2.50")),
        application("b", "b", floor=2500, cap=5000, score=Decimal("7.5")),
    ]
    found = whole(call(*made, budget=20000, need={"a": Decimal("0.02"), "b": Decimal("0.06")}))
    assert found.unit == 2500
    assert found.budget == 8
    assert [(i.key, i.least, i.most, i.need, i.score) for i in found.items] == [
        ("a", 3, 6, 1, 1),
        ("b", 1, 2, 3, 3),
    ]


def test_items_that_do_not_go_together_have_no_amounts() -> None:
    numbers = whole(call(application("a", "a", floor=4, cap=4), budget=3))
    with pytest.raises(ValueError, match="cannot be awarded together"):
        best_amounts(numbers, [0])
