"""Signing in as a person does, in a real browser; the passkey is a virtual one of the browser."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect

from tests.accounts.people import PASSWORD, person
from upstander.accounts.interface import User, code_now

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complains of, such as a script that the policy stopped."""
    return []


def watch(page: Page, troubles: list[str]) -> Page:
    """Note every complaint of the page."""
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    return page


def give_password(page: Page, user: User) -> None:
    """The first step."""
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page: Page) -> str:
    """From the set-up page to the desk; the secret of the app."""
    page.get_by_role("link", name="Use a code app").click()
    secret = page.locator("#key").inner_text()
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Finish").click()
    expect(page.locator("#codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them. Go on").click()
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    return secret


def test_a_code_app_from_set_up_to_the_next_sign_in(page, troubles):
    user = person()
    give_password(watch(page, troubles), user)
    expect(
        page.get_by_text("Browsers offer passkeys only at an address with a name")
    ).to_be_visible()
    secret = set_up_app(page)
    page.get_by_role("button", name="Sign out").click()
    give_password(page, user)
    page.get_by_label("Code").fill("000000" if code_now(secret) != "000000" else "111111")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This code does not fit.")).to_be_visible()
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    assert troubles == []


def test_a_code_app_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    give_password(page, person())
    set_up_app(page)


def test_a_passkey_is_a_second_step_and_signs_in_alone(open_page, site, troubles):
    page = watch(open_page(base_url=site.replace("127.0.0.1", "localhost")), troubles)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    user = person()
    give_password(page, user)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator("#codes li")).to_have_count(10)
    page.get_by_role("button", name="Sign out").click()
    give_password(page, user)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    assert troubles == []


def test_a_passkey_that_fails_says_what_to_do(open_page, site):
    page = open_page(base_url=site.replace("127.0.0.1", "localhost"))
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"options": {**KEY, "isUserVerified": False}}
    devices.send("WebAuthn.addVirtualAuthenticator", options)
    give_password(page, person())
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("The passkey was not used. Try again")).to_be_visible()


def test_an_expired_session_leads_back_to_where_she_was(page):
    user = person()
    give_password(page, user)
    secret = set_up_app(page)
    cookie = next(c for c in page.context.cookies() if c["name"] == "session")
    session = SessionStore(cookie["value"])
    seen = datetime.fromisoformat(session["last_seen_at"])
    session["last_seen_at"] = (seen - timedelta(minutes=31)).isoformat()
    session.save()
    page.goto("/desk/language/")
    expect(page.get_by_text("You were away for 30 minutes")).to_be_visible()
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/desk/language/$"))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_pages_of_an_account_are_accessible(page, language):
    from axe_playwright_python.sync_playwright import Axe

    user = person(language=language)
    page.goto("/account/login/")
    faults = {"/account/login/": Axe().run(page).response["violations"]}
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button").click()
    page.goto("/account/security/app/add/")
    faults["app"] = Axe().run(page).response["violations"]
    page.locator("[name=code]").fill(code_now(page.locator("#key").inner_text()))
    page.locator("form:has([name=code]) button").click()
    faults["codes"] = Axe().run(page).response["violations"]
    for path in (
        "/desk/",
        "/desk/language/",
        "/desk/people/",
        "/account/security/",
        "/account/sessions/",
    ):
        page.goto(path)
        faults[path] = Axe().run(page).response["violations"]
    named = {where: [fault["id"] for fault in found] for where, found in faults.items()}
    assert {where: ids for where, ids in named.items() if ids} == {}
