"""An officer who is too near to an applicant reads nothing of what it sent, on any page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in
from tests.funding.application_made import a_sent_application, worker_of
from tests.funding.call_made import an_open_call
from upstander.funding.models import File
from upstander.network.interface import start_membership
from upstander.network.models import Organisation
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HOUSTON, KITIMAT = "houston-link-to-learning-society", "tamitik-status-of-women-association"
CANARY = "heron-4711"


def _sent(call, key: str, place: str):
    organisation = Organisation.objects.get(key=key)
    application = a_sent_application(call, organisation, places=[place], title=f"{CANARY} {place}")
    File.objects.create(
        application=application, question=call.questions.get(key="letter"), name="letter.txt",
        kind="text/plain", size=4, data=CANARY.encode(), added_at=timezone.now(),
        added_by=application.started_by,
    )  # fmt: skip
    return application


def test_a_file_is_given_out_with_its_own_application_alone(client):
    call = an_open_call()
    own, other = _sent(call, HOUSTON, "houston"), _sent(call, KITIMAT, "kitimat")
    desk = sign_in(client, worker_of(own.organisation))
    paths = [
        reverse("funding:application-file", args=[own.pk, row.files.get().pk])
        for row in (own, other)
    ]
    assert [desk.get(path).status_code for path in paths] == [200, 404]


def test_an_officer_reads_nothing_of_an_organisation_that_she_belongs_to(client):
    call = an_open_call()
    near, far = _sent(call, HOUSTON, "houston"), _sent(call, KITIMAT, "kitimat")
    officer = member(Role.FUNDER_OFFICER, hub())
    member_too = Organisation.objects.get(key=HOUSTON)
    start_membership(officer, member_too, Role.EDITOR, by=None)
    desk = sign_in(client, officer)
    table = desk.get(reverse("funding:call-export", args=[call.key])).content.decode()
    assert (f"{CANARY} houston" in table, f"{CANARY} kitimat" in table) == (False, True)
    home = desk.get("/desk/funding/").content.decode()
    assert (near.reference in home, far.reference in home) == (False, True)
    for name in ("application", "check", "application-reviews"):
        found = [
            desk.get(reverse(f"funding:{name}", args=[row.pk])).status_code for row in (near, far)
        ]
        assert found == [404, 200], name
    files = [
        desk.get(reverse(f"funding:{name}", args=[row.pk, row.files.get().pk])).status_code
        for name in ("application-file", "check-file")
        for row in (near, far)
    ]
    assert files == [404, 200, 404, 200]
