"""The page behind a link: no account, no cookie, and every word kept."""

import logging
import re
import time

import pytest
from django.test import Client

from tests.protocols.signature_made import a_signing_version, coordinator, signature
from upstander.core.budgets import Budget
from upstander.protocols.actions.signature import make_link
from upstander.protocols.models import Signature
from upstander.protocols.views import signing

pytestmark = pytest.mark.django_db
YES = {"answer": "sign", "name": "Ida Signer", "role": "Chief", "reason": "", "website": ""}
NO = {"answer": "decline", "name": "", "role": "", "reason": "Not our way.", "website": ""}


@pytest.fixture(autouse=True)
def _fresh():
    signing.ANSWERS.clear()


@pytest.fixture
def row():
    return signature(a_signing_version())


@pytest.fixture
def where(row):
    return f"/en/sign/{make_link(row, by=coordinator())}/"


def _token(row, age=60, digest=""):
    row.refresh_from_db()
    return signing.TOKEN.sign(f"{row.pk}:{digest or row.digest}:{int(time.time()) - age}")


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_it_shows_the_very_words_and_sets_nothing(client, row, where):
    response = client.get(where)
    text = _text(response)
    for words in ("The person decides.", "Give a bed", "Shelter", "I sign for", row.digest):
        assert words in text
    assert "Secret Person" not in text
    assert "604 555" not in text
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_signed_once_and_then_the_link_says_so(client, row, where):
    response = client.post(where, {**YES, "token": _token(row)})
    assert response.status_code == 200
    assert not response.cookies
    row.refresh_from_db()
    assert (row.state, row.signer_name, row.way) == ("signed", "Ida Signer", "link")
    again = client.get(where)
    assert again.status_code == 410
    assert "answered already" in _text(again)


def test_not_signed_with_a_reason(client, row, where):
    client.post(where, {**NO, "token": _token(row)})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "Not our way.")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"answer": ""}, "Choose one of the two."),
        ({"name": ""}, "Write name and role"),
        ({"role": ""}, "Write name and role"),
        ({"website": "x"}, "Read the words once more"),
        ({"token": "false"}, "Read the words once more"),
        ({"token": None}, "Read the words once more"),
    ],
)
def test_what_is_wrong_is_said_and_words_stay(client, row, where, changes, says):
    sent = {**YES, "name": "Ida Signer", "reason": "because", "token": _token(row), **changes}
    response = client.post(where, {k: v for k, v in sent.items() if v is not None})
    text = _text(response)
    assert response.status_code == 200
    assert says in text
    assert "because" in text
    assert "Chief" in text or not sent["role"]
    row.refresh_from_db()
    assert row.state == "asked"


@pytest.mark.parametrize("age", [3, 25 * 60 * 60])
def test_too_fast_or_too_old_asks_again_and_the_next_try_works(client, row, where, age):
    response = client.post(where, {**YES, "token": _token(row, age)})
    assert "Nothing is lost" in _text(response)
    if age > 60:
        [token] = re.findall(r'name="token" value="([^"]+)"', response.content.decode())
        client.post(where, {**YES, "token": token})
        row.refresh_from_db()
        assert row.state == "signed"


def test_words_that_are_not_those_of_the_page_are_not_signed(client, row, where):
    client.post(where, {**YES, "token": _token(row, digest="0" * 64)})
    row.refresh_from_db()
    assert row.state == "asked"


def test_a_refusal_needs_its_reason(client, row, where):
    response = client.post(where, {**NO, "reason": " ", "name": "Otto", "token": _token(row)})
    assert "Say why." in _text(response)
    assert 'value="Otto"' in _text(response)


def test_words_typed_for_a_link_that_ended_meanwhile_are_shown(client, row, where):
    make_link(row, by=coordinator())
    response = client.post(where, {**NO, "token": _token(row)})
    assert response.status_code == 410
    assert "Not our way." in _text(response)


def test_too_much_waits(client, row, where, monkeypatch):
    monkeypatch.setattr(signing, "ANSWERS", Budget(0, 600))
    assert "Wait ten minutes" in _text(client.post(where, {**YES, "token": _token(row)}))


def test_another_language_keeps_the_words(client, row, where):
    sent = {**YES, "go": "stay", "token": _token(row)}
    response = client.post(where.replace("/en/", "/ar/"), sent)
    text = _text(response)
    assert 'dir="rtl"' in text
    assert 'value="Ida Signer"' in text
    assert 'lang="en"' in text
    row.refresh_from_db()
    assert row.state == "asked"


def test_an_unknown_link_is_answered_kindly(client):
    response = client.get("/en/sign/nothing/")
    assert response.status_code == 410
    assert "Ask for a new one" in _text(response)


def test_a_form_from_elsewhere_needs_no_cookie_but_a_token(row, where):
    strict = Client(enforce_csrf_checks=True)
    strict.post(where, {**YES, "token": _token(row)})
    assert Signature.objects.get(pk=row.pk).state == "signed"


def test_a_fault_is_logged_without_the_secret(client, row, where, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(signing, "read_version", broken)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR):
        assert client.get(where).status_code == 500
    assert where.split("/")[3] not in caplog.text
