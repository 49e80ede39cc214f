"""A call in, the best allocation out; or what makes every allocation impossible."""

from collections.abc import Mapping
from decimal import Decimal

from upstander.funding.allocation.amounts import best_amounts
from upstander.funding.allocation.conflicts import conflicts
from upstander.funding.allocation.exact import (
    Whole,
    broken_rules,
    draw_order,
    own_refusal,
    values_of,
    whole,
)
from upstander.funding.allocation.frame import SECONDS
from upstander.funding.allocation.highs import NotExact
from upstander.funding.allocation.problem import (
    Award,
    Impossible,
    Problem,
    Proposal,
    Refusal,
    check,
)
from upstander.funding.allocation.search import Best, best


def propose(problem: Problem, *, seconds: float = SECONDS) -> Proposal | Impossible:
    """The one best allocation: coverage by need, score, money, score × money, then the draw.

    It depends on nothing but the problem: neither on the order of the candidates nor on the
    machine, unless `seconds` run out, which `is_proven` tells.
    """
    check(problem)
    numbers = whole(problem)
    found = best(numbers, seconds=seconds)
    if found is None:
        return Impossible(conflicts(numbers))
    return _proposal(problem, found, amounts_of(problem, numbers, found))


def amounts_of(problem: Problem, numbers: Whole, found: Best) -> dict[str, Decimal]:
    """The amount of each award. NotExact where a rule is broken, by the problem itself."""
    shares = best_amounts(numbers, found.chosen)
    amounts = {
        numbers.items[place].key: Decimal(share * numbers.unit) for place, share in shares.items()
    }
    if broken := broken_rules(problem, amounts):
        raise NotExact(f"The proposal breaks {', '.join(broken)}")
    return amounts


def _proposal(problem: Problem, found: Best, amounts: Mapping[str, Decimal]) -> Proposal:
    candidates = sorted(problem.candidates)
    return Proposal(
        awards=tuple(Award(one.key, amounts[one.key]) for one in candidates if one.key in amounts),
        refused=tuple(
            own_refusal(one, problem) or Refusal(one.key)
            for one in candidates
            if one.key not in amounts
        ),
        communities=tuple(
            sorted(place for one in candidates if one.key in amounts for place in one.communities)
        ),
        values=values_of(problem, amounts),
        is_proven=found.is_proven,
        draw=draw_order((one.key for one in candidates), problem.draw_seed),
    )
