"""A call that no allocation fits names the rules that cannot hold, no more and no fewer."""

from collections.abc import Collection
from decimal import Decimal

import pytest

from benchmarks.enumeration import every_allocation, small_call
from tests.funding.allocation.made import application, call
from upstander.funding.allocation.exact import own_refusal
from upstander.funding.allocation.problem import (
    Conflict,
    Envelope,
    Impossible,
    KindRule,
    Problem,
    Rule,
    Tie,
)
from upstander.funding.allocation.solve import propose


def north(floor: int, ceiling: int | None = None, region: str = "north") -> Envelope:
    return Envelope(region, Decimal(floor), None if ceiling is None else Decimal(ceiling))


def only(problem: Problem, ties: Collection[Tie]) -> Problem:
    """The same with no other rules between applications than these."""
    rules = {(tie.rule, tie.region) for tie in ties}
    fit = [one for one in problem.candidates if own_refusal(one, problem) is None]
    return problem._replace(
        candidates=tuple(
            one._replace(
                kind="any",
                organisation=one.organisation if (Rule.ORGANISATIONS, "") in rules else one.key,
                communities=one.communities if (Rule.COMMUNITIES, "") in rules else (),
            )
            for one in fit
        ),
        envelopes=tuple(
            Envelope(
                one.region,
                one.floor if (Rule.FLOOR, one.region) in rules else Decimal(0),
                one.ceiling if (Rule.CEILING, one.region) in rules else None,
            )
            for one in problem.envelopes
        ),
        budget=problem.budget if (Rule.BUDGET, "") in rules else Decimal(10**9),
        kinds={"any": KindRule(0)},
    )


def is_possible(problem: Problem, forced: str) -> bool:
    return any(not forced or forced in one for one in every_allocation(problem))


def judge(problem: Problem, conflict: Conflict) -> None:
    """By trying out everything: too much together, not without any one, and the numbers right."""
    ties, forced = set(conflict.ties), conflict.forced
    assert not is_possible(only(problem, ties), forced)
    for tie in ties:
        assert is_possible(only(problem, ties - {tie}), forced)
    floors = {tie.region: tie.amount or 0 for tie in ties if tie.rule == Rule.FLOOR}
    if not floors:
        return
    assert conflict.wanted == sum(floors.values())
    regions = {one.key: one.region for one in problem.candidates}
    rest = only(problem, {tie for tie in ties if tie.rule != Rule.FLOOR})
    assert conflict.possible == max(
        sum(
            min(floor, sum(much for key, much in one.items() if regions[key] == region))
            for region, floor in floors.items()
        )
        for one in every_allocation(rest)
        if not forced or forced in one
    )


def test_conflicts_of_small_calls_are_as_trying_out_everything_says() -> None:
    found = [(one, propose(one)) for one in map(small_call, range(200))]
    impossible = [(one, said) for one, said in found if isinstance(said, Impossible)]
    assert len(impossible) > 20
    assert len({conflict.ties for _, said in impossible for conflict in said.conflicts}) > 10
    for one, said in impossible:
        assert said.conflicts
        for conflict in said.conflicts:
            judge(one, conflict)


A, B = application("a", "a", cap=5), application("b", "b", cap=5)
WEST = application("w", "w", cap=50, region="west")
CASES = {
    "floor above what can be used": (
        call(A, B, envelopes=[north(11)]),
        [(["floor north 11"], 11, 10)],
    ),
    "floors above the budget": (
        call(A, B, WEST, budget=20, envelopes=[north(9), north(12, region="west")]),
        [(["budget 20", "floor north 9", "floor west 12"], 21, 20)],
    ),
    "floor above the ceiling": (
        call(A, B, envelopes=[north(9, 8)]),
        [(["ceiling north 8", "floor north 9"], 9, 8)],
    ),
    "one award a community": (
        call(A, application("b", "a"), envelopes=[north(6)]),
        [(["communities", "floor north 6"], 6, 5)],
    ),
    "one award an organisation": (
        call(A, application("b", "b", organisation="of a"), envelopes=[north(6)]),
        [(["organisations", "floor north 6"], 6, 5)],
    ),
    "two floors, each too high": (
        call(A, WEST, envelopes=[north(6), north(51, region="west")]),
        [(["floor west 51"], 51, 50), (["floor north 6"], 6, 5)],
    ),
    "an organisation in two regions": (
        call(A, WEST._replace(organisation="of a"), envelopes=[north(1), north(1, region="west")]),
        [(["organisations", "floor north 1", "floor west 1"], 2, 1)],
    ),
    "steps too large": (
        call(*(application(key, key, floor=4, cap=5) for key in "abc"), envelopes=[north(6, 7)]),
        [(["ceiling north 7", "floor north 6"], 6, 5)],
    ),
}


@pytest.mark.parametrize(("problem", "expected"), CASES.values(), ids=CASES.keys())
def test_a_call_that_is_impossible_names_why(problem, expected) -> None:
    said = propose(problem)
    assert isinstance(said, Impossible)
    rows = [
        (
            [" ".join(str(part) for part in tie if part not in ("", None)) for tie in one.ties],
            one.wanted,
            one.possible,
        )
        for one in said.conflicts
    ]
    assert rows == expected
