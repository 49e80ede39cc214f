"""What belongs to one thing is not found under the address of another, whoever may read both."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.action.project_made import a_running_project
from tests.funding.application_made import (
    a_partner,
    a_sent_application,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.award_made import an_accepted_award, an_agreement, an_application, an_offer
from tests.funding.award_made import officer as an_officer
from tests.funding.call_made import a_draft_call, an_open_call
from tests.funding.review_made import a_closed_call, applications_in, given, reviewer
from upstander.core.cleaning.results import Clean
from upstander.funding.actions.amendment import propose_amendment
from upstander.funding.actions.decision import propose
from upstander.funding.models import Amendment, File
from upstander.funding.rules.amendment import Change
from upstander.funding.states import CallState
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
PLACES = ("fort-st-john", "prince-george")
NOTE = Clean("document", "text/plain", "txt", b"We support this.")


def at(name: str, *args) -> str:
    return reverse(f"funding:{name}", args=args)


def answers(client: Client, *paths: str) -> list[int]:
    return [client.get(path).status_code for path in paths]


def a_file(application) -> File:
    return File.objects.create(
        application=application, question=application.call.questions.get(key="letter"),
        name="Letter.txt", kind=NOTE.media_type, size=len(NOTE.data), data=NOTE.data,
        added_by=worker_of(application.organisation), added_at=timezone.now(),
    )  # fmt: skip


def test_files_of_another_draft(client):
    call = an_open_call()
    ours, theirs = a_whole_application(call, spoke(1)), a_whole_application(call, spoke(2))
    here, there = a_file(ours), a_file(theirs)
    sign_in(client, worker_of(spoke(1)))
    paths = [at("application-file", ours.pk, row.pk) for row in (here, there)]
    assert answers(client, *paths, at("application-file", theirs.pk, there.pk)) == [200, 404, 404]
    out = at("application-file-remove", ours.pk, there.pk)
    assert client.post(out).status_code == 404
    assert set(File.objects.all()) == {here, there}


def test_files_of_what_else_is_reviewed():
    first, second = applications_in(a_closed_call(key="one"))
    officer, one = member(Role.FUNDER_OFFICER, spoke(99), "officer@example.org"), reviewer()
    here, there = a_file(first), a_file(second)
    for application in (first, second):
        given(application, one, officer)
    paths = [at("check-file", first.pk, row.pk) for row in (here, there)]
    for person in (officer, one):
        assert answers(sign_in(Client(), person), *paths) == [200, 404]


def test_partners_of_another_draft(client):
    call = an_open_call()
    drafts = [a_whole_application(call, spoke(number)) for number in (1, 2)]
    here, there = (a_partner(draft, spoke(3)) for draft in drafts)
    sign_in(client, worker_of(spoke(1)))
    paths = [at("application-partner", drafts[0].pk, row.pk) for row in (here, there)]
    assert answers(client, *paths) == [200, 404]
    for deed in ("ask", "remove"):
        path = at(f"application-partner-{deed}", drafts[0].pk, there.pk)
        assert client.post(path).status_code == 404, deed
    assert [draft.partners.get() for draft in drafts] == [here, there]


def test_agreements_and_changes_of_another_award(client):
    ours = an_accepted_award()
    theirs = an_offer(an_application(ours.call, 2, places=["prince-george"]))
    an_agreement(theirs)
    an_accepted_award(theirs)  # in its second version
    change = Change("amend", "Later.", new_end=theirs.ends_on + timedelta(days=1))
    there = propose_amendment(theirs, change, by=an_officer())
    sign_in(client, an_officer())
    papers = [at("agreement-pdf", ours.reference, version) for version in (1, 2)]
    assert answers(client, *papers, at("agreement-pdf", theirs.reference, 2)) == [200, 404, 200]
    sign_in(client, coordinator_of(ours.organisation))
    path = at("amendment-do", ours.reference, there.pk, "agree")
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    assert Amendment.objects.get().state == "proposed"


def test_projects_of_another_organisation(client):
    ours = an_accepted_award()
    projects = [a_running_project(row) for row in (ours.organisation, spoke(2))]
    sign_in(client, coordinator_of(ours.organisation))
    paths = [at("project-money", ours.reference, project.pk) for project in projects]
    assert answers(client, *paths) == [200, 404]


def test_parts_of_another_call(client):
    calls = [a_draft_call(key=key, title=key) for key in ("one", "two")]
    here, there = (call.questions.get(key="story") for call in calls)
    sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    paths = [at("call-part", "one", "questions", row.pk) for row in (here, there)]
    assert answers(client, *paths) == [200, 404]
    before = [list(call.questions.values_list("pk", "position")) for call in calls]
    said = {deed: client.post(at(f"call-part-{deed}", "one", "questions", there.pk), {"down": ""})
            for deed in ("remove", "shift")}  # fmt: skip
    assert said["remove"].status_code == 404
    told = [str(message) for message in get_messages(said["shift"].wsgi_request)]
    assert told == ["Someone changed this a moment ago. Reload the page to see it now."]
    assert [list(call.questions.values_list("pk", "position")) for call in calls] == before


def test_scenarios_and_applications_of_another_call(client):
    calls = [
        an_open_call(key=key, state=CallState.CLOSED, budget=Decimal(7500))
        for key in ("one", "two")
    ]
    for call in calls:
        call.envelopes.all().delete()
    ours, theirs = (
        [
            a_sent_application(call, spoke(n), places=[place])
            for n, place in enumerate(PLACES, first)
        ]
        for call, first in zip(calls, (1, 3), strict=True)
    )
    officer = member(Role.FUNDER_OFFICER, hub())
    here, there = (
        propose(call, "First", budget=call.budget, seed="a", by=officer) for call in calls
    )
    sign_in(client, officer)
    assert answers(client, *(at("scenario", "one", row.pk) for row in (here, there))) == [200, 404]
    assert client.post(at("scenario-begin", "one", there.pk)).status_code == 404
    why = [at("scenario-why", "one", here.pk, row.pk) for row in (*ours, *theirs)]
    assert sorted(answers(client, *why)) == [200, 302, 404, 404]  # one of ours is awarded
    decisions = [at("decision", "one", row.pk) for row in (*ours, *theirs)]
    assert answers(client, *decisions) == [200, 200, 404, 404]
