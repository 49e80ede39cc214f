"""What several people or presses want at once: the last twenty places, one address, one draft."""

from queue import Empty, Queue
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.accounts.people import spoke
from tests.events.event_made import an_event, day_of, values, worker
from upstander.audit.models import Entry
from upstander.events.actions.event import make_event
from upstander.events.actions.registration import register
from upstander.events.codes import make_sheet
from upstander.events.models import Event, Registration


@pytest.mark.django_db(transaction=True)
def test_two_hundred_race_for_the_last_twenty_places():
    day = day_of(an_event(worker(), places=20))
    waiting: Queue[str] = Queue()
    for _ in range(200):
        waiting.put(make_sheet())
    outcomes: list[str] = []

    def come() -> None:
        while True:
            try:
                outcomes.append(register(day, waiting.get_nowait(), {}, "en").state)
            except Empty:
                break
        connection.close()

    threads = [Thread(target=come) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    line = list(Registration.objects.order_by("turn").values_list("turn", "state"))
    assert line == [(n, "placed" if n <= 20 else "waiting") for n in range(1, 201)]
    assert sorted(outcomes) == ["placed"] * 20 + ["waiting"] * 180


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("sheets", "drafts"), [("abcdef", 6), ("aaaaaa", 1)])
def test_six_save_the_same_title_and_day_at_once(sheets, drafts):
    by, organisation, words = worker(), spoke(), values()
    together, outcomes = Barrier(6), []

    def save(sheet):
        together.wait()
        outcomes.append(make_event(organisation, words, by=by, sheet=sheet).pk)
        connection.close()

    threads = [Thread(target=save, args=(sheet,)) for sheet in sheets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stem = f"open-evening-{words['first_day']}"
    keys = [stem, *(f"{stem}-{number}" for number in range(2, drafts + 1))]
    assert list(Event.objects.order_by("key").values_list("key", flat=True)) == keys
    assert (len(outcomes), len(set(outcomes))) == (6, drafts)
    assert [event.occurrences.count() for event in Event.objects.all()] == [1] * drafts
    assert Entry.objects.filter(verb="event.made").count() == drafts
