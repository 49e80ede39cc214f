"""The log is whole, or it is said at which entry it is not."""

import json
import random
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from tests.audit.chain import LENGTH, make_chain
from upstander.audit.interface import Fault, faults
from upstander.audit.models import Entry, Head
from upstander.audit.rules import canonical, digest
from upstander.config.cli import main

pytestmark = pytest.mark.django_db


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def first_fault() -> int | None:
    found = next(faults(), None)
    return found.sequence if found else None


def edit(dice: random.Random) -> int:
    """One letter of one column."""
    place = dice.randint(1, LENGTH)
    column = dice.choice(["verb", "of", "body", "previous", "digest"])
    entries = Entry.objects.filter(sequence=place)
    text = entries.values_list(column, flat=True).get()
    spot = dice.randrange(len(text))
    other = dice.choice([c for c in 'abcdef0123456789 "' if c != text[spot]])
    entries.update(**{column: text[:spot] + other + text[spot + 1 :]})
    return place


def change_the_time(dice: random.Random) -> int:
    place = dice.randint(1, LENGTH)
    run("UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = %s", place)
    return place


def delete(dice: random.Random) -> int:
    """One entry, or several in a row, also at the end."""
    place = dice.randint(1, LENGTH)
    last = place + dice.choice([0, 0, 1, 5, LENGTH])
    run("DELETE FROM audit_salt WHERE entry_id BETWEEN %s AND %s", place, last)
    run("DELETE FROM audit_entry WHERE sequence BETWEEN %s AND %s", place, last)
    return place


def swap(dice: random.Random) -> int:
    """Two entries change places, with all that they hold."""
    first, second = sorted(dice.sample(range(1, LENGTH + 1), 2))
    run("DELETE FROM audit_salt")
    run("UPDATE audit_entry SET sequence = 9999 WHERE sequence = %s", first)
    run("UPDATE audit_entry SET sequence = %s WHERE sequence = %s", first, second)
    run("UPDATE audit_entry SET sequence = %s WHERE sequence = 9999", second)
    return first


TAMPERING: list[Callable[[random.Random], int]] = [edit, edit, edit, change_the_time, delete, swap]


def test_a_chain_that_nobody_touched_is_whole() -> None:
    make_chain()

    assert list(faults()) == []


def test_a_thousand_edits_deletions_and_swaps_are_found_at_their_place() -> None:
    make_chain()
    missed = []
    for number in range(1000):
        dice = random.Random(number)  # noqa: S311 - the same thousand each time
        tamper = TAMPERING[number % len(TAMPERING)]
        with transaction.atomic():
            place = tamper(dice)
            if (found := first_fault()) != place:
                missed.append((number, tamper.__name__, place, found))
            transaction.set_rollback(True)

    assert missed == []
    assert list(faults()) == []


def rewrite(place: int, body: str) -> None:
    """As one does who knows how the chain is computed: this entry and all after it."""
    previous = Entry.objects.get(sequence=place).previous
    for entry in Entry.objects.filter(sequence__gte=place):
        own = body if entry.sequence == place else entry.body
        Entry.objects.filter(pk=entry.pk).update(
            body=own, previous=previous, digest=(digest(previous, own))
        )
        previous = digest(previous, own)


def test_a_chain_that_was_computed_anew_does_not_end_where_it_should() -> None:
    make_chain(10)
    entry = Entry.objects.get(sequence=4)
    rewrite(4, canonical({**json.loads(entry.body), "by": "user:9"}))

    assert list(faults()) == [Fault(10, "the chain should end at entry 10")]


@pytest.mark.parametrize("body", ["", "no JSON", "[]", "7", '{"sequence":4}'])
def test_a_body_that_cannot_be_read_is_told(body: str) -> None:
    make_chain(10)
    rewrite(4, body)

    found = list(faults())

    assert found == [
        Fault(4, "its content cannot be read"),
        Fault(10, "the chain should end at entry 10"),
    ]


def test_an_entry_that_was_put_in_says_where() -> None:
    make_chain(10)
    last = Entry.objects.get(sequence=10)
    body = canonical({**json.loads(last.body), "sequence": 11})
    Entry.objects.create(
        sequence=11, at=last.at, verb=last.verb, of=last.of, body=body,
        previous=last.digest, digest=digest(last.digest, body),
    )  # fmt: skip

    assert list(faults()) == [Fault(11, "the chain should end at entry 10")]


def test_an_empty_log_whose_end_is_known_lacks_its_first_entry() -> None:
    make_chain(3)
    run("DELETE FROM audit_salt")
    run("DELETE FROM audit_entry")

    assert list(faults()) == [Fault(1, "the chain should end at entry 3")]


def test_an_end_that_was_deleted_is_missed() -> None:
    make_chain(3)
    Head.objects.all().delete()

    assert list(faults()) == [Fault(1, "the chain should end at entry 0")]


def test_a_log_in_which_nothing_was_ever_written_is_whole() -> None:
    make_chain(0)

    assert list(faults()) == []


def test_a_gap_is_told_from_its_first_entry_to_its_last() -> None:
    make_chain(9)
    run("DELETE FROM audit_entry WHERE sequence BETWEEN 4 AND 6")

    assert list(faults()) == [Fault(4, "entries 4 to 6 are missing")]


def test_verify_says_that_the_log_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    make_chain(3)

    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "The audit log is whole.\n"


def test_verify_says_what_is_wrong_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    make_chain(3)
    run("UPDATE audit_entry SET verb = 'x' WHERE sequence = 2")

    assert main(["verify"]) == 1
    assert capsys.readouterr().out == (
        "entry 2: its columns do not match its content\nFaults in the audit log: 1\n"
    )
