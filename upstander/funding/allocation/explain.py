"""Why an application is not awarded: the best allocation with it forced in, beside the proposal."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from upstander.funding.allocation.conflicts import conflicts
from upstander.funding.allocation.exact import Whole, values_of, whole
from upstander.funding.allocation.frame import SECONDS
from upstander.funding.allocation.problem import (
    Award,
    Conflict,
    Level,
    Problem,
    Proposal,
    Refusal,
    Values,
)
from upstander.funding.allocation.search import best
from upstander.funding.allocation.solve import amounts_of


class Cost(NamedTuple):
    """What it would cost to award an application, all else being the best that is then possible.

    `level` is the first at which the proposal is better, `lost` by how much at each (less than
    nothing: that much is won). `instead` are the awards it would take the place of, `also` those
    that would come with it, `changed` those of another amount, with the amount that they would get.
    """

    amount: Decimal
    level: Level
    lost: Values
    instead: tuple[Award, ...]
    also: tuple[Award, ...]
    changed: tuple[Award, ...]
    is_proven: bool


class Explanation(NamedTuple):
    """Of a refusal: the rule that the application breaks by itself (in `refusal`), else what
    forbids it in this call whatever else is awarded, else its cost.
    """

    refusal: Refusal
    forbids: tuple[Conflict, ...] = ()
    cost: Cost | None = None


def explain(
    problem: Problem, proposal: Proposal, key: str, *, seconds: float = SECONDS
) -> Explanation:
    """Of one application that the proposal refuses. KeyError where it refuses no such."""
    refusal = {one.key: one for one in proposal.refused}[key]
    return _explain(problem, proposal, whole(problem), refusal, seconds)


def explain_all(
    problem: Problem, proposal: Proposal, *, seconds: float = SECONDS
) -> Iterator[Explanation]:
    """Of each, one after the other, as they are asked for; `seconds` are for one."""
    numbers = whole(problem)
    for refusal in proposal.refused:
        yield _explain(problem, proposal, numbers, refusal, seconds)


def _explain(
    problem: Problem, proposal: Proposal, numbers: Whole, refusal: Refusal, seconds: float
) -> Explanation:
    if refusal.rule is not None:
        return Explanation(refusal)
    place = next(n for n, item in enumerate(numbers.items) if item.key == refusal.key)
    found = best(numbers, forced=place, seconds=seconds)
    if found is None:
        return Explanation(refusal, forbids=conflicts(numbers, forced=place))
    amounts = amounts_of(problem, numbers, found)
    is_proven = found.is_proven and proposal.is_proven
    return Explanation(refusal, cost=_cost(problem, proposal, refusal.key, amounts, is_proven))


def _cost(
    problem: Problem,
    proposal: Proposal,
    key: str,
    amounts: dict[str, Decimal],
    is_proven: bool,
) -> Cost:
    now = {award.key: award.amount for award in proposal.awards}
    then = values_of(problem, amounts)
    lost = Values(*(have - would for have, would in zip(proposal.values, then, strict=True)))
    return Cost(
        amount=amounts[key],
        level=next((Level(n) for n, much in enumerate(lost, 1) if much), Level.DRAW),
        lost=lost,
        instead=tuple(award for award in proposal.awards if award.key not in amounts),
        also=tuple(
            Award(*one) for one in sorted(amounts.items()) if one[0] not in now and one[0] != key
        ),
        changed=tuple(
            Award(*one) for one in sorted(amounts.items()) if now.get(one[0], one[1]) != one[1]
        ),
        is_proven=is_proven,
    )
