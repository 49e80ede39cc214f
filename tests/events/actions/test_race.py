"""Two hundred people want the last twenty places at once."""

from queue import Empty, Queue
from threading import Thread

import pytest
from django.db import connection

from tests.events.event_made import an_event, day_of, worker
from upstander.events.actions.registration import register
from upstander.events.codes import make_sheet
from upstander.events.models import Registration


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
