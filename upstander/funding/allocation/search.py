"""The best allocation: level after level, each held while the next is looked for."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from upstander.funding.allocation.amounts import best_amounts, most_money
from upstander.funding.allocation.exact import Whole
from upstander.funding.allocation.frame import SECONDS, Frame
from upstander.funding.allocation.highs import (
    CAREFUL,
    HALF,
    USUAL,
    Found,
    NotExact,
    Options,
    OutOfTime,
    Terms,
)

NEAR = 1e-6  # of a whole number
BLOCK = 20  # that many are drawn in one run: powers of two up to a million are safe, 2**120 is not
Chosen = frozenset[int]


class Best(NamedTuple):
    """The items that are awarded, and whether it is proven that nothing is better."""

    chosen: Chosen
    is_proven: bool


def best(whole: Whole, *, forced: int | None = None, seconds: float = SECONDS) -> Best | None:
    """The best by all levels and the draw; nothing where the rules cannot be kept."""
    search = _Search(whole, forced=forced, seconds=seconds)
    try:
        search.climb()
    except OutOfTime:
        if search.chosen is None:
            raise
        search.is_proven = False
    return None if search.chosen is None else Best(search.chosen, search.is_proven)


class _Search(Frame):
    chosen: Chosen | None = None
    is_proven = True

    def __init__(self, whole: Whole, *, forced: int | None, seconds: float) -> None:
        super().__init__(whole, forced=forced, seconds=seconds)
        self.beyond: dict[int, int] = {}

    def climb(self) -> None:
        """All levels, as far as there is still something to decide."""
        items = self.whole.items
        self._reach({place: item.need for place, item in enumerate(items)})
        if self.chosen is None:
            return
        self._reach({place: item.score for place, item in enumerate(items)})
        if self._is_only():
            return
        self._reach(dict.fromkeys(self.money.values(), 1))
        self._open_amounts()
        self._reach(self._score_money())
        if not self._is_only():
            self._draw()

    def _reach(self, terms: Terms) -> None:
        """Go as high as this level allows, and stay there."""
        self._improve(terms)
        if self.chosen is not None:
            self.program.hold(terms, self._worth(terms, self.chosen))

    def _improve(self, terms: Terms) -> None:
        """The best choice by these terms, whatever is held. Asked again another way if need be."""
        try:
            self._take(terms, USUAL)
        except NotExact:
            self._take(terms, CAREFUL)

    def _take(self, terms: Terms, options: Options) -> None:
        """Believe the solver only what holds in whole numbers."""
        found = self.program.maximise(terms, options)
        if found is None:
            if self.chosen is not None:
                raise NotExact("HiGHS lost what it had found")
            return
        chosen = self._read(found)
        value = self._worth(terms, chosen)
        if found.is_proven and abs(found.objective - value) >= HALF:
            raise NotExact(f"HiGHS says {found.objective}, it is {value}")
        is_better = self.chosen is None or value >= self._worth(terms, self.chosen)
        if found.is_proven and not is_better:
            raise NotExact("HiGHS had found better before")
        if is_better:
            self.chosen = chosen
        self.is_proven &= found.is_proven

    def _worth(self, terms: Terms, chosen: Chosen) -> int:
        columns = self._columns(chosen)
        return sum(value * columns.get(column, 0) for column, value in terms.items())

    def _columns(self, chosen: Chosen) -> dict[int, int]:
        """What the columns are, if these are awarded and the amounts are the best."""
        values = dict.fromkeys(chosen, 1)
        for place, amount in best_amounts(self.whole, chosen).items():
            item = self.whole.items[place]
            money = self.money[item.region]
            values[money] = values.get(money, 0) + amount
            if place in self.beyond:
                values[self.beyond[place]] = amount - item.least
        return values

    def _read(self, found: Found) -> Chosen:
        """Which items are awarded, as long as the rules bear it in whole numbers."""
        values = found.columns[: len(self.whole.items)]
        if any(abs(value - round(value)) > NEAR for value in values):
            raise NotExact("HiGHS awards a part")
        chosen = frozenset(place for place, value in enumerate(values) if round(value))
        if any(len(chosen.intersection(group)) > 1 for group in self.clashes):
            raise NotExact("HiGHS awards twice what is awarded once")
        if most_money(self.whole, chosen) is None:
            raise NotExact("HiGHS awards what the money does not allow")
        return chosen

    def _is_only(self) -> bool:
        """Whether no other choice is as good in all that is held: the one farthest away is this.

        A row that asks for another choice says the same, and takes three times as long.
        """
        before = self.chosen or frozenset()
        self._improve(
            {place: -1 if place in before else 1 for place in range(len(self.whole.items))}
        )
        return self.is_proven and self.chosen == before

    def _score_money(self) -> Terms:
        """Scores count from the lowest: the money is settled, so that all lose the same by it."""
        items = self.whole.items
        lowest = min(item.score for item in items)
        gains = [item.score - lowest for item in items]
        terms = {place: gain * items[place].least for place, gain in enumerate(gains)}
        return terms | {column: gains[place] for place, column in self.beyond.items()}

    def _open_amounts(self) -> None:
        """From here on, a column for what each item gets beyond its least.

        Not marked as whole: for each choice the best amounts are whole by themselves.
        """
        for place, item in enumerate(self.whole.items):
            if room := item.most - item.least:
                self.beyond[place] = self.program.column(0, room, is_whole=False)
                self.program.row({self.beyond[place]: 1, place: -room}, upper=0)
        for region, money in self.money.items():
            shares = {place: -self.whole.items[place].least for place in self.inside(region)}
            more = {self.beyond[place]: -1 for place in shares if place in self.beyond}
            self.program.row({money: 1} | shares | more, lower=0, upper=0)

    def _draw(self) -> None:
        """Who is earlier in the draw is awarded before who is later, as far as all stays as good.

        Whoever is awarded already, with all before settled, needs no run. Otherwise the next that
        are open are settled together, by powers of two, and their columns with them.
        """
        open_places = list(range(len(self.whole.items)))
        while open_places := self._settle_first(open_places):
            block, open_places = open_places[:BLOCK], open_places[BLOCK:]
            self._improve({place: 2 ** (BLOCK - n) for n, place in enumerate(block, 1)})
            self._settle(block)

    def _settle_first(self, places: list[int]) -> list[int]:
        """Settle those in front that are awarded, and whom they leave no place; gives the rest."""
        while places and places[0] in (self.chosen or ()):
            out = self._rivals(places[0])
            self._settle([places[0], *out.intersection(places)])
            places = [place for place in places[1:] if place not in out]
        return places

    def _rivals(self, place: int) -> set[int]:
        groups: Iterable[list[int]] = (group for group in self.clashes if place in group)
        return set(chain.from_iterable(groups)) - {place}

    def _settle(self, places: Iterable[int]) -> None:
        for place in places:
            self.program.fix(place, int(place in (self.chosen or ())))
