"""Lives lived through at random by the real verbs, with what must hold after every step."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import transaction

from upstander.core.errors import NotAllowed

Ground = TypeVar("Ground")
Lived = TypeVar("Lived", bound="RandomLife[Any]")


class RandomLife(ABC, Generic[Ground]):
    """Something that verbs are done to, by people whom chance picks as it picks the verbs."""

    by: Any = None
    stamp: Any = None
    entries: int = 0

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground, self.chance, self.seed = ground, random.Random(seed), seed  # noqa: S311 - a life
        self.trace: list[str] = []

    @abstractmethod
    def someone(self) -> Any:
        """By whom the next verb is done."""

    @abstractmethod
    def look(self) -> None:
        """Keep how it stands as `stamp`, and what the log says of it as `entries`."""

    @abstractmethod
    def allowed(self, verb: Callable[..., None], before: Any, logged: int) -> None:
        """What must hold of a verb that was let happen and brought so many entries to the log."""

    @abstractmethod
    def check(self, verb: Callable[..., None], before: Any) -> None:
        """What must hold always."""

    def step(self, verbs: Sequence[Callable[[Any], None]]) -> None:
        """One verb, by someone; a refusal changes nothing, and what must hold holds."""
        verb = self.chance.choice(verbs)
        self.by = self.someone()
        before, entries = self.stamp, self.entries
        try:
            with transaction.atomic():
                verb(self)
        except NotAllowed:
            self.look()
            assert self.stamp == before, self.said(verb, "refused, and yet it changed")
            assert self.entries == entries, self.said(verb, "refused, and yet in the log")
            self.trace.append(f"{verb.__name__}: no")
        else:
            self.look()
            self.trace.append(verb.__name__)
            self.allowed(verb, before, self.entries - entries)
        self.check(verb, before)

    def said(self, verb: Callable[..., None], what: str) -> str:
        """A fault with the way that led to it."""
        return f"seed {self.seed}, {verb.__name__}: {what}; so far {self.trace}"


def lived(life: Lived, verbs: Sequence[Callable[[Lived], None]], steps: int) -> Lived:
    """A whole life."""
    for _ in range(steps):
        life.step(verbs)
    return life
