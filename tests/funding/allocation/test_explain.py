"""What a refused application would cost, checked by trying out everything with it forced in."""

from decimal import Decimal

import pytest

from benchmarks.enumeration import best_by_enumeration, rank, small_call
from tests.funding.allocation.made import application, call
from tests.funding.allocation.test_conflicts import judge
from upstander.funding.allocation.explain import Cost, Explanation, explain, explain_all
from upstander.funding.allocation.problem import (
    Award,
    Envelope,
    Level,
    Problem,
    Proposal,
    Refusal,
    Rule,
    Values,
)
from upstander.funding.allocation.solve import propose


def proposal_of(problem: Problem) -> Proposal:
    found = propose(problem)
    assert isinstance(found, Proposal)
    return found


def judge_cost(problem: Problem, proposal: Proposal, key: str, cost: Cost) -> None:
    then = best_by_enumeration(problem, forced=key)
    assert then is not None
    now = {award.key: int(award.amount) for award in proposal.awards}
    one, other = rank(problem, now)[:4], rank(problem, then)[:4]
    assert cost.amount == then[key]
    assert cost.lost == tuple(a - b for a, b in zip(one, other, strict=True))
    differ = [n for n, (a, b) in enumerate(zip(one, other, strict=True), 1) if a != b]
    assert cost.level == (differ[0] if differ else Level.DRAW)
    assert cost.instead == tuple(Award(*row) for row in sorted(now.items()) if row[0] not in then)
    came = {row for row in then.items() if row[0] not in now and row[0] != key}
    assert cost.also == tuple(Award(*row) for row in sorted(came))
    assert {award.key: award.amount for award in cost.changed} == {
        other: much for other, much in then.items() if other in now and now[other] != much
    }


def test_explanations_of_small_calls_are_as_trying_out_everything_says() -> None:
    seen: set[str] = set()
    for problem in map(small_call, range(100)):
        proposal = propose(problem)
        if not isinstance(proposal, Proposal):
            continue
        explained = list(explain_all(problem, proposal))
        assert [one.refusal for one in explained] == list(proposal.refused)
        for one in explained:
            if one.refusal.rule:
                assert one == Explanation(one.refusal)
                seen.add(one.refusal.rule)
            elif one.cost:
                judge_cost(problem, proposal, one.refusal.key, one.cost)
                seen.add(one.cost.level.name)
            else:
                assert best_by_enumeration(problem, forced=one.refusal.key) is None
                assert one.forbids
                for conflict in one.forbids:
                    assert conflict.forced == one.refusal.key
                    judge(problem, conflict)
                seen.add("forbidden")
    assert seen >= {"COVERAGE", "SCORE", "MONEY", "DRAW", "forbidden", "least", "neighbours"}


def test_one_that_would_take_the_place_of_another() -> None:
    made = [
        application("a", "a", score=5, floor=4, cap=6),
        application("b", "b", score=3, floor=6, cap=6),
        application("c", "c", score=1, floor=4, cap=4),
    ]
    problem = call(*made, budget=12)
    proposal = proposal_of(problem)
    assert proposal.awards == (Award("a", Decimal(6)), Award("b", Decimal(6)))
    assert explain(problem, proposal, "c").cost == Cost(
        amount=Decimal(4),
        level=Level.SCORE,
        lost=Values(Decimal(0), Decimal(2), Decimal(2), Decimal(14)),
        instead=(Award("b", Decimal(6)),),
        also=(),
        changed=(),
        is_proven=True,
    )


def test_one_whose_award_would_let_another_in_and_change_a_third() -> None:
    made = [
        application("ab", "a", score=9, floor=5, cap=5),
        application("large", "a", score=8, floor=8, cap=8),
        application("small", "b", score=2, floor=2, cap=9),
    ]
    problem = call(*made, budget=12)
    cost = explain(problem, proposal_of(problem), "large").cost
    assert cost is not None
    assert cost.changed == (Award("small", Decimal(4)),)
    assert (cost.level, cost.lost.score) == (Level.SCORE, 1)


FORBIDDEN = {
    "budget": (call(application("a", "a", floor=9, cap=9), budget=8), ["budget"], 9, 8),
    "ceiling": (
        call(
            application("a", "a", floor=9, cap=9), envelopes=[Envelope("north", ceiling=Decimal(7))]
        ),
        ["ceiling"],
        9,
        7,
    ),
    "floor of another region": (
        call(
            application("a", "a", floor=9, cap=9),
            application("b", "b", floor=5, cap=5, region="west"),
            budget=10,
            envelopes=[Envelope("west", Decimal(4))],
        ),
        ["budget", "floor"],
        4,
        0,
    ),
}


@pytest.mark.parametrize(
    ("problem", "rules", "wanted", "possible"), FORBIDDEN.values(), ids=FORBIDDEN.keys()
)
def test_one_that_can_never_be_awarded_names_what_forbids_it(
    problem, rules, wanted, possible
) -> None:
    said = explain(problem, proposal_of(problem), "a")
    assert said.refusal == Refusal("a")
    (conflict,) = said.forbids
    assert [tie.rule for tie in conflict.ties] == rules
    assert (conflict.wanted, conflict.possible, conflict.forced) == (wanted, possible, "a")


def test_one_that_breaks_a_rule_by_itself_needs_no_solver() -> None:
    problem = call(application("a", "a", floor=9, cap=8))
    said = explain(problem, proposal_of(problem), "a", seconds=0)
    assert said == Explanation(Refusal("a", Rule.LEAST))


def test_what_is_awarded_is_not_explained() -> None:
    problem = call(application("a", "a"))
    with pytest.raises(KeyError):
        explain(problem, proposal_of(problem), "a")
