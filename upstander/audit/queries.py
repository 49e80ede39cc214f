"""Reading and verifying the log."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from upstander.audit.models import Entry, Head
from upstander.audit.rules import GENESIS, digest


class Fault(NamedTuple):
    """Where the chain does not hold: the sequence number, and why in a sentence."""

    sequence: int
    reason: str


def faults() -> Iterator[Fault]:
    """Every place where the chain does not hold, in order; nothing where it does."""
    expected, previous = 1, GENESIS
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            yield Fault(expected, f"entries {expected} to {entry.sequence - 1} are missing")
        elif entry.previous != previous:
            yield Fault(entry.sequence, "does not follow from the entry before")
        if reason := _fault_of(entry):
            yield Fault(entry.sequence, reason)
        expected, previous = entry.sequence + 1, entry.digest
    head = Head.objects.filter(pk=1).first() or Head()
    if (head.sequence, head.digest) != (expected - 1, previous):
        yield Fault(
            _first_apart(expected - 1, head.sequence),
            f"the chain should end at entry {head.sequence}",
        )


def entries_of(of: str) -> list[Entry]:
    """The entries about one thing, oldest first."""
    return list(Entry.objects.filter(of=of).order_by("sequence"))


def _first_apart(last: int, stated: int) -> int:
    """The first entry that is missing or too many; the last where both chains are as long."""
    return max(1, last) if last == stated else min(last, stated) + 1


def _fault_of(entry: Entry) -> str:
    if entry.digest != digest(entry.previous, entry.body):
        return "its content does not match its digest"
    try:
        body = json.loads(entry.body)
        stated = (body["sequence"], body["at"], body["verb"], body["of"])
    except (ValueError, KeyError, TypeError):
        return "its content cannot be read"
    if stated != (entry.sequence, entry.at.isoformat(), entry.verb, entry.of):
        return "its columns do not match its content"
    return ""
