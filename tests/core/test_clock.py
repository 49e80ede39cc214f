"""A clock takes turns, waits between them, and goes on where the database was away."""

import time

import pytest
from django.db import OperationalError

from upstander.core.clock import Deeds


@pytest.fixture
def told(monkeypatch):
    """What happened, in order: turns and waits."""
    found = []
    monkeypatch.setattr(time, "sleep", found.append)
    monkeypatch.setattr("upstander.core.clock.close_old_connections", lambda: None)
    return found


def _clock(told, *, waits_first=False):
    class Ours(Deeds):
        every = 5.0
        deeds = (lambda now: told.append("first"), _away, lambda now: told.append("last"))

    Ours.waits_first = waits_first
    return Ours()


def _away(now):
    raise OperationalError


@pytest.mark.parametrize(
    ("waits_first", "turns", "expected"),
    [
        (False, 0, []),
        (True, 0, []),
        (False, 1, ["first", "last"]),
        (False, 2, ["first", "last", 5.0, "first", "last"]),
        (True, 1, [5.0, "first", "last"]),
        (True, 2, [5.0, "first", "last", 5.0, "first", "last"]),
    ],
)
def test_turns_and_waits(told, waits_first, turns, expected):
    _clock(told, waits_first=waits_first).handle(turns=turns, wait=5.0)
    assert told == expected


def test_what_is_no_fault_of_the_database_is_told(told):
    class Broken(Deeds):
        deeds = (lambda now: 1 // 0,)

    with pytest.raises(ZeroDivisionError):
        Broken().handle(turns=1, wait=0.0)
