"""What lives are lived by sees each fault that it is there to see."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.lives import RandomLife, lived
from upstander.core.errors import NotAllowed

pytestmark = pytest.mark.django_db


class Counter(RandomLife[None]):
    """A number that goes up, and a log of a number of entries."""

    def __init__(self) -> None:
        super().__init__(None, 1)
        self.number = self.log = 0
        self.held: list[tuple[str, int, int]] = []
        self.look()

    def someone(self) -> str:
        return "Ada"

    def look(self) -> None:
        self.stamp, self.entries = self.number, self.log

    def allowed(self, verb: Callable[..., None], before: int, logged: int) -> None:
        assert self.by == "Ada"
        assert logged == 1, self.said(verb, "not once in the log")

    def check(self, verb: Callable[..., None], before: int) -> None:
        self.held.append((verb.__name__, before, self.stamp))


def count(life: Counter) -> None:
    life.number, life.log = life.number + 1, life.log + 1


def refuse(life: Counter) -> None:
    raise NotAllowed


def change_and_refuse(life: Counter) -> None:
    life.number += 1
    raise NotAllowed


def log_and_refuse(life: Counter) -> None:
    life.log += 1
    raise NotAllowed


def in_silence(life: Counter) -> None:
    life.number += 1


def test_a_life_keeps_its_way_and_is_checked_after_every_step() -> None:
    assert lived(Counter(), [count], 2).held == [("count", 0, 1), ("count", 1, 2)]
    life = lived(Counter(), [refuse], 2)
    assert (life.held, life.trace) == ([("refuse", 0, 0)] * 2, ["refuse: no"] * 2)


@pytest.mark.parametrize(
    ("verb", "says"),
    [
        (change_and_refuse, "refused, and yet it changed"),
        (log_and_refuse, "refused, and yet in the log"),
        (in_silence, "not once in the log"),
    ],
)
def test_each_fault_is_seen(verb: Callable[[Any], None], says: str) -> None:
    with pytest.raises(AssertionError, match=says):
        lived(Counter(), [verb], 1)
