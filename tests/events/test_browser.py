"""From a plan to who came, by the people of a spoke and one who registers, in two directions."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.events.event_made import is_over, worker
from tests.looking import look
from tests.portal.watching import NOTHING, Watched
from tests.support.test_desk_browser import enter
from upstander.events.models import Event, Occurrence, Registration
from upstander.events.views import registering


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(monkeypatch):
    monkeypatch.setattr(registering, "YOUNGEST_SECONDS", 0)
    for budget in (registering.OWN, registering.ALL, registering.CODES):
        budget.clear()


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_from_a_plan_to_who_came(open_page, site, language, script):
    by = worker()
    by.language = language
    by.save()
    wishes = {"java_script_enabled": script, "locale": language}
    desk = open_page(**wishes)
    enter(desk, by)
    wrong = _planned(desk, script)
    guest = open_page(**wishes, viewport={"width": 360, "height": 740})
    watched = Watched(guest, site)
    codes, found = _registered(guest, language, script)
    wrong |= found
    wrong |= _came(desk, script)
    wrong |= _given_up(guest, language, codes[0], script)
    assert list(Registration.objects.order_by("turn").values_list("state", flat=True)) == [
        "given_up", "placed",
    ]  # fmt: skip
    if script:
        assert watched.kept() == {**NOTHING, "cookies": []}
    told = [said for said in watched.complaints if "422" not in said]  # what was typed wrong
    assert (wrong, told, watched.elsewhere()) == ({}, [], [])
    wrong = _noted(desk, script)
    assert (wrong, Occurrence.objects.get().attendance) == ({}, 1)


def _planned(desk: Page, script: bool) -> dict:
    desk.goto("/desk/events/")
    wrong = _look(desk, "no event", script)
    desk.locator("a[href$='/events/new/']").click()
    said = {
        "title": "Evening أمسية", "about": "Come and talk.", "first_day": "2031-05-02",
        "starts": "18:00", "ends": "20:00", "place": "Hall", "access": "No steps.", "places": "1",
    }  # fmt: skip
    for name, value in said.items():
        desk.locator(f"[name={name}]").fill(value)
    desk.locator("main form button").first.click()  # places without registration
    expect(desk.locator(".errors, .errorlist").first).to_be_visible()
    expect(desk.locator("[name=place]")).to_have_value("Hall")
    wrong |= _look(desk, "plan", script)
    desk.locator("[name=needs_registration]").check()
    desk.locator("main form button").first.click()
    expect(desk).to_have_url(re.compile(r"/events/\d+/$"))
    wrong |= _look(desk, "draft", script)
    desk.locator("a[href$='/words/fr/']").click()
    desk.locator("[name=title]").fill("Soirée ouverte")
    wrong |= _look(desk, "words", script)
    desk.locator("main form button").first.click()
    desk.locator("a[href$='/publish/']").click()
    wrong |= _look(desk, "sure", script)
    desk.locator("main form button").click()
    expect(desk.locator("a[href$='/days/new/']")).to_be_visible()
    return wrong | _look(desk, "published", script)


def _registered(guest: Page, language: str, script: bool) -> tuple[list[str], dict]:
    codes = []
    guest.goto(f"/{language}/events/")
    wrong = _look(guest, "events", script)
    for name in ("Noor", ""):
        guest.goto(f"/{language}/events/{Event.objects.get().key}/")
        wrong |= _look(guest, f"event {name}", script)
        guest.locator(f"a[href$='/{Occurrence.objects.get().pk}/']").click()
        guest.locator("[name=name]").fill(name)
        guest.locator("[name=mail]").fill("no address")
        guest.locator("form.question .row button").click()
        expect(guest.locator("[name=name]")).to_have_value(name)
        wrong |= _look(guest, f"wrong {name}", script)
        guest.locator("[name=mail]").fill("")
        guest.locator("form.question .row button").click()
        expect(guest.locator("p.code")).to_be_visible()
        codes.append("".join(guest.locator("p.code span").all_text_contents()))
        wrong |= _look(guest, f"code {name}", script)
    return codes, wrong


def _given_up(guest: Page, language: str, code: str, script: bool) -> dict:
    guest.goto(f"/{language}/events/registration/")
    wrong = _look(guest, "ask code", script)
    guest.locator("[name=code]").fill(f"{code[:4]} {code[4:]}")
    guest.locator("form.question .row button").click()
    assert code not in guest.url
    guest.locator("summary").last.click()
    guest.locator("button[value=give_up]").click()
    expect(guest.locator("p.code")).to_have_count(0)
    return wrong | _look(guest, "given up", script)


def _came(desk: Page, script: bool) -> dict:
    desk.reload()
    desk.locator(f"a[href$='/days/{Occurrence.objects.get().pk}/']").click()
    expect(desk.locator("li strong", has_text="Noor")).to_be_visible()
    return _look(desk, "who comes", script)


def _noted(desk: Page, script: bool) -> dict:
    is_over(Occurrence.objects.get())
    desk.goto("/desk/")
    desk.locator("a[href='/desk/events/']").click()
    wrong = _look(desk, "to note", script)
    desk.locator(".notice a").first.click()
    desk.locator("[name=there]").check()
    wrong |= _look(desk, "who was there", script)
    desk.locator("main form button").last.click()
    expect(desk.locator("[role=status]").first).to_be_visible()
    return wrong


def _look(page: Page, what: str, script: bool) -> dict:
    return look(page, what) if script else {}
