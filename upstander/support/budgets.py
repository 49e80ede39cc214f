"""How much comes to support at once."""

from typing import NamedTuple

from upstander.core.budgets import YOUNGEST_SECONDS, Budget


class Budgets(NamedTuple):
    """Requests of one caller and of all; return codes and files tried by one caller."""

    own: Budget
    all: Budget
    codes: Budget
    files: Budget


# All together: what a team could look at. Each process of a server counts by itself; two are usual.
BUDGETS = Budgets(Budget(6, 600), Budget(90, 600), Budget(30, 600), Budget(40, 600))


def is_too_much(caller: str, age_seconds: float, trap: str) -> bool:
    """Whether a request is held for someone to look at first; it is never refused."""
    is_within = BUDGETS.own.take(caller) and BUDGETS.all.take("")
    return bool(trap) or age_seconds < YOUNGEST_SECONDS or not is_within
