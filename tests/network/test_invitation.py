"""Invitations: who may send them, what the mail says, and that a link is good once."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.core import mail
from django.utils import timezone

from tests.accounts.people import PASSWORD, hub, member, person, sign_in, spoke
from upstander.accounts.interface import account_of
from upstander.audit.interface import entries_of, faults
from upstander.core.errors import NotAllowed, allowed
from upstander.network.actions.invitation import accept_as, accept_invitation
from upstander.network.interface import (
    end_membership,
    invitations_visible_to,
    invite_first_administrator,
    invite_person,
    memberships_of,
    withdraw_invitation,
)
from upstander.network.models import Invitation
from upstander.network.rules import may_accept, may_accept_as, may_withdraw
from upstander.network.states import INVITATION_MOVES, InvitationState, Role

NEW = "New.Person@Example.org"
OVER = "This link does not work any more. Ask the person who invited you for a new one."


@pytest.fixture
def invite(db, django_capture_on_commit_callbacks):
    """Sends an invitation and gives the secret of its link."""

    def send(by, email=NEW, role=Role.SPOKE_WORKER, organisation=None, language="en") -> str:
        with django_capture_on_commit_callbacks(execute=True):
            invite_person(email, organisation or spoke(), role, by=by, language=language)
        return secret_in(mail.outbox[-1].body)

    return send


def secret_in(text: str) -> str:
    """The secret of the link in a mail."""
    return re.search(r"/account/join/([\w-]{43})/", text)[1]


def coordinator():
    """Who may invite to the first spoke."""
    return member(Role.SPOKE_COORDINATOR, spoke())


@pytest.mark.parametrize("to", InvitationState)
@pytest.mark.parametrize("state", InvitationState)
def test_only_an_open_invitation_moves(state, to):
    is_open = state == InvitationState.SENT
    assert (to in INVITATION_MOVES[state]) is (is_open and to != state)


@pytest.mark.parametrize(("state", "hours"), list(product(InvitationState, (-1, 0, 1))))
def test_when_an_invitation_may_be_accepted(state, hours):
    now = timezone.now()
    invitation = Invitation(state=state, expires_at=now + timedelta(hours=hours))
    assert allowed(may_accept, invitation, now) is (state == InvitationState.SENT and hours == 1)


def test_a_link_that_was_never_sent_is_refused():
    assert not allowed(may_accept, None, timezone.now())


@pytest.mark.parametrize("state", InvitationState)
def test_when_an_invitation_may_be_withdrawn(state):
    from tests.network.test_membership import HERE, held

    invitation = Invitation(state=state, organisation=HERE, role=Role.SPOKE_WORKER)
    is_open = state == InvitationState.SENT
    assert allowed(may_withdraw, [held(Role.SPOKE_COORDINATOR)], invitation) is is_open
    assert not allowed(may_withdraw, [held(Role.SPOKE_WORKER)], invitation)


@pytest.mark.parametrize(
    ("email", "may"), [("ada@example.org", True), ("ADA@EXAMPLE.ORG", True), ("bo@x.org", False)]
)
def test_for_whom_an_invitation_is(email, may):
    assert allowed(may_accept_as, Invitation(email="ada@example.org"), email) is may


def test_a_new_person_joins(invite):
    by = coordinator()
    user = accept_invitation(invite(by), "New Person", PASSWORD, "fr")
    assert (user.email, user.name, user.language) == (NEW.lower(), "New Person", "fr")
    assert [(m.organisation, m.role) for m in memberships_of(user)] == [
        (spoke(), Role.SPOKE_WORKER)
    ]
    invitation = Invitation.objects.get(email=NEW.lower())
    assert invitation.state == InvitationState.ACCEPTED
    entries = entries_of(f"invitation:{invitation.pk}")
    assert [e.verb for e in entries] == ["invitation.sent", "invitation.accepted"]
    assert [e for e in entries if NEW.lower() in e.body or "New Person" in e.body] == []
    assert list(faults()) == []


def test_a_link_is_good_once(invite):
    secret = invite(coordinator())
    accept_invitation(secret, "New Person", PASSWORD, "en")
    with pytest.raises(NotAllowed) as refused:
        accept_invitation(secret, "Another", PASSWORD, "en")
    assert str(refused.value) == OVER


def test_a_link_is_good_for_a_week(invite):
    secret = invite(coordinator())
    now = timezone.now()
    Invitation.objects.update(sent_at=now - timedelta(8), expires_at=now)
    with pytest.raises(NotAllowed, match="does not work any more"):
        accept_invitation(secret, "New Person", PASSWORD, "en")
    assert account_of(NEW) is None


def test_a_link_stops_when_who_sent_it_may_no_longer(invite):
    by = coordinator()
    secret = invite(by)
    end_membership(by.memberships.get(), by=member(Role.ADMINISTRATOR, hub()))
    with pytest.raises(NotAllowed):
        accept_invitation(secret, "New Person", PASSWORD, "en")


def test_a_second_invitation_replaces_the_first(invite):
    by = coordinator()
    first, second = invite(by), invite(by)
    with pytest.raises(NotAllowed):
        accept_invitation(first, "New Person", PASSWORD, "en")
    accept_invitation(second, "New Person", PASSWORD, "en")


def test_a_withdrawn_link_is_refused_and_cannot_be_withdrawn_again(invite):
    by = coordinator()
    secret = invite(by)
    invitation = Invitation.objects.get()
    withdraw_invitation(invitation, by=by)
    with pytest.raises(NotAllowed):
        accept_invitation(secret, "New Person", PASSWORD, "en")
    with pytest.raises(NotAllowed, match="no longer open"):
        withdraw_invitation(invitation, by=by)


def test_the_secret_itself_is_not_stored(invite):
    secret = invite(coordinator())
    assert [v for v in Invitation.objects.values_list() if secret in str(v)] == []


@pytest.mark.django_db
def test_who_may_not_invite_sends_nothing():
    with pytest.raises(NotAllowed):
        invite_person(NEW, spoke(1), Role.SPOKE_WORKER, by=coordinator(), language="en")
    assert (Invitation.objects.count(), len(mail.outbox)) == (0, 0)


def test_a_known_address_gets_the_same_mail_and_the_inviter_the_same_answer(invite):
    by = coordinator()
    person("known@example.org")
    bodies = []
    for email in ("known@example.org", "unknown@example.org"):
        secret = invite(by, email)
        bodies.append(mail.outbox[-1].body.replace(secret, ""))
    assert bodies[0] == bodies[1]
    rows = {(i.state, i.role, i.organisation) for i in invitations_visible_to(by)}
    assert rows == {(InvitationState.SENT, Role.SPOKE_WORKER, spoke())}


def test_a_known_address_accepts_with_its_account(invite):
    user = person("known@example.org")
    secret = invite(coordinator(), "Known@Example.org")
    with pytest.raises(NotAllowed, match="You already have an account"):
        accept_invitation(secret, "Known", PASSWORD, "en")
    with pytest.raises(NotAllowed, match="for another e-mail address"):
        accept_as(secret, by=person("other@example.org"))
    accept_as(secret, by=user)
    assert [m.role for m in memberships_of(user)] == [Role.SPOKE_WORKER]


def test_the_mail_is_plain_and_says_what_to_do(invite):
    by = coordinator()
    secret = invite(by)
    message = mail.outbox[0]
    assert message.to == [NEW.lower()]
    assert message.alternatives == []
    assert message.subject == "You are invited to Spoke 0"
    assert f"http://127.0.0.1:8000/account/join/{secret}/" in message.body
    assert "Spoke coordinator invites you to join Spoke 0 as: Spoke worker." in message.body


@pytest.mark.django_db
def test_nothing_is_mailed_when_the_transaction_fails(django_capture_on_commit_callbacks):
    by = coordinator()
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        invite_person(NEW, spoke(), Role.SPOKE_WORKER, by=by, language="en")
    assert (len(waiting), len(mail.outbox)) == (1, 0)


@pytest.mark.django_db
def test_which_invitations_each_sees(invite):
    by, root = coordinator(), member(Role.ADMINISTRATOR, hub())
    invite(by)
    invite(root, "b@example.org", Role.REVIEWER)
    seen = {user: {i.email for i in invitations_visible_to(user)} for user in (by, root)}
    assert seen == {by: {NEW.lower()}, root: {NEW.lower(), "b@example.org"}}
    assert list(invitations_visible_to(member(Role.SPOKE_WORKER, spoke()))) == []


@pytest.mark.django_db
def test_the_first_administrator_is_invited_from_the_machine(client):
    secret = secret_in(invite_first_administrator("root@example.org", hub().key))
    user = accept_invitation(secret, "Root", PASSWORD, "en")
    assert [m.role for m in memberships_of(user)] == [Role.ADMINISTRATOR]
    with pytest.raises(NotAllowed, match="There is no organisation with the key nowhere"):
        invite_first_administrator("root@example.org", "nowhere")


def test_the_page_behind_a_link_makes_the_account(invite, client):
    path = f"/account/join/{invite(coordinator())}/"
    page = client.get(path)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert NEW.lower() in page.content.decode()
    fields = {"name": "New Person", "language": "en", "password": PASSWORD}
    assert client.post(path, fields).headers["Location"] == "/account/login/"
    assert account_of(NEW).check_password(PASSWORD)
    again = client.post(path, fields)
    assert (again.status_code, OVER in again.content.decode()) == (410, True)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, []),
        ({"name": "", "language": "en", "password": PASSWORD}, ["name"]),
        ({"name": "N", "language": "xx", "password": PASSWORD}, ["language"]),
        ({"name": "N", "language": "en", "password": "short"}, ["password"]),
        ({"name": "N", "language": "en", "password": NEW.lower()}, ["password"]),
        ({"name": "N" * 121, "language": "en", "password": "x" * 501}, ["name", "password"]),
    ],
)
def test_what_is_typed_wrong_is_told_and_makes_nothing(invite, client, fields, wrong):
    answer = client.post(f"/account/join/{invite(coordinator())}/", fields)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == wrong
    assert account_of(NEW) is None


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "ਪੰਜਾਬੀ", "a" * 4000])
def test_a_guessed_link_says_what_to_do(client, secret):
    answer = client.get(f"/account/join/{secret}/")
    assert (answer.status_code, OVER in answer.content.decode()) == (410, True)


def test_a_known_address_signs_in_first_and_then_accepts(invite, client):
    user = member(Role.HUB_STAFF, hub())
    path = f"/account/join/{invite(coordinator(), user.email)}/"
    assert f"/account/login/?next={path}" in client.get(path).content.decode()
    assert client.post(f"{path}accept/").headers["Location"].startswith("/account/login/")
    sign_in(client, user)
    assert client.get(path).status_code == 200
    answer = client.post(f"{path}accept/", follow=True)
    assert answer.redirect_chain == [("/desk/", 302)]
    assert [m.role for m in memberships_of(user).order_by("role")] == [
        Role.HUB_STAFF, Role.SPOKE_WORKER,
    ]  # fmt: skip
    again = client.post(f"{path}accept/", follow=True)
    assert OVER in again.content.decode()


def test_a_password_alone_does_not_accept(invite, client):
    user = person("known@example.org")
    path = f"/account/join/{invite(coordinator(), user.email)}/accept/"
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.post(path).headers["Location"] == "/account/set-up/"
    assert list(memberships_of(user)) == []
