"""The rules of a call as a program for the solver."""

from collections.abc import Collection
from functools import cached_property

from upstander.funding.allocation.exact import Whole
from upstander.funding.allocation.highs import Program
from upstander.funding.allocation.problem import Rule

SECONDS = 60.0
Held = Collection[tuple[Rule, str]]


def binding(whole: Whole) -> tuple[tuple[Rule, str], ...]:
    """Every rule that binds several items, those last which one would rather name."""
    return (
        (Rule.ORGANISATIONS, ""),
        (Rule.COMMUNITIES, ""),
        *((Rule.CEILING, region) for region in sorted(whole.ceilings)),
        (Rule.BUDGET, ""),
        *((Rule.FLOOR, region) for region in sorted(whole.floors) if whole.floors[region]),
    )


class Frame:
    """A column of 0 or 1 for each item, which bears its number, and one for each region's money.

    How much each item gets is left open: where the money of a region lies between the sums of what
    is least and of what is most, it can always be shared out. `held` are the rules that count, all
    where it is left out; `forced` is awarded.
    """

    def __init__(
        self,
        whole: Whole,
        *,
        forced: int | None = None,
        held: Held | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.whole = whole
        self.held = frozenset(binding(whole) if held is None else held)
        self.program = Program(seconds)
        for place in range(len(whole.items)):
            self.program.column(place == forced, 1, is_whole=True)
        names = sorted({*whole.floors, *whole.ceilings, *(item.region for item in whole.items)})
        self.money = {region: self._region(region) for region in names}
        if (Rule.BUDGET, "") in self.held:
            self.program.row(dict.fromkeys(self.money.values(), 1), upper=whole.budget)
        for group in self.clashes:
            self.program.row(dict.fromkeys(group, 1), upper=1)

    def is_possible(self) -> bool:
        """Whether anything keeps these rules."""
        return self.program.maximise({}) is not None

    def inside(self, region: str) -> list[int]:
        """The items of a region."""
        return [place for place, item in enumerate(self.whole.items) if item.region == region]

    @cached_property
    def clashes(self) -> list[list[int]]:
        """Items of which one is awarded at most."""
        groups: dict[tuple[Rule, str], list[int]] = {}
        for place, item in enumerate(self.whole.items):
            names = [(Rule.ORGANISATIONS, item.organisation)]
            names += [(Rule.COMMUNITIES, community) for community in item.communities]
            for rule, name in names:
                if (rule, "") in self.held:
                    groups.setdefault((rule, name), []).append(place)
        return [group for group in groups.values() if len(group) > 1]

    def _region(self, region: str) -> int:
        whole, items, inside = self.whole, self.whole.items, self.inside(region)
        money = self.program.column(0, None, is_whole=False)
        if (Rule.FLOOR, region) in self.held:
            self.program.row({money: 1}, lower=whole.floors[region])
        if (Rule.CEILING, region) in self.held:
            self.program.row({money: 1}, upper=whole.ceilings[region])
        self.program.row({money: 1, **{place: -items[place].most for place in inside}}, upper=0)
        self.program.row({money: 1, **{place: -items[place].least for place in inside}}, lower=0)
        return money
