"""A protocol is started and worked through in a real browser, in two directions."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.people import member, spoke
from tests.looking import look
from tests.portal.watching import Watched
from tests.protocols.run_made import a_version
from tests.support.desks import request, team
from tests.support.test_desk_browser import enter
from upstander.network.states import Role
from upstander.protocols.models import Run
from upstander.protocols.states import RunState, VersionState
from upstander.support.actions.case import take_case

RUN = re.compile(r"/runs/\d+/$")


def someone(language="en"):
    user = member(Role.SPOKE_WORKER, spoke(), "ana@example.org")
    user.language = language
    user.save()
    return user


def test_an_event_from_start_to_lesson(phone, site):
    page, user = phone, someone()
    a_version(user)
    watched = Watched(page, site)
    enter(page, user)
    page.goto("/desk/local/")
    page.locator("a[href='/desk/protocols/runs/']").click()
    page.locator("a[href='/desk/protocols/runs/start/']").click()
    page.locator("[name=kind][value=event]").check()
    page.locator("[name=what]").first.check()
    page.locator("[name=title]").fill("Paint on the hall")
    wrong = look(page, "start")
    page.locator("main form button").click()
    expect(page).to_have_url(RUN)
    wrong |= look(page, "checklist")
    first = page.locator(".run-step.open").first
    expect(first).to_contain_text("29 minutes left")
    first.locator("button[value=done]").click()
    expect(page.locator(".run-step.done")).to_have_count(1)
    second = page.locator(".run-step.open").first
    second.locator("summary").click()
    second.locator("textarea").fill("The station was told by phone.")
    second.locator("button[value=skipped]").click()
    expect(page.locator(".facts")).to_contain_text("The station was told by phone.")
    page.locator("summary", has_text="Change the level").click()
    page.locator("[name=level]").last.check()
    page.locator("form[action$='/level/'] button").click()
    expect(page.locator(".run-step")).to_have_count(4)
    page.locator("form[action$='/end/'] button").click()
    page.locator("a[href$='/review/']").click()
    page.locator("[name=to_change]").fill("Call the school sooner.")
    page.locator("[name=is_final]").check()
    wrong |= look(page, "review")
    page.locator("main form button").click()
    expect(page).to_have_url(RUN)
    page.goto("/desk/protocols/lessons/")
    expect(page.get_by_text("Call the school sooner.")).to_be_visible()
    wrong |= look(page, "lessons")
    assert Run.objects.get().state == RunState.CLOSED
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])


def test_an_exercise_in_arabic_without_a_script(open_page):
    user = someone("ar")
    a_version(user, VersionState.DRAFT, title="بروتوكول")
    page = open_page(java_script_enabled=False)
    enter(page, user)
    page.goto("/desk/protocols/runs/start/")
    page.locator("[name=kind][value=exercise]").check()
    page.locator("[name=what]").last.check()
    page.locator("[name=title]").fill("تمرين في المدرسة")
    page.locator("main form button").click()
    expect(page).to_have_url(RUN)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".exercise")).to_have_count(1)
    step = page.locator(".run-step.open").first
    step.locator("summary").click()
    step.locator("select").select_option(str(user.pk))
    step.locator("button[value=give]").click()
    expect(page.locator(".run-step.open").first).to_contain_text(user.name)
    page.locator(".run-step.open").first.locator("button[value=done]").click()
    expect(page.locator(".run-step.done")).to_have_count(1)
    page.locator(".run-step.done button[value=open]").click()
    expect(page.locator(".run-step.done")).to_have_count(0)
    page.locator("form[action$='/end/'] button").click()
    expect(page.locator("a[href$='/review/']")).to_be_visible()
    assert Run.objects.get().state == RunState.ENDED


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_request_the_wishes_come_first(page, site, language):
    place, _coordinator, worker, _ = team()
    case, _code = request(place)
    take_case(case, by=worker.user)
    worker.user.language = language
    worker.user.save()
    a_version(worker.user, organisation=place.organisation)
    watched = Watched(page, site)
    enter(page, worker.user)
    page.goto(f"/desk/requests/{case.pk}/")
    page.locator(f"aside a[href='/desk/requests/{case.pk}/protocol/']").first.click()
    expect(page.locator("#wishes")).to_be_visible()
    page.locator("[name=what]").first.check()
    page.locator("[name=follows]").check()
    wrong = look(page, "wishes")
    page.locator("main form button").click()
    expect(page.locator(".run-step.open")).to_have_count(3)
    wrong |= look(page, "checklist")
    page.locator(".run-step.open button[value=done]").first.click()
    expect(page.locator(".run-step.done")).to_have_count(1)
    page.locator("form[action$='/end/'] button").click()
    expect(page.locator("form[action$='/go-on/']")).to_be_visible()
    assert Run.objects.get().state == RunState.ENDED
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])
