"""Signing in: who gets in, what others learn, and what is never written."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.accounts.people import PASSWORD, code_of, hub, member, person, sign_in
from upstander.accounts.adapters import AccountAdapter
from upstander.accounts.interface import give_authenticator_app
from upstander.accounts.middleware import forget_who_calls
from upstander.audit.interface import entries_of, faults
from upstander.network.states import Role

pytestmark = pytest.mark.django_db

ADDRESS, BROWSER = "203.0.113.77", "A-Browser-Like-No-Other/1.0"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_attempts() -> None:
    cache.clear()


def without_tokens(body: bytes) -> bytes:
    """A page without what is random in each."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", body)


def test_password_and_code_open_the_desk(client):
    user = member(Role.HUB_STAFF, hub())
    answer = client.post(LOGIN, {"login": "HUB_STAFF@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/account/security/authenticate/"
    answer = client.post(answer.headers["Location"], {"code": code_of(user)})
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_the_log_has_one_entry_a_sign_in_and_no_address(client):
    user = member(Role.HUB_STAFF, hub())
    sign_in(client, user)
    entry = entries_of(f"user:{user.pk}")[-1]
    assert entry.verb == "account.signed_in"
    assert '"facts":{"steps":["password","totp"]}' in entry.body
    assert user.email not in entry.body
    assert list(faults()) == []


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    person("known@example.org")
    bodies = set()
    for address in ("known@example.org", "nobody@example.org"):
        answer = client.post(LOGIN, {"login": address, "password": "wrong words entirely"})
        assert answer.status_code == 200
        bodies.add(without_tokens(answer.content).replace(address.encode(), b""))
    assert len(bodies) == 1


def test_an_unknown_address_costs_one_password_hash_too(client, monkeypatch):
    from tests.hashing import QuickArgon2

    hashed = []
    encode = QuickArgon2.encode
    monkeypatch.setattr(QuickArgon2, "encode", lambda *a: hashed.append(1) or encode(*a))
    client.post(LOGIN, {"login": "nobody@example.org", "password": "wrong words entirely"})
    assert hashed == [1]


def test_asking_for_a_new_password_answers_the_same_and_mails_once(client):
    person("known@example.org")
    answers = set()
    for address in ("known@example.org", "nobody@example.org"):
        answer = client.post("/account/password/reset/", {"email": address}, follow=True)
        answers.add((answer.redirect_chain[0], without_tokens(answer.content)))
    assert len(answers) == 1
    assert [m.to for m in mail.outbox] == [["known@example.org"], ["nobody@example.org"]]
    assert len({m.subject for m in mail.outbox}) == 1


def test_a_new_password_by_mail(client):
    person("known@example.org")
    client.post("/account/password/reset/", {"email": "known@example.org"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link).headers["Location"]
    new = {"password1": "other plain random words", "password2": "other plain random words"}
    assert client.post(form, new).status_code == 302
    answer = client.post(LOGIN, {"login": "known@example.org", "password": new["password1"]})
    assert answer.status_code == 302


def test_a_used_link_to_a_new_password_says_what_to_do(client):
    answer = client.get("/account/password/reset/key/1-abc-def/")
    assert "This link does not work any more. Ask for a new one." in answer.content.decode()


@pytest.mark.parametrize("password", ["short", "password1234", "ada.lovelace@example.org"])
def test_weak_passwords_are_refused(client, password):
    user = person("ada.lovelace@example.org")
    give_authenticator_app(user)
    sign_in(client, user)
    fields = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/account/password/change/", fields)
    assert list(answer.context["form"].errors) == ["password1"]


def test_the_sixth_wrong_try_is_told_to_wait(client):
    person("known@example.org")
    for _ in range(5):
        client.post(LOGIN, {"login": "known@example.org", "password": "wrong words entirely"})
    answer = client.post(LOGIN, {"login": "known@example.org", "password": PASSWORD})
    assert answer.context["form"].non_field_errors() == [
        "Too many tries. Wait five minutes, then try."
    ]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-Ip", "Forwarded"])
def test_a_header_does_not_make_another_caller(client, header):
    answers = [
        client.post(
            LOGIN,
            {"login": f"nobody{number}@example.org", "password": "wrong words entirely"},
            headers={header: f"198.51.100.{number}"},
        )
        for number in range(11)
    ]
    errors = [list(answer.context["form"].non_field_errors()) for answer in answers]
    assert errors[9] != errors[10] == ["Too many tries. Wait five minutes, then try."]


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),  # one household has a /64
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),  # a socket of this machine
    ],
)
def test_who_counts_as_one_caller(rf, one, other, are_same):
    requests = [rf.post(LOGIN, REMOTE_ADDR=address) for address in (one, other)]
    for request in requests:
        forget_who_calls(request)
    assert (requests[0].caller == requests[1].caller) is are_same
    assert "REMOTE_ADDR" not in requests[0].META


def test_the_library_is_told_that_nobody_signs_up(rf):
    assert AccountAdapter().is_open_for_signup(rf.get(LOGIN)) is False


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_confirm_email"])
def test_there_is_no_way_to_sign_up(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/email/", "/account/signup/passkey/"]
)
def test_an_address_to_sign_up_at_is_not_there(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, {"email": "a@example.org"}).status_code == 404


@pytest.mark.parametrize("path", ["/editor/login/", "/editor/password_reset/"])
def test_the_editors_own_sign_in_leads_to_ours(client, path):
    user = member(Role.EDITOR, hub())
    answer = client.post(path, {"username": user.email, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, LOGIN)
    assert "_auth_user_id" not in client.session


def test_neither_address_nor_browser_of_staff_is_written_anywhere():
    user = member(Role.HUB_STAFF, hub())
    told = {"X-Forwarded-For": ADDRESS, "User-Agent": BROWSER, "X-Real-Ip": ADDRESS}
    client = Client(headers=told, REMOTE_ADDR=ADDRESS)
    client.post(LOGIN, {"login": user.email, "password": "wrong words entirely"})
    sign_in(client, user)
    grow_old(client)
    client.post("/account/security/codes/new/")  # asks for the password again, and keeps the form
    new = {"oldpassword": PASSWORD, "password1": "b" * 20, "password2": "b" * 20}
    client.post("/account/password/change/", new)
    assert client.get("/account/sessions/").status_code == 200
    assert [row for row in everything() if ADDRESS in row or BROWSER in row] == []


def grow_old(client: Client) -> None:
    """Let the last proof of who she is be an hour old."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def everything() -> list[str]:
    """Every row of every table as text, and every session opened."""
    from django.contrib.sessions.models import Session

    rows = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name from the database
            rows += [str(row) for row in cursor.fetchall()]
    return rows


def test_a_planted_address_would_be_found():
    user = person()
    user.name = ADDRESS
    user.save()
    assert [row for row in everything() if ADDRESS in row] != []


@pytest.mark.parametrize("path", ["/robots.txt", "/exit", "/en/not-a-page/", "/"])
def test_the_public_site_never_touches_the_session(client, path):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    answer = client.get(path)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_staff_pages_are_kept_nowhere(client):
    answer = client.get(LOGIN)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
