"""R9 in short: the same form, sent at once to two servers on one PostgreSQL."""

import pytest
from django.conf import settings

from benchmarks.oracle import faults
from benchmarks.races import plant, run
from benchmarks.telling import Journal
from tests.benchmarks.servers import server_of_tests
from tests.support.desks import hub_team

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.IS_POSTGRESQL, reason="two servers need PostgreSQL"),
]
OPTIONS = ("--workers", "1", "--no-worker")


@pytest.mark.parametrize("is_planted", [False, True])
def test_a_form_that_is_sent_to_two_servers_at_once_makes_one_record(is_planted, tmp_path) -> None:
    hub_team()
    if is_planted:
        plant()
    with server_of_tests(tmp_path, *OPTIONS) as one, server_of_tests(tmp_path, *OPTIONS) as other:
        journal = Journal(tmp_path / "journal")
        tellings, odd = run([one.port, other.port], journal, 20)
    found = odd + faults(tellings, journal)
    assert bool(found) == is_planted, found
