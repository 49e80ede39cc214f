"""The proposal: equal to trying out everything, each level by itself, and the same each time."""

import random
from decimal import Decimal

import pytest

from benchmarks.allocation import best_by_enumeration, differing, proposed
from benchmarks.calls import Size, make_call
from tests.funding.allocation.made import application, call
from upstander.funding.allocation import search
from upstander.funding.allocation.exact import draw_order
from upstander.funding.allocation.highs import USUAL, NotExact, OutOfTime, Program
from upstander.funding.allocation.problem import (
    Award,
    Envelope,
    Impossible,
    Proposal,
    Refusal,
    Rule,
    Values,
)
from upstander.funding.allocation.solve import propose

DRAWN = ("d", "b", "a", "c")  # for k in a b c d; do printf "2026\n$k" | sha256sum; done | sort
MIDDLE = Size("middle", 40, 60, 120_000)
TIGHT = Size("tight", 40, 80, 80_000)


def amounts(proposal: Proposal | Impossible) -> dict[str, int]:
    assert isinstance(proposal, Proposal)
    return {award.key: int(award.amount) for award in proposal.awards}


def test_a_hundred_small_calls_are_allocated_as_by_trying_out_everything() -> None:
    assert differing(proposed) == []


def test_the_north_of_2020_gets_its_75_000() -> None:
    eight = [application(f"spoke {n}", f"place {n}", floor=7500, cap=7500) for n in range(8)]
    pooled = application("pooled", "a b", kind="regional", floor=15000, cap=15000)
    proposal = propose(call(*eight, pooled, budget=75_000, neighbours={"a": ("b",), "b": ("a",)}))
    assert isinstance(proposal, Proposal)
    assert proposal.values.money == 8 * 7500 + 15000 == 75_000
    assert proposal.refused == ()
    assert len(proposal.communities) == 10


LEVELS = {
    "need before score": ("one", {"a": 3, "b": 1}, (1, 5, 5), (9, 5, 5)),
    "score before money": ("one", {"a": 1, "b": 1}, (9, 1, 5), (1, 9, 9)),
    "money before score × money": ("one", {"a": 1, "b": 1}, (5, 1, 9), (5, 1, 8)),
}


@pytest.mark.parametrize(
    ("organisation", "need", "first", "second"), LEVELS.values(), ids=LEVELS.keys()
)
def test_an_earlier_level_decides(organisation, need, first, second) -> None:
    rows = {"a": first, "b": second}  # score, floor, cap; both of one organisation
    made = [
        application(key, key, organisation=organisation, score=score, floor=floor, cap=cap)
        for key, (score, floor, cap) in rows.items()
    ]
    assert list(amounts(propose(call(*made, budget=10, need=need)))) == ["a"]


def test_money_that_does_not_suffice_goes_to_the_higher_score() -> None:
    low, high = (application(k, k, score=s, floor=2, cap=9) for k, s in (("low", 1), ("high", 2)))
    assert amounts(propose(call(low, high, budget=10))) == {"high": 8, "low": 2}


def test_money_stays_within_a_ceiling_even_if_the_higher_scores_are_there() -> None:
    made = [
        application("high", "a", score=9, floor=2, cap=9),
        application("low", "b", score=1, floor=2, cap=9, region="west"),
    ]
    ceiling = Envelope("north", ceiling=Decimal(5))
    proposal = propose(call(*made, budget=11, envelopes=[ceiling]))
    assert amounts(proposal) == {"high": 5, "low": 6}


def test_money_that_does_not_suffice_goes_to_who_is_drawn_first() -> None:
    made = [application(key, key, floor=2, cap=9) for key in "abc"]
    proposal = propose(call(*made, budget=16))
    assert isinstance(proposal, Proposal)
    assert [amounts(proposal)[key] for key in proposal.draw] == [9, 5, 2]


def test_equals_are_drawn_by_the_hash_of_seed_and_key() -> None:
    assert draw_order("abcd", "2026") == DRAWN
    made = [application(key, key, floor=5, cap=5) for key in "abcd"]
    proposal = propose(call(*made, budget=10, draw_seed="2026"))
    assert set(amounts(proposal)) == {"d", "b"}


def test_another_seed_draws_others() -> None:
    made = [application(key, key, floor=5, cap=5) for key in "abcdefgh"]
    chosen = [amounts(propose(call(*made, budget=20, draw_seed=str(n)))).keys() for n in range(8)]
    assert len({frozenset(one) for one in chosen}) > 4


def test_rivals_among_equals_leave_the_draw_as_by_trying_out_everything() -> None:
    """Each is worth the same; some share a community or an organisation, so one shuts out more."""
    chance = random.Random(11)  # noqa: S311 - some case
    for number in range(60):
        made = [
            application(
                f"{number} {one}",
                chance.choice("abcde"),
                floor=5,
                organisation=chance.choice("vwxyz"),
            )
            for one in range(7)
        ]
        equals = call(*made, budget=chance.choice([5, 10, 15]), draw_seed=str(number))
        assert proposed(equals) == best_by_enumeration(equals)


def test_many_equals_are_drawn_in_several_blocks() -> None:
    made = [application(f"k{n}", f"c{n}", floor=5, cap=5) for n in range(3 * search.BLOCK)]
    proposal = propose(call(*made, budget=5 * 25))
    assert isinstance(proposal, Proposal)
    assert set(amounts(proposal)) == set(proposal.draw[:25])


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_candidates_changes_nothing(seed) -> None:
    one = make_call(MIDDLE._replace(has_ties=bool(seed % 2)), seed)
    mixed = random.Random(seed).sample(one.candidates, len(one.candidates))  # noqa: S311 - an order
    assert propose(one) == propose(one._replace(candidates=tuple(mixed)))


@pytest.mark.parametrize("seed", range(4))
def test_the_way_the_solver_goes_changes_nothing(seed, monkeypatch) -> None:
    one = make_call(TIGHT._replace(has_ties=bool(seed % 2)), seed)
    usual = propose(one)
    monkeypatch.setattr(search, "USUAL", USUAL | {"random_seed": 7, "presolve": "off"})
    assert propose(one) == usual


def test_whoever_breaks_a_rule_by_itself_is_refused_with_it() -> None:
    proposal = propose(
        call(
            application("alone", "a", kind="regional"),
            application("apart", "a c", kind="regional"),
            application("fine", "a b", kind="regional"),
            application("little", "d", floor=9, cap=8),
            application("nothing", "e", floor=0, cap=0),
            neighbours={"a": ("b",), "b": ("a", "c"), "c": ("b",)},
        )
    )
    assert isinstance(proposal, Proposal)
    assert proposal.refused == (
        Refusal("alone", Rule.MINIMUM_COMMUNITIES, 2),
        Refusal("apart", Rule.NEIGHBOURS),
        Refusal("little", Rule.LEAST),
        Refusal("nothing", Rule.LEAST),
    )
    assert list(amounts(proposal)) == ["fine"]


def test_cents_are_rounded_to_the_safe_side() -> None:
    one = application("a", "a", floor=Decimal("4.01"), cap=Decimal("9.99"))
    region = Envelope("north", Decimal("6.5"), Decimal("8.99"))
    assert amounts(propose(call(one, budget=Decimal("100.5"), envelopes=[region]))) == {"a": 8}
    assert isinstance(propose(call(one, budget=Decimal("6.99"), envelopes=[region])), Impossible)
    between = one._replace(cap=Decimal("4.99"))
    assert propose(call(between)).refused == (Refusal("a", Rule.LEAST),)


def test_nothing_asked_is_nothing_awarded() -> None:
    assert propose(call()) == Proposal((), (), (), Values(*[Decimal(0)] * 4), True, ())
    assert isinstance(propose(call(envelopes=[Envelope("north", Decimal(5))])), Impossible)


def test_the_values_are_exact() -> None:
    third = Decimal("33.33")
    made = [application(key, key, score=third, floor=7, cap=7) for key in "abc"]
    proposal = propose(call(*made, need=dict.fromkeys("abc", Decimal("0.1")), budget=100))
    assert isinstance(proposal, Proposal)
    assert proposal.values == Values(
        Decimal("0.3"), Decimal("99.99"), Decimal(21), Decimal("699.93")
    )
    assert proposal.awards[0] == Award("a", Decimal(7))


def test_without_time_nothing_is_claimed() -> None:
    with pytest.raises(OutOfTime):
        propose(make_call(MIDDLE, 1), seconds=0)


def test_when_the_time_ends_on_the_way_what_was_found_is_not_called_proven(monkeypatch) -> None:
    usual, runs = Program.maximise, []

    def slower_and_slower(self, terms, options):
        runs.append(terms)
        if len(runs) > 1:
            raise OutOfTime
        return usual(self, terms, options)

    monkeypatch.setattr(Program, "maximise", slower_and_slower)
    proposal = propose(make_call(MIDDLE, 1))
    assert isinstance(proposal, Proposal)
    assert not proposal.is_proven


def lie(change, times: int = 99):
    """A solver whose answers are changed, from the first that there is, that many times."""
    usual, lies = Program.maximise, []

    def lying(self, terms, options=USUAL):
        found = usual(self, terms, options)
        if found is None or len(lies) >= times:
            return found
        lies.append(terms)
        return change(found, len(lies))

    return lying


def first_is(value: float):
    return lambda found, _: found._replace(columns=[value, *found.columns[1:]])


LIES = {
    "awards a part": first_is(0.5),
    "awards twice what is awarded once": first_is(1.0),
    "says": lambda found, _: found._replace(objective=found.objective + 1),
    "lost what it had found": lambda found, turn: found if turn == 1 else None,
    "had found better": lambda found, turn: (
        found if turn == 1 else found._replace(columns=[0.0] * len(found.columns), objective=0.0)
    ),
    "awards what the money does not allow": lambda found, _: found._replace(
        columns=[0.0, 1.0, 1.0, *found.columns[3:]]
    ),
}


@pytest.mark.parametrize(("says", "change"), LIES.items())
def test_a_solver_that_lies_is_not_believed(says, change, monkeypatch) -> None:
    rows = [("a", "same", 1), ("b", "same", 2), ("c", "other", 2)]  # drawn in this order
    made = [application(key, place, score=score, floor=5) for key, place, score in rows]
    monkeypatch.setattr(Program, "maximise", lie(change))
    with pytest.raises(NotExact, match=says):
        propose(call(*made, budget=9 if "money" in says else 11))


def test_a_solver_that_lies_once_is_asked_again(monkeypatch) -> None:
    one = make_call(MIDDLE, 2)
    usual = propose(one)
    monkeypatch.setattr(Program, "maximise", lie(LIES["says"], times=1))
    assert propose(one) == usual


BAD = {
    "unknown kind": (call(application("a", "a", kind="other")), "unknown kind: other"),
    "twice": (call(application("a", "a"), application("a", "b")), "two of the candidate a"),
    "two envelopes": (call(envelopes=[Envelope("n"), Envelope("n")]), "two of the envelope n"),
    "negative": (call(application("a", "a", score=-1)), "Not a number from zero up: -1"),
    "infinite": (call(budget=Decimal("Infinity")), "Not a number from zero up: Infinity"),
    "long": (
        call(application("a", "a", score=Decimal("1.00000000001")), application("b", "b")),
        "too many digits",
    ),
}


@pytest.mark.parametrize(("problem", "says"), BAD.values(), ids=BAD.keys())
def test_a_problem_without_sense_is_an_error(problem, says) -> None:
    with pytest.raises(ValueError, match=says):
        propose(problem)
