"""The whole way in a real browser: told, answered, passed on with consent, closed, read."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.portal.watching import Watched
from tests.support.desks import request, team
from tests.support.test_desk_browser import enter
from upstander.support.actions.case import take_case
from upstander.support.budgets import BUDGETS
from upstander.support.journey import STEPS
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
    page.locator("main form button").last.click()


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
    hers.locator("[name=do][value=send]").click()
    expect(hers.get_by_text("Thank you.")).to_be_visible()

    desk.goto(f"/desk/requests/{case.pk}/refer/")
    desk.locator("[name=goal]").select_option(f"team:{second.pk}")
    desk.locator("[name=text]").fill("They know landlords.")
    desk.locator("main form button").click()
    _return(hers, language, code)
    hers.locator("[name=do][value^=agree]").click()
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


def _speak(page: Page, language: str) -> None:
    page.locator(".speak summary").click()
    page.locator(f".tongues [lang={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("script", [True, False])
def test_another_language_on_the_way_loses_nothing(open_page, script):
    place, _coordinator, worker, _recovery = team()
    page = open_page(java_script_enabled=script)
    page.goto("/en/tell/")
    page.locator("main form button").click()
    _next(page)
    _next(page)
    page.locator("[name=words]").fill(WORDS)
    page.locator("[name=chosen][value=threat]").check()
    _speak(page, "ar")
    expect(page.locator("[name=words]")).to_have_value(WORDS)
    expect(page.locator("[name=chosen][value=threat]")).to_be_checked()
    _next(page)
    page.locator("[name=place]").fill("Fort St. John")
    _speak(page, "pa")
    expect(page.locator("[name=place]")).to_have_value("Fort St. John")
    _next(page)
    for _ in ("when", "motive", "effect", "need", "recipient", "contact"):
        page.locator("[name=go][value=skip]").click()
    _speak(page, "ja")
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.locator("[name=go][value=send]").click()
    code = "".join(page.locator(".code span").all_inner_texts())
    _speak(page, "fa")
    assert "".join(page.locator(".code span").all_inner_texts()) == code

    case = Case.objects.get()
    take_case(case, by=worker.user)
    _return(page, "en", code)
    page.locator("[name=text]").fill("One more thing.")
    _speak(page, "ko")
    expect(page.locator("[name=text]")).to_have_value("One more thing.")
    page.locator("[name=do][value=send]").click()
    expect(page.locator(".thread").get_by_text("One more thing.")).to_be_visible()
    assert (place.cases.count(), case.messages.count()) == (1, 1)


def test_one_answer_is_changed_in_one_step_and_no_button_loses_words(open_page):
    _place, _coordinator, _worker, _recovery = team()
    page = open_page()
    page.goto("/en/tell/")
    page.locator("main form button").click()
    for _ in STEPS[:-1]:
        page.locator("[name=go][value=skip]").click()
    expect(page.get_by_text("Needed. “Not sure” is fine.")).to_have_count(2)
    page.locator("[name=go][value='step:what']").click()
    page.locator("[name=chosen][value=not-sure]").check()
    page.get_by_role("button", name="Back to check and send").last.click()
    page.locator("[name=go][value='step:where']").click()
    page.locator("[name=listed]").select_option("elsewhere")
    page.get_by_role("button", name="Back to check and send").last.click()
    expect(page.locator(".said").get_by_text("Not sure or not here")).to_be_visible()


def test_taking_back_asks_first_and_keeps_what_was_written(open_page):
    place, _coordinator, _worker, _recovery = team()
    case, code = request(place)
    page = open_page()
    _return(page, "en", code)
    page.locator("[name=text]").fill("Half a sentence")
    page.get_by_text("Take this back").first.click()
    expect(page.get_by_text("nobody can help you with it any more")).to_be_visible()
    page.locator("[name=do][value^=revoke]").click()
    expect(page.get_by_text("Tick the box first")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("Half a sentence")
    page.get_by_text("Take this back").first.click()
    page.locator("[name=sure]").first.check()
    page.locator("[name=do][value^=revoke]").click()
    expect(page.get_by_text("Nobody can open your request any more.")).to_be_visible()
    expect(page.locator("#kept")).to_have_value("Half a sentence")
    assert Case.objects.get(pk=case.pk).state == "withdrawn"
