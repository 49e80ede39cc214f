"""A spoke asks, people answer, the committee scores and agrees: in a real browser, both ways."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.action.priority_made import a_seat, coordinator
from tests.looking import look
from tests.portal.watching import NOTHING, Watched
from tests.support.test_desk_browser import enter
from upstander.action.models import Priority, RoundOfScoring, Survey, SurveyAnswer
from upstander.action.views import answering

LOCAL = "/desk/local/"
WORDS = "Every week, كل أسبوع"


def _save(page: Page) -> None:
    page.locator("main form button:not(.plain)").last.click()


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_from_a_question_to_an_agreed_priority(open_page, site, language, script, monkeypatch):
    page = open_page(java_script_enabled=script, locale=language)
    watched, wrong = Watched(page, site), {}
    by = coordinator()
    by.language = language
    by.save()
    enter(page, by)
    page.goto(LOCAL)
    page.locator(f"a[href='{LOCAL}surveys/']").click()
    page.locator(f"a[href='{LOCAL}surveys/new/']").click()
    _save(page)
    expect(page).to_have_url(re.compile(r"/surveys/\d+/$"))
    survey = Survey.objects.get()
    wrong |= _look(page, "draft survey", script)
    page.locator("a[href$='/do/open/']").click()
    _save(page)
    expect(page.locator(f"a[href$='/pa/survey/{survey.key}/']")).to_be_visible()
    wrong |= _look(page, "open survey", script)
    wishes = {"java_script_enabled": script, "locale": language}
    phone = open_page(**wishes, viewport={"width": 360, "height": 740})
    seen = Watched(phone, site)
    wrong |= _answered(phone, f"{language}/survey/{survey.key}", script, monkeypatch)
    assert [text for text in seen.complaints if "422" not in text] == []
    if script:
        assert seen.kept() == {**NOTHING, "cookies": []}
    page.reload()
    expect(page.locator(".words", has_text=WORDS)).to_be_visible()
    wrong |= _look(page, "answers", script)
    wrong |= _agreed(page, script)
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])


def _look(page: Page, what: str, script: bool) -> dict:
    return look(page, what) if script else {}


def _answered(phone: Page, where: str, script: bool, monkeypatch: pytest.MonkeyPatch) -> dict:
    phone.goto(f"/{where}/")
    wrong = _look(phone, "survey", script)
    phone.locator("input[value=health]").check()
    phone.locator("textarea").first.fill(WORDS)
    phone.locator("main form .row button").click()
    expect(phone.locator("[role=alert]")).to_be_visible()  # it was very fast
    expect(phone.locator("textarea").first).to_have_value(WORDS)
    phone.locator("summary").first.click()
    phone.locator("button[lang=fr]").click()
    expect(phone).to_have_url(re.compile(f"/fr/{where[3:]}/$"))
    expect(phone.locator("input[value=health]")).to_be_checked()
    monkeypatch.setattr(answering, "YOUNGEST_SECONDS", 0)
    phone.locator("main form .row button").click()
    expect(phone.locator("main form")).to_have_count(0)
    wrong |= _look(phone, "thanks", script)
    answer = SurveyAnswer.objects.get()
    assert (answer.language, set(answer.answers.values())) == ("fr", {"health", WORDS})
    return wrong


def _agreed(page: Page, script: bool) -> dict:
    a_seat()
    page.goto(f"{LOCAL}priorities/")
    page.locator("a[href*='/priorities/new/']").click()
    page.locator("[name=title]").fill("Interpreters in the clinic")
    page.locator("[name=addresses]").select_option("health")
    wrong = _look(page, "new priority", script)
    _save(page)
    page.locator("a[href$='/evidence/new/']").click()
    page.locator("[name=kind]").select_option("survey")
    page.locator("[name=survey]").select_option(index=1)
    page.locator("[name=words]").fill("Most chose health care")
    wrong |= _look(page, "evidence", script)
    _save(page)
    expect(page.get_by_text("Most chose health care").first).to_be_visible()
    page.locator("a[href$='/do/propose/']").click()
    _save(page)
    page.locator("a.back[href$='/priorities/']").click()
    page.locator("a[href*='/scoring/new/']").click()
    _save(page)
    expect(page).to_have_url(re.compile(r"/scoring/\d+/$"))
    page.locator("a[href*='/seat/']").click()
    for name, points in (("importance", "5"), ("feasibility", "3"), ("reach", "4")):
        page.locator(f"[name$=-{name}]").select_option(points)
    wrong |= _look(page, "scores", script)
    _save(page)
    expect(page.get_by_text("Rosa Canary").first).to_be_visible()
    wrong |= _look(page, "round", script)
    page.locator("a[href$='/close/']").click()
    _save(page)
    expect(page.locator("a[href$='/close/']")).to_have_count(0)
    assert RoundOfScoring.objects.get().state == "closed"
    page.goto(f"{LOCAL}priorities/{Priority.objects.get().pk}/do/agree/")
    page.locator("[name=agreed_by]").fill("Committee, 7 members")
    _save(page)
    expect(page.get_by_text("Committee, 7 members")).to_be_visible()
    wrong |= _look(page, "agreed", script)
    page.goto(f"{LOCAL}priorities/")
    wrong |= _look(page, "priorities", script)
    assert Priority.objects.get().state == "agreed"
    return wrong
