"""A worker's day in a real browser: from the list to the end of a request, in two directions."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.accounts.people import PASSWORD, code_of
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.desks import CANARY, request, team
from upstander.accounts.interface import User
from upstander.accounts.models import UsedCode
from upstander.core.languages import table
from upstander.support.models import Case
from upstander.support.states import CaseState


def enter(page: Page, user: User) -> None:
    """Password, then code."""
    cache.clear()
    UsedCode.objects.all().delete()
    page.goto("/account/login/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button").click()
    page.locator("[name=code]").fill(code_of(user))
    page.locator("form:has([name=code]) button").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_request_is_taken_answered_and_closed(page, site, language):
    place, _coordinator, worker, _ = team()
    case, _code = request(place)
    worker.user.language = language
    worker.user.save()
    watched = Watched(page, site)
    enter(page, worker.user)
    page.goto("/desk/requests/")
    wrong = look(page, "inbox")
    page.locator(f"form[action='/desk/requests/{case.pk}/take/'] button").click()
    expect(page.get_by_text(CANARY)).to_be_visible()
    wrong |= look(page, "case")
    page.locator(f"aside a[href='/desk/requests/{case.pk}/acknowledge/']").click()
    page.locator("[name=text]").fill("We read it. We are here.")
    wrong |= look(page, "first answer")
    page.locator("main form button").last.click()
    expect(page.get_by_text("We read it. We are here.")).to_be_visible()
    page.locator("aside details summary").click()
    page.locator(f"aside a[href='/desk/requests/{case.pk}/close/']").click()
    page.locator("[name=text]").fill("It is settled.")
    page.locator("main form button").click()
    expect(page.locator(f"aside a[href='/desk/requests/{case.pk}/reopen/']")).to_be_visible()
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])


@pytest.mark.parametrize("language", table())
def test_the_other_pages_are_accessible(page, language):
    place, coordinator, _worker, _ = team()
    case, _code = request(place)
    coordinator.user.language = language
    coordinator.user.save()
    enter(page, coordinator.user)
    wrong = {}
    names = ("assess", "refer", "task")
    key = f"/desk/requests/team/{place.pk}/key/"
    paths = ["/desk/", "/desk/requests/", "/desk/requests/new/", "/desk/requests/team/"]
    paths += [f"/desk/requests/{case.pk}/"]
    for path in (*paths, *(f"/desk/requests/{case.pk}/{name}/" for name in names), key):
        page.goto(path)
        wrong |= look(page, path)
    page.locator("main form button").click()
    expect(page.locator(".secret li")).to_have_count(8)
    wrong |= look(page, "recovery key")
    assert wrong == {}
