"""What pays for a project, chosen by form."""

import pytest
from django.test import Client

from tests.accounts.people import hub, member, sign_in
from tests.action.project_made import a_running_project
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award, officer
from upstander.funding.models import Award, ProjectMoney
from upstander.funding.queries.project_lines import lines_of
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("amount", ["300", "three hundred"])
def test_what_was_typed_for_an_award_that_was_closed_meanwhile_is_kept(client, amount):
    award = an_accepted_award()
    project, line = a_running_project(award.organisation), lines_of(award)[0].cost.pk
    where = f"/desk/funding/awards/{award.reference}/projects/{project.pk}/"
    sent = {f"line_{line}": amount, "seen": ""}
    Award.objects.filter(pk=award.pk).update(state="closed")
    sign_in(client, coordinator_of(award.organisation))
    told = client.post(where, sent)
    page = told.content.decode()
    assert told.status_code == 409
    assert page.count("This can only be done while the award is accepted and not closed.") == 1
    assert f'value="{amount}"' in page
    assert client.get(where).status_code == 404
    for other in (officer(), member(Role.HUB_STAFF, hub(), "hub@example.org")):
        assert sign_in(Client(), other).post(where, sent).status_code == 404
    assert ProjectMoney.objects.count() == 0


def test_whoever_saves_second_is_told_and_keeps_what_she_typed(client):
    award = an_accepted_award()
    project, line = a_running_project(award.organisation), lines_of(award)[0].cost.pk
    where = f"/desk/funding/awards/{award.reference}/projects/{project.pk}/"
    sign_in(client, coordinator_of(award.organisation))
    seen = client.get(where).context["choice"].stamp
    client.post(where, {f"line_{line}": "300", "seen": seen})
    told = client.post(where, {f"line_{line}": "400", "seen": seen})
    page = told.content.decode()
    assert told.status_code == 409
    assert page.count("Someone changed this a moment ago.") == 1
    assert 'value="400"' in page
    now = told.context["form"]["seen"].value()
    assert (seen, now) == ("", f"{line}:300.00")
    assert client.post(where, {f"line_{line}": "400", "seen": now}).status_code == 302
