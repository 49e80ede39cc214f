"""The network in numbers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import hub, member, sign_in, spoke
from tests.support.desks import CANARY, request, team
from tests.support.test_inbox import late
from upstander.network.interface import Role
from upstander.support.models import KeyShare
from upstander.support.rules import HUB_ROLES

pytestmark = pytest.mark.django_db
PATH = "/desk/requests/network/"


@pytest.mark.parametrize("role", Role)
def test_only_the_hub_enters(client, role):
    status = sign_in(client, member(role, hub())).get(PATH).status_code
    assert status == (200 if role in HUB_ROLES else 403)


def test_a_hub_role_elsewhere_is_none(client):
    assert sign_in(client, member(Role.HUB_STAFF, spoke())).get(PATH).status_code == 403


def test_it_shows_numbers_and_no_request(client):
    found, _coordinator, _worker, _ = team()
    case = late(request(found)[0])
    request(found)
    sign_in(client, member(Role.HUB_STAFF, hub()))
    answer = client.get(PATH)
    row = next(row for row in answer.context["rows"] if row.team == found)
    assert (row.load.open, row.load.waiting, row.load.overdue, row.can_open) == (2, 2, 1, 2)
    page = answer.content.decode()
    assert not [word for word in (CANARY, case.reference, str(case.pk)) if word in page]
    assert hub() in [row.organisation for row in answer.context["missing"]]


def test_a_team_that_nobody_opens_is_named(client):
    team()
    KeyShare.objects.all().delete()
    page = sign_in(client, member(Role.HUB_STAFF, hub())).get(PATH).content.decode()
    assert '<strong class="state waits">nobody</strong>' in page


def test_it_asks_the_database_as_often_for_two_teams_as_for_one(client):
    sign_in(client, member(Role.HUB_COORDINATOR, hub()))
    asked = []
    for key in ("dawson-creek-literacy-society", "archway-community-services"):
        request(team(key)[0])
        client.get(PATH)
        with CaptureQueriesContext(connection) as queries:
            client.get(PATH)
        asked.append(len(queries))
    assert asked[0] == asked[1]
