"""The list of requests: whose it is, what stands in it, and what never does."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.support.desks import CANARY, IDENTITY, hub_team, request, team
from upstander.network.interface import Role
from upstander.support.actions.case import mark_abuse, take_case
from upstander.support.actions.referral import Goal, agree_for_person, ask_to_refer
from upstander.support.models import Case
from upstander.support.rules import WORKING_ROLES

pytestmark = pytest.mark.django_db
OTHER_SPOKE = "archway-community-services"
PATH = "/desk/requests/"


def late(case: Case) -> Case:
    """Its answer was due yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(answer_by=yesterday)
    return case


@pytest.mark.parametrize("role", Role)
def test_only_those_who_work_in_a_team_enter(client, role):
    answer = sign_in(client, member(role, spoke())).get(PATH)
    assert answer.status_code == (200 if role in WORKING_ROLES else 403)


def test_before_a_team_is_set_up_the_page_says_who_does_it(client):
    page = sign_in(client, member(Role.SPOKE_WORKER, spoke())).get(PATH).content.decode()
    assert "Your organisation cannot receive requests yet." in page


def test_an_empty_list_says_why(client):
    _team, _coordinator, worker, _ = team()
    sign_in(client, worker.user)
    for name in ("mine", "unassigned", "waiting", "overdue", "open", "held", "over"):
        page = client.get(PATH, {"show": name})
        assert str(page.context["empty"]) in page.content.decode()
        assert page.context["rows"] == []


def test_a_request_stands_with_its_days_and_none_of_its_words(client):
    place, _coordinator, worker, _ = team()
    case = late(request(place, language="ar")[0])
    page = sign_in(client, worker.user).get(PATH).content.decode()
    assert case.reference in page
    assert "late since" in page
    assert "العربية" in page
    assert not [word for word in (CANARY, IDENTITY["name"], IDENTITY["contact"]) if word in page]


def test_what_is_mine_is_shown_first(client):
    place, _coordinator, worker, _ = team()
    case = request(place)[0]
    other = request(place)[0]
    take_case(case, by=worker.user)
    sign_in(client, worker.user)
    assert [row.pk for row, _take in client.get(PATH).context["rows"]] == [case.pk]
    shown = client.get(PATH, {"show": "unassigned"})
    assert [(row.pk, take) for row, take in shown.context["rows"]] == [(other.pk, True)]
    assert {key: number for key, _label, number in shown.context["tabs"]} == {
        "mine": 1, "unassigned": 1, "waiting": 2, "overdue": 0, "open": 2, "held": 0, "over": None,
    }  # fmt: skip


def test_what_is_over_is_listed_apart(client):
    place, coordinator, _worker, _ = team()
    case = request(place)[0]
    mark_abuse(case, by=coordinator.user)
    rows = sign_in(client, coordinator.user).get(PATH, {"show": "over"}).context["rows"]
    assert [row.pk for row, _take in rows] == [case.pk]


def test_requests_of_another_team_are_not_there(client):
    place, _coordinator, _worker, _ = team()
    _other, other, _other_worker, _ = team(OTHER_SPOKE)
    case = request(place)[0]
    page = sign_in(client, other.user).get(PATH, {"show": "open"}).content.decode()
    assert case.reference not in page
    assert client.get(f"{PATH}{case.pk}/").status_code == 404


def test_the_hub_sees_no_request_of_a_spoke(client):
    place, _coordinator, _worker, _ = team()
    _hub, coordinator, _ = hub_team()
    case = request(place)[0]
    page = sign_in(client, coordinator.user).get(PATH, {"show": "open"}).content.decode()
    assert case.reference not in page


def test_an_offer_stands_on_top(client):
    place, coordinator, _worker, _ = team()
    other_team, other, _other_worker, _ = team(OTHER_SPOKE)
    case = request(place)[0]
    agree_for_person(
        ask_to_refer(case, Goal(other_team), "Nearer.", by=coordinator), by=coordinator
    )
    page = sign_in(client, other.user).get(PATH).content.decode()
    assert "Offered by other teams" in page
    assert case.reference in page
    assert CANARY not in page


@pytest.mark.parametrize("query", ["?show=nothing", "?start=-1", "?start=x", "?start=9999999999"])
def test_an_odd_address_shows_the_usual_list(client, query):
    _team, _coordinator, worker, _ = team()
    assert sign_in(client, worker.user).get(PATH + query).status_code == 200


def test_more_than_a_page_is_turned(client, monkeypatch):
    monkeypatch.setattr("upstander.support.queries.case.PAGE", 2)
    monkeypatch.setattr("upstander.support.views.inbox.PAGE", 2)
    place, coordinator, _worker, _ = team()
    for _number in range(3):
        request(place)
    sign_in(client, coordinator.user)
    assert client.get(PATH, {"show": "open"}).context["after"] == 2
    second = client.get(PATH, {"show": "open", "start": 2}).context
    assert (len(second["rows"]), second["before"], second["after"]) == (1, 0, None)


def test_the_list_asks_the_database_as_often_for_30_as_for_3(client):
    from django.db import connection

    place, _coordinator, worker, _ = team()
    sign_in(client, worker.user)
    asked = []
    for more in (3, 27):
        for _number in range(more):
            request(place)
        client.get(PATH)
        with CaptureQueriesContext(connection) as queries:
            client.get(PATH)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 20


def test_the_desk_shows_numbers_and_no_words(client):
    place, coordinator, _worker, _ = team()
    late(request(place)[0])
    page = sign_in(client, coordinator.user).get("/desk/").content.decode()
    assert "Mine: 0 · Nobody has it: 1 · Late: 1" in page
    assert 'href="/desk/requests/team/"' in page
    assert 'href="/desk/requests/network/"' not in page
    assert CANARY not in page


def test_the_desk_shows_the_network_to_the_hub(client):
    page = sign_in(client, member(Role.HUB_STAFF, hub())).get("/desk/").content.decode()
    assert 'href="/desk/requests/network/"' in page
    assert 'href="/desk/requests/team/"' not in page
