"""The whole way in a real browser: told, answered, passed on with consent, closed, read."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.portal.watching import Watched
from tests.support.desks import team
from tests.support.test_desk_browser import enter
from upstander.support.budgets import BUDGETS
from upstander.support.models import Case

WORDS = "Someone on the stairs said that I should go home. درج"
SLOW_ENOUGH = 10  # seconds: a person reads before she sends


@pytest.fixture(autouse=True)
def _fresh():
    for budget in BUDGETS:
        budget.clear()


def _next(page: Page) -> None:
    page.locator("main .row [name=go][value=next]").click()


def _tell(page: Page, language: str) -> str:
    """Tell what happened; the return code."""
    page.goto(f"/{language}/tell/")
    page.locator("main form button").click()
    started = time.monotonic()
    page.locator("[name=chosen][value=both]").check()
    _next(page)
    page.locator("[name=go][value=skip]").click()
    page.locator("[name=words]").fill(WORDS)
    page.locator("[name=chosen][value=verbal-abuse]").check()
    _next(page)
    page.locator("[name=place]").fill("Fort St. John")
    _next(page)
    for _ in ("when", "motive", "effect", "need"):
        page.locator("[name=go][value=skip]").click()
    page.locator("[name=team]").first.check()
    _next(page)
    page.locator("[name=name]").fill("Ana")
    _next(page)
    time.sleep(max(0.0, SLOW_ENOUGH - (time.monotonic() - started)))
    page.locator("[name=go][value=send]").click()
    code = "".join(page.locator(".code span").all_inner_texts())
    page.locator("#code").fill(code)
    page.locator("main form button").last.click()
    expect(page.locator("main a[href$='/return/']")).to_be_visible()
    return code


def _return(page: Page, language: str, code: str) -> None:
    page.goto(f"/{language}/return/")
    page.locator("#code").fill(code)
    page.locator("main form button").first.click()
    expect(page.locator(".thread").first).to_be_visible()


def _say(page: Page, case: Case, what: str, words: str) -> None:
    page.goto(f"/desk/requests/{case.pk}/{what}/")
    page.locator("[name=text]").fill(words)
    page.locator("main form button").click()


@pytest.mark.parametrize(
    ("language", "script"), [("en", True), ("en", False), ("ar", True), ("ar", False)]
)
def test_from_her_words_to_the_outcome(open_page, site, language, script):
    first, _coordinator, worker, _recovery = team()
    second, _other_coordinator, other, _recovery = team("archway-community-services")
    hers = open_page(java_script_enabled=script, locale=language)
    watched = Watched(hers, site)
    code = _tell(hers, language)
    case = Case.objects.get()
    assert (case.state, case.team) == ("received", first)

    desk = open_page(java_script_enabled=script)
    enter(desk, worker.user)
    desk.goto("/desk/requests/?show=unassigned")
    desk.locator(f"form[action='/desk/requests/{case.pk}/take/'] button").click()
    expect(desk.get_by_text("on the stairs")).to_be_visible()
    _say(desk, case, "acknowledge", "We read it. We are here.")
    _return(hers, language, code)
    expect(hers.get_by_text("We read it. We are here.")).to_be_visible()
    hers.locator("[name=text]").fill("Thank you.")
    hers.locator("[name=do][value=write]").click()
    expect(hers.get_by_text("Thank you.")).to_be_visible()

    desk.goto(f"/desk/requests/{case.pk}/refer/")
    desk.locator("[name=goal]").select_option(f"team:{second.pk}")
    desk.locator("[name=text]").fill("They know landlords.")
    desk.locator("main form button").click()
    _return(hers, language, code)
    hers.locator("[name=do][value=agree]").click()
    expect(hers.get_by_text("They know landlords.")).to_have_count(0)

    there = open_page(java_script_enabled=script)
    enter(there, other.user)
    there.goto("/desk/requests/")
    there.goto(f"/desk/requests/{case.pk}/")
    expect(there.get_by_text("on the stairs")).to_be_visible()
    there.locator("a[href*='/accept/']").first.click()
    there.locator("main form button").click()
    expect(there).to_have_url(re.compile(f"/desk/requests/{case.pk}/$"))
    assert Case.objects.get().team == second
    _say(there, case, "close", "The landlord has apologised.")
    _return(hers, language, code)
    expect(hers.get_by_text("The landlord has apologised.")).to_be_visible()
    assert (watched.complaints, watched.elsewhere(), hers.context.cookies()) == ([], [], [])
    assert not re.search(r"\d{4}", hers.url.rpartition("/return/")[2])
