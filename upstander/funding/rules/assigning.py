"""Who could review what: a proposal that shares the work evenly.

First the loads. Each place that is open is a unit of flow from an application to a reviewer; what
a reviewer costs grows with each review that she has, and every unit takes the cheapest path there
is, moving what was placed before where that helps. That is the method of successive shortest
paths, whose result is a flow of least cost: no other choice has loads that are more even.

Then the pairs. Two reviewers who judge the same applications again and again are one opinion. As
long as an exchange makes fewer pairs repeat and leaves the loads as even as they are, it is made.
The same question always gets the same answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

SMALL = 30  # places for which three at once may change too
MOST_TRIES = 100_000  # exchanges looked at, so that a very large call gets its answer too

Places = dict[Any, list[Any]]
Change = list[tuple[Any, Any, Any]]  # application, who goes, who comes


class Lack(NamedTuple):
    """An application for which there are too few reviewers without a conflict."""

    application: Any
    missing: int


class Question(NamedTuple):
    """What is to be shared out.

    `wanted`: how many more reviewers an application needs. `able`: who could be one of them, in
    the order in which equals are taken. `held`: who has it already.
    """

    wanted: Mapping[Any, int]
    able: Mapping[Any, Sequence[Any]]
    held: Mapping[Any, Sequence[Any]]


class Proposal(NamedTuple):
    """`chosen`: the new reviewers of each application. `lacks`: where there are not enough."""

    chosen: Places
    lacks: list[Lack]


def propose(question: Question) -> Proposal:
    """The most even sharing, with few repeated pairs; and what is missing for it to be whole."""
    sharing = _Sharing(question)
    lacks = []
    for key, number in question.wanted.items():
        possible = min(number, len(question.able[key]))
        if possible < number:
            lacks.append(Lack(key, number - possible))
        for _ in range(possible):
            sharing.place(key)
    sharing.part_pairs()
    rank = {who: at for at, who in enumerate(sharing.people)}
    return Proposal(
        {key: sorted(chosen, key=rank.__getitem__) for key, chosen in sharing.chosen.items()}, lacks
    )


def repeats(places: Mapping[Any, Sequence[Any]]) -> int:
    """How often two applications have the same two reviewers."""
    seen: dict[Any, int] = {}
    again = 0
    for people in places.values():
        for pair in combinations(sorted(people), 2):
            again += seen.get(pair, 0)
            seen[pair] = seen.get(pair, 0) + 1
    return again


class _Sharing:
    """What is chosen so far, with the loads and pairs that follow from it."""

    def __init__(self, question: Question) -> None:
        self.able = question.able
        self.held = {key: list(question.held.get(key, ())) for key in question.wanted}
        self.chosen: Places = {key: [] for key in question.wanted}
        everyone = [who for people in (*self.able.values(), *self.held.values()) for who in people]
        self.people = sorted(set(everyone))
        self.load = dict.fromkeys(self.people, 0)
        self.pairs: dict[Any, int] = {}
        self.again = self.tries = 0
        for key, people in self.held.items():
            for who in people:
                self.load[who] += 1
            self._count(key, 1)

    def place(self, key: Any) -> None:
        """One more reviewer for an application: the way to the one who has least."""
        came: dict[Any, tuple[Any, Any]] = {}  # who: the application that takes her, from whom
        queue: list[tuple[Any, Any]] = [(key, None)]
        for here, giver in queue:
            for who in self._open(here):
                if who not in came:
                    came[who] = (here, giver)
                    mine = [other for other in self.chosen if who in self.chosen[other]]
                    queue.extend((other, who) for other in mine)
        least = min(came, key=lambda who: (self.load[who], who))
        self.load[least] += 1
        taken: Any = least
        while taken is not None:
            here, giver = came[taken]
            self._count(here, -1)
            if giver is not None:
                self.chosen[here].remove(giver)
            self.chosen[here].append(taken)
            self._count(here, 1)
            taken = giver

    def _open(self, key: Any) -> Iterator[Any]:
        taken = {*self.chosen[key], *self.held[key]}
        return (who for who in self.able[key] if who not in taken)

    def part_pairs(self) -> None:
        """Exchange as long as that helps."""
        placed = sum(map(len, self.chosen.values()))
        lengths = (1, 2, 3) if placed <= SMALL else (1, 2)
        is_better = True
        while self.again and is_better:
            is_better = sum(self._part(key, n) for n in lengths for key in self.chosen) > 0

    def _part(self, key: Any, length: int) -> bool:
        """Whether an exchange that begins at this application helped; it is made."""
        for goes in list(self.chosen[key]):
            for change in self._chains([], goes, key, length):
                self.tries += 1
                if self.tries > MOST_TRIES:
                    return False
                if self._gain(change) > 0:
                    self._make(change)
                    return True
        return False

    def _chains(self, before: Change, goes: Any, key: Any, length: int) -> Iterator[Change]:
        """Each takes the place of the one before; the last one's load makes up for the first's."""
        done = {step[0] for step in before}
        for comes in self._open(key):
            change = [*before, (key, goes, comes)]
            first = change[0][1]
            if length > 1:
                for other in self.chosen:
                    if comes != first and comes in self.chosen[other] and other not in {*done, key}:
                        yield from self._chains(change, comes, other, length - 1)
            elif comes == first or self.load[first] == self.load[comes] + 1:
                yield change

    def _gain(self, change: Change) -> int:
        before = self.again
        self._make(change)
        after = self.again
        self._make([(key, comes, goes) for key, goes, comes in change])
        return before - after

    def _make(self, change: Change) -> None:
        for key, goes, comes in change:
            self._count(key, -1)
            self.chosen[key][self.chosen[key].index(goes)] = comes
            self._count(key, 1)
            self.load[goes] -= 1
            self.load[comes] += 1

    def _count(self, key: Any, by: int) -> None:
        for pair in combinations(sorted({*self.chosen[key], *self.held[key]}), 2):
            now = self.pairs.get(pair, 0)
            self.again += now if by > 0 else 1 - now
            self.pairs[pair] = now + by
