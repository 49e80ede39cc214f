"""S7 in short: a script fills nobody's list, and people have their receipts."""

from argparse import Namespace

import pytest

from benchmarks.flood import MOST_LIVE, counted, run
from tests.benchmarks.servers import server_of_tests
from tests.support.desks import hub_team
from upstander.support.models import Case


@pytest.mark.django_db(transaction=True)
def test_a_flood_is_held_and_every_person_has_a_receipt(tmp_path) -> None:
    hub_team()
    wanted = Namespace(scripted=120, honest=6, replays=40, minutes=0)
    with server_of_tests(tmp_path, "--no-worker") as server:
        outcome = run(server.port, wanted)
    assert outcome == (120, 6, 6, 40)
    records, live, held = counted()
    assert (records, live + held) == (126, 126)
    # Too young, trapped, and all but six of twenty addresses in each of two processes are held.
    assert held >= 60
    assert live <= MOST_LIVE
    Case.objects.update(state="received")
    assert counted()[1] == 126  # what reached the list is counted
