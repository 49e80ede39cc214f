"""The desk: what each sees and may do there."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import hub, member, person, sign_in, spoke
from upstander.accounts.interface import account_of, give_authenticator_app
from upstander.core.languages import table
from upstander.network.interface import invite_person, memberships_of
from upstander.network.models import Invitation
from upstander.network.rules import OWN_KIND, TEACHING_ROLES, WORDING_ROLES
from upstander.network.states import InvitationState, Role

pytestmark = pytest.mark.django_db
PATHS = ("/desk/", "/desk/invitations/", "/desk/people/", "/desk/language/", "/account/security/")
OPENING_ROLES = TEACHING_ROLES | WORDING_ROLES


@pytest.mark.parametrize("path", PATHS)
def test_who_is_not_signed_in_is_asked_to(client, path):
    assert client.get(path).headers["Location"] == f"/account/login/?next={path}"


@pytest.mark.parametrize("role", Role)
def test_the_home_of_each_role(client, role):
    page = sign_in(client, member(role, spoke())).get("/desk/").content.decode()
    may_invite = role in {*OWN_KIND, Role.ADMINISTRATOR}
    assert f"<h1>Hello, {role.label}</h1>" in page
    assert f"<strong>{role.label}</strong> · <bdi>Spoke 0</bdi>" in page
    assert ('href="/editor/"' in page) is (role in OPENING_ROLES)
    assert ('href="/desk/invitations/"' in page) is may_invite


def test_who_belongs_nowhere_learns_what_to_do(client):
    user = person()
    give_authenticator_app(user)
    page = sign_in(client, user).get("/desk/").content.decode()
    assert "no role in an organisation now" in page
    assert 'href="/desk/people/"' not in page
    assert "nobody to show" in client.get("/desk/people/").content.decode()


@pytest.mark.parametrize("role", Role)
def test_the_editor_opens_to_those_who_edit(client, role):
    answer = sign_in(client, member(role, hub())).get("/editor/", follow=True)
    where = [path for path, _ in answer.redirect_chain]
    assert where == ([] if role in OPENING_ROLES else ["/account/login/?next=/editor/", "/desk/"])
    assert answer.status_code == 200


def test_an_invitation_is_sent_shown_and_withdrawn(client, django_capture_on_commit_callbacks):
    sign_in(client, member(Role.SPOKE_COORDINATOR, spoke()))
    fields = {"email": "new@example.org", "organisation": spoke().pk, "role": "spoke_worker"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/desk/invitations/", {**fields, "language": "en"}, follow=True)
    assert "The invitation is on its way." in answer.content.decode()
    assert [m.to for m in mail.outbox] == [["new@example.org"]]
    invitation = Invitation.objects.get()
    answer = client.post(f"/desk/invitations/{invitation.pk}/withdraw/", follow=True)
    assert "The invitation is withdrawn." in answer.content.decode()
    assert Invitation.objects.get().state == InvitationState.WITHDRAWN
    answer = client.post(f"/desk/invitations/{invitation.pk}/withdraw/", follow=True)
    assert "This invitation is no longer open." in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"email": "no address"}, ["email"]),
        ({"email": ""}, ["email"]),
        ({"organisation": "99999"}, ["organisation"]),
        ({"role": "administrator"}, ["role"]),
        ({"language": "xx"}, ["language"]),
    ],
)
def test_a_wrong_invitation_is_told_and_not_sent(client, changed, wrong):
    sign_in(client, member(Role.SPOKE_COORDINATOR, spoke()))
    fields = {"email": "a@example.org", "organisation": spoke().pk, "role": "spoke_worker"}
    answer = client.post("/desk/invitations/", {**fields, "language": "en", **changed})
    assert list(answer.context["form"].errors) == wrong
    assert Invitation.objects.count() == 0


def test_two_roles_do_not_add_up_to_a_third(client):
    user = member(Role.SPOKE_COORDINATOR, spoke())
    from upstander.network.interface import start_membership

    start_membership(user, hub(), Role.HUB_COORDINATOR, by=None)
    sign_in(client, user)
    fields = {"email": "a@example.org", "organisation": spoke().pk, "role": "hub_staff"}
    answer = client.post("/desk/invitations/", {**fields, "language": "en"})
    assert answer.context["form"].non_field_errors() == [
        "You may not invite someone to this role in this organisation."
    ]


def test_the_invitation_of_another_organisation_is_not_there(client):
    other = member(Role.SPOKE_COORDINATOR, spoke(1), "other@example.org")
    hers = invite_person("a@example.org", spoke(1), Role.SPOKE_WORKER, by=other, language="en")
    sign_in(client, member(Role.SPOKE_COORDINATOR, spoke()))
    assert client.post(f"/desk/invitations/{hers.pk}/withdraw/").status_code == 404
    assert "a@example.org" not in client.get("/desk/invitations/").content.decode()


def test_ending_a_membership_asks_first(client):
    worker = member(Role.SPOKE_WORKER, spoke())
    sign_in(client, member(Role.SPOKE_COORDINATOR, spoke()))
    path = f"/desk/people/{worker.memberships.get().pk}/end/"
    assert path in client.get("/desk/people/").content.decode()
    assert "End this membership?" in client.get(path).content.decode()
    assert memberships_of(worker).count() == 1
    answer = client.post(path, follow=True)
    assert "The membership has ended." in answer.content.decode()
    assert memberships_of(worker).count() == 0


def test_a_worker_sees_colleagues_but_ends_none(client):
    other = member(Role.SPOKE_WORKER, spoke(), "other@example.org")
    sign_in(client, member(Role.SPOKE_WORKER, spoke()))
    assert "/end/" not in client.get("/desk/people/").content.decode()
    answer = client.post(f"/desk/people/{other.memberships.get().pk}/end/", follow=True)
    assert "You may not end this membership." in answer.content.decode()
    assert memberships_of(other).count() == 1


def test_people_of_another_organisation_are_not_there(client):
    other = member(Role.SPOKE_WORKER, spoke(1), "other@example.org")
    sign_in(client, member(Role.SPOKE_COORDINATOR, spoke()))
    assert client.get(f"/desk/people/{other.memberships.get().pk}/end/").status_code == 404


@pytest.mark.parametrize("code", [code for code in table() if code != "en"])
def test_the_desk_speaks_the_language_of_its_owner(client, code):
    user = member(Role.SPOKE_WORKER, spoke())
    sign_in(client, user)
    client.post("/desk/language/", {"language": code})
    answer = client.get("/desk/", headers={"Accept-Language": "en"})
    row = table()[code]
    assert f'<html lang="{row.code}" dir="{row.direction}">' in answer.content.decode()
    assert answer.headers["Content-Language"] == code
    assert account_of(user.email).language == code


def test_a_language_that_is_none_changes_nothing(client):
    user = member(Role.SPOKE_WORKER, spoke())
    answer = sign_in(client, user).post("/desk/language/", {"language": "xx"})
    assert list(answer.context["form"].errors) == ["language"]
    assert account_of(user.email).language == "en"


@pytest.mark.parametrize("path", ["/desk/", "/desk/people/", "/desk/invitations/"])
def test_a_list_asks_the_database_as_often_for_many_as_for_few(client, path):
    root = member(Role.ADMINISTRATOR, hub())
    sign_in(client, root)

    def asked(numbers):
        for number in numbers:
            email = f"worker{number}@example.org"
            member(Role.SPOKE_WORKER, spoke(number), email)
            invite_person(email, spoke(number), Role.EDITOR, by=root, language="en")
        client.get(path)  # what is asked once
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return len(found)

    few = asked(range(2))
    assert asked(range(2, 14)) == few
    assert few <= 16
