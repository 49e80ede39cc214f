"""A call in a real browser: made, filled, seen as an applicant does, opened, given more time."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.people import hub, member
from tests.funding.call_made import a_draft_call
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.test_desk_browser import enter
from upstander.funding.models import Call
from upstander.funding.queries.call import PARTS
from upstander.funding.states import CallState
from upstander.network.states import Role

HOME = "/desk/funding/"


def _officer(language: str) -> object:
    officer = member(Role.FUNDER_OFFICER, hub())
    officer.language = language
    officer.save()
    return officer


def _save(page: Page) -> None:
    page.locator("main form button:not(.plain)").last.click()


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


@pytest.mark.parametrize(
    ("language", "script"), [("en", True), ("en", False), ("ar", True), ("ar", False)]
)
def test_from_a_name_to_an_open_call(open_page, site, language, script):
    page = open_page(java_script_enabled=script, locale=language)
    watched = Watched(page, site)
    enter(page, _officer(language))
    page.locator(f"main a[href='{HOME}']").click()
    page.locator(f"a[href='{HOME}calls/']").click()
    page.locator(f"a[href='{HOME}new-call/']").click()
    _fill(page, {"title": "Spring 春", "year": "2031"})
    _save(page)
    call = Call.objects.get(year__gt=2020)
    where = f"{HOME}calls/{call.key}/"
    expect(page).to_have_url(re.compile(f"{where}$"))
    page.locator(f"a[href='{where}basics/']").first.click()
    _fill(
        page,
        {
            "summary": "Money for a year of work.", "budget": "300,000", "opens_on": "2031-01-11",
            "opens_hour": "09:00", "closes_on": "2031-03-31", "closes_hour": "17:00",
            "decides_on": "2031-04-20", "starts_on": "2031-05-01", "ends_on": "2032-04-30",
        },
    )  # fmt: skip
    _save(page)
    page.goto(f"{where}parts/questions/add/")
    _fill(page, {"text": "Where?", "choices": "Here\nThere"})
    page.locator("[name=kind]").select_option("choice")
    _save(page)
    page.goto(f"{where}parts/questions/add/")
    _fill(page, {"text": "Why there?", "most_words": "50"})
    page.locator("[name=condition]").select_option(index=2)
    _save(page)
    page.locator("button[name=up]").click()
    page.goto(where)
    expect(page.locator("main").get_by_text("Why there?")).to_be_visible()  # it hangs on a later
    page.goto(f"{where}parts/questions/")
    page.locator("button[name=down]").click()
    page.goto(f"{where}preview/")
    expect(page.get_by_text("Why there?")).to_be_visible()
    page.goto(where)
    for name in ("schedule", "open"):
        page.locator(f"a[href='{where}do/{name}/']").click()
        _save(page)
    page.locator(f"a[href='{where}do/extend/']").click()
    _fill(page, {"day": "2031-04-05"})
    _save(page)
    call.refresh_from_db()
    assert (call.state, call.closes_at.isoformat()) == (
        CallState.OPEN, "2031-04-06T00:00:00+00:00"
    )  # fmt: skip
    page.locator("aside summary").click()
    page.locator(f"a[href='{where}do/close/']").click()
    page.locator("[name=reason]").select_option("agreed")
    _save(page)
    expect(page.locator(".state.call-closed")).to_be_visible()
    assert (watched.complaints, watched.elsewhere()) == ([], [])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_a_call_are_accessible(page, language):
    call = a_draft_call(summary="")
    enter(page, _officer(language))
    where = f"{HOME}calls/{call.key}/"
    parts = [f"{where}parts/{name}/" for name in PARTS]
    ones = [f"{where}parts/{n}/{PARTS[n].objects.filter(call=call)[1].pk}/" for n in PARTS]
    ways = ("", "basics/", "envelopes/", "languages/", "languages/fa/", "preview/")
    paths = [HOME, f"{HOME}calls/", f"{HOME}new-call/", *(where + way for way in ways)]
    wrong = {}
    for path in (*paths, *parts, *ones):
        answer = page.goto(path)
        assert answer.status == 200, path
        wrong |= look(page, path)
    page.locator("[name=anchor_0]").fill("")
    page.locator("[name=weight]").fill("0")
    _save(page)
    wrong |= look(page, "errors")
    call.state = CallState.OPEN
    call.save()
    for way in ("", "do/close/", "summary/"):
        page.goto(where + way)
        wrong |= look(page, way)
    assert wrong == {}
