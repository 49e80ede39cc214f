"""The page of a team: its key is made, shared, changed and recovered there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import hub, member, sign_in
from tests.support.desks import CANARY, organisation, request, team
from tests.support.test_inbox import late
from upstander.audit.interface import entries_of
from upstander.network.interface import Role, end_membership
from upstander.support.actions.case import take_case
from upstander.support.models import KeyShare, Team
from upstander.support.queries.team import has_strangers, must_change_key, ready_teams

pytestmark = pytest.mark.django_db
PATH = "/desk/requests/team/"
OTHER_SPOKE = "archway-community-services"


def test_a_coordinator_sets_her_team_up_and_sees_the_recovery_key_once(client):
    place = organisation()
    sign_in(client, member(Role.SPOKE_COORDINATOR, place))
    assert f"Set up the team of {place.name}" in client.get(PATH).content.decode()
    path = f"{PATH}set-up/{place.pk}/"
    assert "shows a recovery key, only once" in client.get(path).content.decode()
    groups = client.post(path).context["groups"]
    assert [len(group) for group in groups] == [4] * 8
    found = Team.objects.get(organisation=place)
    assert list(ready_teams().values()) == [found]
    answer = client.post(path, follow=True)
    assert "This team is set up already." in answer.content.decode()
    assert groups[0] not in answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"{PATH}{found.pk}/"


def test_only_a_coordinator_of_the_team_enters(client):
    found, _coordinator, worker, _ = team()
    _other, other, _other_worker, _ = team(OTHER_SPOKE)
    names = ["", f"{found.pk}/", f"{found.pk}/key/", f"set-up/{found.organisation_id}/"]
    sign_in(client, worker.user)
    assert [client.get(PATH + name).status_code for name in names] == [404] * 4
    assert client.post(f"{PATH}{found.pk}/recover/").status_code == 404
    sign_in(client := Client(), other.user)
    assert [client.get(PATH + name).status_code for name in names[1:]] == [404] * 3
    assert client.post(f"{PATH}{found.pk}/access/{worker.user.pk}/").status_code == 404
    assert client.get(PATH).headers["Location"] == f"{PATH}{_other.pk}/"


def test_the_page_shows_numbers_members_and_who_cannot_open(client):
    found, coordinator, worker, _ = team()
    late(request(found)[0])
    take_case(request(found)[0], by=worker.user)
    new = member(Role.SPOKE_WORKER, found.organisation, "new@example.org")
    sign_in(Client(), new)  # her first sign-in gives her a pair
    sign_in(client, coordinator.user)
    answer = client.get(f"{PATH}{found.pk}/")
    assert answer.context["load"] == (2, 1, 2, 1)
    assert CANARY not in answer.content.decode()
    assert "Cannot open requests yet" in answer.content.decode()
    answer = client.post(f"{PATH}{found.pk}/access/{new.pk}/", follow=True)
    assert "can open requests now." in answer.content.decode()
    assert "Cannot open requests yet" not in answer.content.decode()
    assert client.post(f"{PATH}{found.pk}/access/999999/").status_code == 404


def test_the_page_asks_the_database_as_often_for_many_members_as_for_few(client):
    found, coordinator, _worker, _ = team()
    sign_in(client, coordinator.user)
    asked = []
    for more in (0, 8):
        for number in range(more):
            member(Role.SPOKE_WORKER, found.organisation, f"worker{number}@example.org")
        client.get(f"{PATH}{found.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{PATH}{found.pk}/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_new_key_comes_after_a_question_and_with_a_new_recovery_key(client):
    found, coordinator, worker, recovery = team()
    sign_in(client, coordinator.user)
    path = f"{PATH}{found.pk}/key/"
    assert "Everything is sealed anew" in client.get(path).content.decode()
    assert found.keys.get().number == 1
    groups = client.post(path, {"number": "1"}).context["groups"]
    assert "-".join(groups) != recovery
    assert found.keys.get().number == 2
    answer = client.post(path, {"number": "1"}, follow=True)  # a page of before changes nothing
    assert "Someone changed this a moment ago" in answer.content.decode()
    assert found.keys.get().number == 2
    assert KeyShare.objects.filter(user=worker.user).count() == 1


def test_the_printed_key_opens_a_team_that_nobody_opens(client):
    found, coordinator, _worker, recovery = team()
    case, _code = request(found)
    KeyShare.objects.all().delete()
    sign_in(client, coordinator.user)
    assert "Your key does not open" in client.get(f"/desk/requests/{case.pk}/").content.decode()
    wrong = client.post(f"{PATH}{found.pk}/recover/", {"recovery_key": "2222-2222"})
    assert "This is not the recovery key that was printed last." in wrong.content.decode()
    right = client.post(f"{PATH}{found.pk}/recover/", {"recovery_key": recovery.lower()})
    assert len(right.context["groups"]) == 8
    assert CANARY in client.get(f"/desk/requests/{case.pk}/").content.decode()


def test_who_has_not_said_that_the_recovery_key_is_kept_is_asked(client):
    found, coordinator, _worker, _recovery = team()
    sign_in(client, coordinator.user)
    asked = "Is the recovery key kept safe?"
    assert asked in client.get(f"{PATH}{found.pk}/").content.decode()
    for _time in range(2):
        page = client.post(f"{PATH}{found.pk}/key/kept/", follow=True).content.decode()
        assert asked not in page
    verbs = [e.verb for e in entries_of(f"team:{found.pk}")]
    assert verbs.count("team.recovery_kept") == 1
    client.post(f"{PATH}{found.pk}/key/", {"number": "1"})
    assert asked in client.get(f"{PATH}{found.pk}/").content.decode()


def test_with_a_closed_key_nothing_changes(client):
    found, coordinator, worker, recovery = team()
    sign_in(client, coordinator.user)
    del client.cookies["keyring"]
    for name, fields in (
        ("key/", {"number": "1"}), ("recover/", {"recovery_key": recovery}),
        (f"access/{worker.user.pk}/", {}),
    ):  # fmt: skip
        page = client.post(f"{PATH}{found.pk}/{name}", fields)
        assert "It opens what is sealed for you." in page.content.decode()
    assert found.keys.get().number == 1


def test_who_leaves_loses_her_share_and_the_coordinator_is_told_to_change_the_key(client):
    found, coordinator, worker, _ = team()
    case, _code = request(found)
    take_case(case, by=worker.user)
    sign_in(client, coordinator.user)
    path = f"/desk/people/{worker.user.memberships.get().pk}/end/"
    page = client.post(path, follow=True).content.decode()
    assert "The key of the team must change now:" in page
    assert f'href="{PATH}{found.pk}/"' in page
    assert not KeyShare.objects.filter(user=worker.user).exists()
    case.refresh_from_db()
    assert case.assignee is None
    assert "team.member_removed" in [e.verb for e in entries_of(f"team:{found.pk}")]
    assert must_change_key(found)
    assert "has left. Change the key now." in client.get(f"{PATH}{found.pk}/").content.decode()
    client.post(f"{PATH}{found.pk}/key/", {"number": "1"})
    assert not must_change_key(found)


def test_who_keeps_a_working_role_keeps_her_share(client):
    from upstander.network.interface import start_membership

    found, coordinator, worker, _ = team()
    start_membership(worker.user, found.organisation, Role.SPOKE_COORDINATOR, by=None)
    first = worker.user.memberships.get(role=Role.SPOKE_WORKER)
    page = sign_in(client, coordinator.user).post(f"/desk/people/{first.pk}/end/", follow=True)
    assert "must change now" not in page.content.decode()
    assert KeyShare.objects.filter(user=worker.user).exists()


def test_an_administrator_is_told_without_a_link(client):
    found, _coordinator, worker, _ = team()
    sign_in(client, member(Role.ADMINISTRATOR, hub(), "root@example.org"))
    path = f"/desk/people/{worker.user.memberships.get().pk}/end/"
    page = client.post(path, follow=True).content.decode()
    assert f"The key of the team must change now: {found}" in page
    assert f'href="{PATH}{found.pk}/"' not in page


def test_a_membership_that_ended_elsewhere_leaves_a_stranger():
    found, coordinator, worker, _ = team()
    assert not must_change_key(found)
    end_membership(worker.user.memberships.get(), by=coordinator.user)
    assert has_strangers(found)
    assert must_change_key(found)
