"""A learner without an account, a trainer, and a member, in a real browser, in two directions."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.learning.cohort_made import held_today, learner, trainer
from tests.looking import look
from tests.portal.watching import NOTHING, Watched
from tests.support.test_desk_browser import enter
from upstander.learning.models import Certificate, Cohort, Enrolment

COURSE = "being-an-upstander"


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_someone_learns_without_an_account_and_keeps_a_link(open_page, site, language, script):
    page = open_page(
        java_script_enabled=script, locale=language, viewport={"width": 360, "height": 740}
    )
    watched, wrong = Watched(page, site), {}
    page.goto(f"/{language}/courses/")
    wrong |= _look(page, "courses", script)
    page.locator(f"a[href$='/courses/{COURSE}/']").click()
    wrong |= _look(page, "course", script)
    page.locator("a[href$='/what-you-may-see/']").click()
    choice = page.locator("details.fold").first
    choice.locator("summary").click()
    expect(choice.locator("p").first).to_be_visible()
    page.locator("[name=question-1]").first.check()
    page.locator("button[value=check]").click()
    expect(page.locator(".why")).to_have_count(2)
    expect(page.locator(".why.right")).to_have_count(0)
    page.locator("[name=question-1]").nth(1).check()
    page.locator("button[value=check]").click()
    expect(page.locator(".why.right")).to_have_count(1)
    wrong |= _look(page, "lesson", script)
    page.locator("button[value=done]").click()
    expect(page.locator("li.done")).to_have_count(1)
    wrong |= _look(page, "link", script)
    link = page.url
    if script:
        assert watched.kept() == {**NOTHING, "cookies": []}
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])
    other = open_page(locale="fr")
    other.goto(link.replace(f"/{language}/", "/fr/"))
    expect(other.locator("li.done")).to_have_count(1)
    other.goto(f"{link[:-2]}x/")
    expect(other.locator("[role=alert]")).to_be_visible()
    expect(other.locator("li.done")).to_have_count(0)


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_from_a_plan_to_a_certificate_that_anyone_checks(open_page, site, language, script):
    by, person = trainer(), learner()
    for user in (by, person):
        user.language = language
        user.save()
    wishes = {"java_script_enabled": script, "locale": language}
    desk, own = open_page(**wishes), open_page(**wishes)
    enter(desk, by)
    wrong = _planned(desk, script)
    enter(own, person)
    own.locator("a[href='/desk/learning/']").click()
    wrong |= _look(own, "panel", script)
    own.locator("a[href$='/trainings/1/']").first.click()
    own.locator("form[action$='/enrol/'] button").click()
    expect(own.locator("#own")).to_be_visible()
    for box in own.locator("[name=done]").all():
        box.check()
    own.locator("form[action$='/lessons/'] button").click()
    expect(own.locator("[role=status]").first).to_be_visible()
    wrong |= _look(own, "my place", script)
    session = held_today(Cohort.objects.get(), by)
    desk.goto(f"/desk/learning/trainings/1/sessions/{session.pk}/there/")
    desk.locator("[name=there]").check()
    wrong |= _look(desk, "who was there", script)
    desk.locator("main form button").click()
    desk.locator("a[href$='/do/finish/']").click()
    wrong |= _look(desk, "finish", script)
    desk.locator("main form button").click()
    expect(desk.locator("a[href$='/revoke/']")).to_be_visible()
    wrong |= _look(desk, "finished", script)
    own.reload()
    expect(own.locator("a[href$='/pdf/']")).to_be_visible()
    assert Enrolment.objects.get().state == "enrolled"
    assert (wrong | _checked(open_page(**wishes), language, script)) == {}


def _planned(desk: Page, script: bool) -> dict:
    desk.goto("/desk/learning/trainings/")
    wrong = _look(desk, "no training", script)
    desk.locator("a[href$='/trainings/new/']").click()
    desk.locator("[name=course]").select_option("first-answer")
    desk.locator("[name=title]").fill("أول جواب, autumn")
    wrong |= _look(desk, "plan", script)
    desk.locator("main form button").first.click()
    expect(desk).to_have_url(re.compile(r"/trainings/\d+/$"))
    desk.locator("a[href$='/sessions/new/']").click()
    said = {"day": "2031-05-02", "starts": "09:00", "ends": "12:00", "place": "Library"}
    for name, value in said.items():
        desk.locator(f"[name={name}]").fill(value)
    desk.locator("main form button").first.click()
    desk.locator("a[href$='/do/open/']").click()
    desk.locator("main form button").click()
    expect(desk.locator("a[href$='/do/close/']")).to_be_visible()
    return wrong | _look(desk, "open training", script)


def _checked(page: Page, language: str, script: bool) -> dict:
    row = Certificate.objects.get()
    page.goto(f"/{language}/certificates/")
    wrong = _look(page, "check", script)
    page.locator("[name=code]").fill("1234")
    page.locator("main form button").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    page.locator("[name=code]").fill(" ".join(re.findall("....", row.code)))
    page.locator("main form button").click()
    expect(page.get_by_text(row.name)).to_be_visible()
    wrong |= _look(page, "valid", script)
    assert row.code not in page.url
    return wrong


def _look(page: Page, what: str, script: bool) -> dict:
    return look(page, what) if script else {}
