"""The library in a real browser: chosen, read; offered by a spoke and taken in by the hub."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.people import hub, member
from tests.learning.library_made import worker
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.test_desk_browser import enter
from upstander.network.states import Role

HOME = "/desk/learning/"


def _speaking(user, language):
    user.language = language
    user.save()
    return user


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_from_the_list_to_one_of_them(open_page, site, language, script):
    page = open_page(java_script_enabled=script, locale=language)
    watched = Watched(page, site)
    page.goto(f"/{language}/resources/")
    assert not script or look(page, "library") == {}
    page.locator("[name=kind]").select_option("poster")
    page.locator("main form button").click()
    expect(page.locator("main .card")).to_have_count(1)
    page.locator("main .card a").click()
    expect(page).to_have_url(re.compile(f"/{language}/resources/help-numbers/$"))
    expect(page.locator("article .services > li")).to_have_count(6)
    assert not script or look(page, "resource") == {}
    assert page.context.cookies() == []
    assert watched.elsewhere() == []


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_from_adapting_to_the_library(open_page, site, language, script):
    page = open_page(java_script_enabled=script, locale=language)
    enter(page, _speaking(worker(), language))
    page.goto(f"{HOME}resources/pocket-card/")
    assert not script or look(page, "resource at the desk") == {}
    page.locator("main a[href*='from=pocket-card']").click()
    page.locator("[name=title]").fill("Our card 我们")
    assert not script or look(page, "offer") == {}
    page.locator("main form button").last.click()
    expect(page).to_have_url(re.compile(r"/proposals/\d+/$"))
    where = page.url
    page.locator("form[action$='propose/'] button").click()
    expect(page.locator(".state.proposal-proposed")).to_be_visible()
    other = open_page(java_script_enabled=script, locale=language)
    enter(other, _speaking(member(Role.HUB_STAFF, hub()), language))
    other.goto(HOME)
    assert not script or look(other, "home") == {}
    other.locator("main .request a", has_text="Our card").click()
    assert not script or look(other, "proposal") == {}
    other.locator("form[action$='send-back/'] button").click()
    expect(other.locator(".errors").first).to_be_visible()
    other.goto(where)
    other.locator("a[href*='do/accept/']").click()
    other.locator("main form button").click()
    expect(other.locator(".state.proposal-accepted")).to_be_visible()
    other.goto(f"/{language}/resources/our-card/")
    expect(other.locator("h1")).to_have_text("Our card 我们")
    expect(other.locator("dl a[href$='/pocket-card/']")).to_be_visible()
