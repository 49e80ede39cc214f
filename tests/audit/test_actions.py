"""Writing to the log: in one transaction with the act, without anything personal."""

import json
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.audit.chain import CANARY, make_chain
from upstander.audit.interface import entries_of, faults, listen, record
from upstander.audit.models import Entry, Head, Salt
from upstander.audit.rules import GENESIS, commitment, digest


def every_column() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in ("audit_entry", "audit_head", "audit_salt"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - three names, above
            found += cursor.fetchall()
    return repr(found)


@pytest.mark.django_db
def test_the_first_entry_follows_from_nothing() -> None:
    make_chain(0)

    entry = record("case.referred", by="user:1", of="case:1")

    assert (entry.sequence, entry.previous) == (1, GENESIS)
    assert entry.digest == digest(GENESIS, entry.body)
    head = Head.objects.get()
    assert (head.sequence, head.digest) == (1, entry.digest)


@pytest.mark.django_db
def test_an_entry_says_what_when_by_whom_and_of_what() -> None:
    make_chain(3)
    before = timezone.now()

    entry = record("case.referred", by="user:1", of="case:9", facts={"to": "spoke:2"})

    body = json.loads(entry.body)
    assert before <= entry.at <= timezone.now()
    assert body == {
        "at": entry.at.isoformat(),
        "by": "user:1",
        "commitments": {},
        "facts": {"to": "spoke:2"},
        "of": "case:9",
        "sequence": 4,
        "verb": "case.referred",
    }


@pytest.mark.django_db
def test_entries_of_a_thing_are_found_oldest_first() -> None:
    make_chain(20)

    assert [entry.sequence for entry in entries_of("case:3")] == [4, 11, 18]


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_entry() -> None:
    make_chain(5)

    @transaction.atomic
    def refer() -> float:
        record("case.referred", by="user:1", of="case:1", personal={"words": CANARY})
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        refer()

    assert (Entry.objects.count(), Salt.objects.count(), Head.objects.get().sequence) == (5, 1, 5)
    assert list(faults()) == []


@pytest.mark.django_db
def test_of_personal_words_only_a_salted_commitment_is_kept() -> None:
    entry = record(
        "case.told", by="user:1", of="case:1", personal={"words": CANARY, "name": "Asha"}
    )

    salts = {salt.name: salt.salt for salt in entry.salts.all()}
    assert json.loads(entry.body)["commitments"] == {
        "name": commitment(salts["name"], "Asha"),
        "words": commitment(salts["words"], CANARY),
    }


@pytest.mark.django_db
def test_the_same_words_twice_are_two_commitments() -> None:
    entries = [
        record("case.told", by="user:1", of="case:1", personal={"words": CANARY}) for _ in "ab"
    ]

    first, second = (json.loads(entry.body)["commitments"]["words"] for entry in entries)
    assert first != second


@pytest.mark.django_db
def test_without_its_salt_a_commitment_says_nothing_and_the_chain_stays_whole() -> None:
    make_chain(20)
    [salt] = Salt.objects.filter(entry_id=11)
    old = salt.salt

    salt.delete()

    said = json.loads(Entry.objects.get(sequence=11).body)["commitments"]["words"]
    assert said == commitment(old, f"{CANARY} 10")
    assert said not in {commitment(s.salt, f"{CANARY} 10") for s in Salt.objects.all()}
    assert old not in every_column()
    assert list(faults()) == []


@pytest.mark.django_db
def test_nothing_personal_stands_in_any_column() -> None:
    make_chain()

    found = every_column()

    assert [word for word in ("canary", "sang", "Kamloops") if word in found] == []


@pytest.mark.django_db
def test_a_canary_among_the_facts_would_be_found() -> None:
    record("case.told", by="user:1", of="case:1", facts={"words": CANARY})

    assert "canary" in every_column()


def test_many_who_write_at_once_make_one_chain(site: str) -> None:
    make_chain(0)
    barrier = Barrier(4)

    def write(name: str) -> None:
        barrier.wait()
        for number in range(10):
            record("case.told", by=f"user:{name}", of=f"case:{number}", personal={"words": CANARY})
        connection.close()

    threads = [Thread(target=write, args=[name]) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [entry.sequence for entry in Entry.objects.all()] == list(range(1, 41))
    assert (Head.objects.get().sequence, Salt.objects.count(), list(faults())) == (40, 40, [])


@pytest.mark.django_db
def test_an_entry_to_the_day_holds_when_it_is_read_again() -> None:
    make_chain(2)

    record("case.received", by="public", of="case:1", to_the_day=True)

    assert list(faults()) == []
    at = timezone.localtime(entries_of("case:1")[-1].at)
    assert (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)


@pytest.mark.django_db
def test_who_listens_hears_each_verb_once(monkeypatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr("upstander.audit.actions.LISTENERS", [])
    listen(heard.append)
    listen(heard.append)
    record("thing.done", by="user:1", of="thing:1")
    assert heard == ["thing.done"]
