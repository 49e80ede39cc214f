"""Who gets how much, once it is settled who gets something: exact, without a solver.

Each application lies in one region and each region in the budget, so that the amounts are a base
of a laminar polymatroid: who is first in order takes all that leaves the others their least, and
no other way is better. (A. Frank, Connections in Combinatorial Optimization, 2011, chapter 14.)
"""

from collections.abc import Collection

from upstander.funding.allocation.exact import Whole


def most_money(whole: Whole, chosen: Collection[int]) -> int | None:
    """The most that these items can get together; nothing where they cannot be awarded at all."""
    lowest, highest = _regions(whole, chosen)
    if sum(lowest.values()) > whole.budget or any(lowest[at] > highest[at] for at in lowest):
        return None
    return min(whole.budget, sum(highest.values()))


def best_amounts(whole: Whole, chosen: Collection[int]) -> dict[int, int]:
    """All the money, most of it to the highest scores; among equals, to who was drawn first."""
    money = most_money(whole, chosen)
    if money is None:
        raise ValueError("These cannot be awarded together")
    given = {place: whole.items[place].least for place in chosen}
    inside = _least_inside(whole, chosen)
    taken = sum(max(inside[at], whole.floors.get(at, 0)) for at in inside)
    for place in sorted(chosen, key=lambda place: (-whole.items[place].score, place)):
        item = whole.items[place]
        here, floor = inside[item.region], whole.floors.get(item.region, 0)
        # What the region may still take, and what the budget leaves beyond all that must be.
        room = whole.ceilings.get(item.region, whole.budget) - here
        beyond = max(floor - here, 0) + money - taken
        more = min(item.most - item.least, room, beyond)
        given[place] += more
        inside[item.region] += more
        taken += max(here + more, floor) - max(here, floor)
    return given


def _least_inside(whole: Whole, chosen: Collection[int]) -> dict[str, int]:
    inside = dict.fromkeys([*whole.floors, *(item.region for item in whole.items)], 0)
    for place in chosen:
        inside[whole.items[place].region] += whole.items[place].least
    return inside


def _regions(whole: Whole, chosen: Collection[int]) -> tuple[dict[str, int], dict[str, int]]:
    """The least and the most of each region."""
    lowest, highest = _least_inside(whole, chosen), dict.fromkeys(_least_inside(whole, ()), 0)
    for place in chosen:
        highest[whole.items[place].region] += whole.items[place].most
    for region in lowest:
        lowest[region] = max(lowest[region], whole.floors.get(region, 0))
        highest[region] = min(highest[region], whole.ceilings.get(region, highest[region]))
    return lowest, highest
