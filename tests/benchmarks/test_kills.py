"""R1 in short: workers are killed while people send; and the oracle finds what is planted."""

import pytest

from benchmarks.kills import CALM, run
from benchmarks.oracle import faults
from benchmarks.telling import Journal
from tests.benchmarks.servers import server_of_tests
from tests.support.desks import hub_team
from upstander.audit.models import Entry
from upstander.support.actions.request import token_digest
from upstander.support.models import AttachmentPart, Case, Part


@pytest.mark.django_db(transaction=True)
def test_nothing_that_was_acknowledged_is_lost_when_workers_are_killed(tmp_path) -> None:
    hub_team()
    with server_of_tests(tmp_path, "--no-worker") as server:
        outcome = run(server, Journal(tmp_path / "journal"), submissions=60, kills=2, calm=CALM)

    assert len(outcome.kills) == 2
    assert set(outcome.journal.outcomes.values()) == {"acknowledged"}
    assert faults(outcome.tellings, outcome.journal) == []

    # What is planted is found: a lost one, a partial one, changed bytes, a changed log.
    cases = [
        Case.objects.get(token_digest=token_digest(telling.visit.token))
        for telling in outcome.tellings[:4]
    ]
    cases[1].wraps.all().delete()
    Case.objects.filter(pk=cases[1].pk).delete()
    Part.objects.filter(case=cases[2], name="identity").delete()
    AttachmentPart.objects.filter(attachment__case=cases[3]).delete()
    last = Entry.objects.latest("sequence")
    Entry.objects.filter(pk=last.pk).update(verb="case.read")
    found = faults(outcome.tellings, outcome.journal)
    assert "1 (acknowledged): 0 records" in found
    assert "2 (acknowledged): it is not whole: keys, parts, consents are (4, 1, 1)" in found
    assert "3 (acknowledged): its content is not what was sent" in found
    assert any(fault.startswith(f"log, entry {last.sequence}") for fault in found)
    assert len(found) == 5  # and the log of the last one's request
