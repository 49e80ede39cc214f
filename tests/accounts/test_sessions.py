"""How long a session lasts, and that it is worth nothing without a second factor."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.accounts.people import PASSWORD, code_of, hub, member, person, sign_in
from upstander.accounts.interface import (
    code_now,
    give_authenticator_app,
    has_second_factor,
    reset_second_factors,
)
from upstander.accounts.queries import second_factors_of
from upstander.accounts.rules import may_go_on, may_remove_factor, passkeys_work_at
from upstander.accounts.sealing import open_secret, seal_secret
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _no_attempts() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("signed_in", "last_seen", "goes_on"),
    [
        (timedelta(0), timedelta(0), True),
        (30 * MINUTE, 30 * MINUTE, True),
        (31 * MINUTE, 30 * MINUTE + SECOND, False),
        (600 * MINUTE, MINUTE, True),
        (600 * MINUTE + SECOND, MINUTE, False),
        (600 * MINUTE + SECOND, timedelta(0), False),
        (-MINUTE, -MINUTE, True),  # the clock was set back
    ],
)
def test_when_a_session_ends(signed_in, last_seen, goes_on):
    assert allowed(may_go_on, NOW, NOW - signed_in, NOW - last_seen) is goes_on


def test_each_end_has_its_sentence():
    with pytest.raises(NotAllowed, match=r"^You were away for 30 minutes"):
        may_go_on(NOW, NOW - 40 * MINUTE, NOW - 31 * MINUTE)
    with pytest.raises(NotAllowed, match=r"^You were signed in for 10 hours"):
        may_go_on(NOW, NOW - 601 * MINUTE, NOW - 31 * MINUTE)


@pytest.mark.parametrize(("others", "may"), [(0, False), (1, True), (2, True)])
def test_the_last_factor_stays(others, may):
    assert allowed(may_remove_factor, others) is may


@pytest.mark.parametrize(
    ("host", "is_secure", "work"),
    [
        ("localhost:8000", False, True),
        ("hub.localhost", False, True),
        ("hub.example.org", True, True),
        ("hub.example.org:8443", True, True),
        ("hub.example.org", False, False),
        ("127.0.0.1:8000", False, False),
        ("127.0.0.1", True, False),
        ("[::1]:8000", True, False),
        ("[2001:db8::1]", True, False),
    ],
)
def test_where_passkeys_work(host, is_secure, work):
    assert passkeys_work_at(host, is_secure) is work


def let_time_pass(client, **names: timedelta) -> None:
    """Move what a session remembers back by so much."""
    session = client.session
    for name, span in names.items():
        session[name] = (datetime.fromisoformat(session[name]) - span).isoformat()
    session.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passed", "sentence"),
    [
        ({"last_seen_at": 31 * MINUTE}, "You were away for 30 minutes"),
        ({"signed_in_at": 601 * MINUTE}, "You were signed in for 10 hours"),
    ],
)
def test_an_ended_session_leads_to_the_sign_in_page_with_the_reason(client, passed, sentence):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    client.get("/desk/people/")
    let_time_pass(client, **passed)
    answer = client.get("/desk/people/", follow=True)
    assert answer.redirect_chain == [("/account/login/?next=/desk/people/", 302)]
    assert sentence in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_form_sent_too_late_leads_back_to_the_desk_not_to_the_form(client):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    client.get("/desk/")
    let_time_pass(client, last_seen_at=31 * MINUTE)
    answer = client.post("/desk/language/", {"language": "fr"})
    assert answer.headers["Location"] == "/account/login/?next=/desk/"


WRITTEN = {"words": "many words", "name": "Simran", "recovery_key": "a b"}


@pytest.mark.django_db
@pytest.mark.parametrize("has_ended", [True, False])
def test_words_sent_too_late_stay_before_her(client, has_ended):
    if not has_ended:  # signed out in another window
        answer = client.post("/desk/requests/new/", WRITTEN)
    else:
        sign_in(client, member(Role.HUB_STAFF, hub()))
        client.get("/desk/")
        let_time_pass(client, last_seen_at=31 * MINUTE)
        answer = client.post("/desk/language/", WRITTEN)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert [f"{words}</textarea>" in page for words in WRITTEN.values()] == [True, True, False]


@pytest.mark.django_db
def test_words_of_a_page_from_before_signing_in_again_stay_before_her():
    client = sign_in(Client(enforce_csrf_checks=False), member(Role.HUB_STAFF, hub()))
    client.handler.enforce_csrf_checks = True
    answer = client.post("/desk/requests/new/", WRITTEN)
    assert answer.status_code == 403
    assert "many words</textarea>" in answer.content.decode()


@pytest.mark.django_db
def test_every_page_renews_the_idle_limit_but_not_the_absolute_one(client):
    sign_in(client, member(Role.HUB_STAFF, hub()))
    client.get("/desk/")
    began = client.session["signed_in_at"]
    let_time_pass(client, last_seen_at=29 * MINUTE)
    client.get("/desk/")
    seen = datetime.fromisoformat(client.session["last_seen_at"])
    assert timezone.now() - seen < MINUTE
    assert client.session["signed_in_at"] == began


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/people/", "/editor/", "/account/sessions/", "/account/security/"]
)
def test_without_a_second_factor_only_the_set_up_opens(client, path):
    user = person()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.get(path).headers["Location"] == "/account/set-up/"
    assert client.get("/account/set-up/").status_code == 200
    assert client.get("/account/security/app/add/").status_code == 200


@pytest.mark.django_db
def test_a_session_that_showed_no_factor_opens_nothing(client):
    user = member(Role.HUB_STAFF, hub())
    client.force_login(user)
    answer = client.get("/desk/")
    assert answer.headers["Location"] == "/account/login/?next=/desk/"
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_setting_up_an_app_shows_recovery_codes_once_and_opens_the_desk(client):
    user = person()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    secret = client.get("/account/security/app/add/").context["form"].secret
    answer = client.post("/account/security/app/add/", {"code": code_now(secret)})
    assert answer.headers["Location"] == "/account/security/codes/"
    assert len(client.get("/account/security/codes/").context["unused_codes"]) == 10
    assert client.get("/account/security/codes/").context["unused_codes"] == ["****"] * 10
    assert client.get("/desk/").status_code == 200
    verbs = [entry.verb for entry in entries_of(f"user:{user.pk}")]
    assert verbs == [
        "account.created",
        "account.keyring_made",
        "account.signed_in",
        "account.second_factor_added",
    ]


@pytest.mark.django_db
def test_a_wrong_code_sets_nothing_up(client):
    user = person()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.get("/account/security/app/add/")
    answer = client.post("/account/security/app/add/", {"code": "abc"})
    assert list(answer.context["form"].errors) == ["code"]
    assert not has_second_factor(user)


@pytest.mark.django_db
def test_the_only_app_cannot_be_removed(client):
    user = member(Role.HUB_STAFF, hub())
    sign_in(client, user)
    answer = client.post("/account/security/app/remove/")
    assert "This is your only second step." in answer.content.decode()
    assert second_factors_of(user).count() == 1


@pytest.mark.django_db
def test_the_only_passkey_cannot_be_removed_and_one_of_two_can(client):
    user = member(Role.HUB_STAFF, hub())
    sign_in(client, user)
    data = {"name": "Phone", "credential": {}}
    first, second = [
        second_factors_of(user).create(user=user, type="webauthn", data=data) for _ in "ab"
    ]
    client.post("/account/security/app/remove/")
    client.post(f"/account/security/passkeys/{first.pk}/remove/")
    answer = client.post(f"/account/security/passkeys/{second.pk}/remove/", follow=True)
    assert list(second_factors_of(user)) == [second]
    assert "This is your only second step." in answer.content.decode()
    verbs = [entry.verb for entry in entries_of(f"user:{user.pk}")]
    assert verbs[-2:] == ["account.second_factor_removed"] * 2


@pytest.mark.django_db
def test_nobody_removes_the_passkey_of_another(client):
    other = person("other@example.org")
    hers = second_factors_of(other).create(
        user=other, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    sign_in(client, member(Role.ADMINISTRATOR, hub()))
    assert client.post(f"/account/security/passkeys/{hers.pk}/remove/").status_code == 404


@pytest.mark.django_db
def test_a_recovery_code_signs_in_once(client):
    user = member(Role.HUB_STAFF, hub())
    sign_in(client, user)
    client.post("/account/security/codes/new/")
    code = client.get("/account/security/codes/").context["unused_codes"][0]
    places = []
    for _ in range(2):
        client.logout()
        client.post("/account/login/", {"login": user.email, "password": PASSWORD})
        answer = client.post("/account/security/authenticate/", {"code": code})
        places.append(answer.headers.get("Location"))
    assert places == ["/desk/", None]


@pytest.mark.django_db
def test_a_code_of_the_app_counts_once(client):
    user = member(Role.HUB_STAFF, hub())
    sign_in(client, user)
    client.logout()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    answer = client.post("/account/security/authenticate/", {"code": code_of(user)})
    assert list(answer.context["form"].errors) == ["code"]


@pytest.mark.django_db
def test_one_session_or_all_others_can_be_ended(client):
    user = member(Role.HUB_STAFF, hub())
    here, there, elsewhere = (sign_in(Client(), user) for _ in range(3))
    rows = here.get("/account/sessions/").context["sessions"]
    assert len(rows) == 3
    here.post(f"/account/sessions/{rows[1].pk}/end/")
    assert there.get("/desk/").status_code == 302
    assert elsewhere.get("/desk/").status_code == 200
    here.post("/account/sessions/")
    assert elsewhere.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    assert Session.objects.filter(session_key=rows[1].session_key).count() == 0


@pytest.mark.django_db
def test_nobody_ends_the_session_of_another(client):
    hers = sign_in(Client(), member(Role.HUB_STAFF, hub()))
    row = hers.get("/account/sessions/").context["sessions"][0]
    sign_in(client, member(Role.ADMINISTRATOR, hub()))
    assert client.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert hers.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_a_lost_phone_is_forgotten_and_every_session_ends(client):
    user = member(Role.HUB_STAFF, hub())
    sign_in(client, user)
    reset_second_factors(user, by="system")
    assert not has_second_factor(user)
    assert client.get("/desk/").status_code == 302
    assert entries_of(f"user:{user.pk}")[-1].verb == "account.second_factor_removed"


@pytest.mark.django_db
def test_what_is_stored_of_an_app_is_not_its_secret():
    user = person()
    secret = give_authenticator_app(user)
    stored = second_factors_of(user).get().data["secret"]
    assert secret not in stored
    assert open_secret(stored) == secret


def test_a_sealed_secret_opens_under_an_old_key_that_is_named_and_no_other(settings):
    sealed, old = seal_secret("JBSWY3DP"), settings.SECRET_KEY
    settings.SECRET_KEY = "another key " * 5
    with pytest.raises(ValueError, match="SECRET_KEY_FALLBACKS"):
        open_secret(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert open_secret(sealed) == "JBSWY3DP"


@pytest.mark.django_db
def test_the_set_up_says_why_there_is_no_passkey_at_a_number(client):
    client.post("/account/login/", {"login": person().email, "password": PASSWORD})
    at_number = client.get("/account/set-up/", headers={"Host": "127.0.0.1"}).content.decode()
    assert "Browsers offer passkeys only at an address with a name" in at_number
    assert "/account/security/passkeys/add/" not in at_number
