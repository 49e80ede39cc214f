"""A new applicant finishes without help: pooled, with a partner, signed and sent."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.people import spoke
from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.call_made import an_open_call
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.test_desk_browser import enter
from upstander.funding.models import Application
from upstander.funding.states import ApplicationState


def _go_on(page: Page, to: str) -> None:
    page.locator("main form [name=do][value=on]").click()
    expect(page).to_have_url(re.compile(f"/{to}/#main$"))


def _who(page: Page) -> None:
    page.get_by_label(re.compile("Regional spoke")).check()
    page.locator("summary", has_text="North").click()
    page.locator("[value=fort-st-john]").check()
    page.locator("[value=dawson-creek]").check()
    page.locator("main form [name=do][value=save]").click()
    expect(page.locator("#ceilings + p + ul")).to_contain_text("15")
    page.locator("[name=title]").fill("Neighbours at one table")
    _go_on(page, "partners")


def _course(page: Page, first: str, last: str) -> None:
    page.locator("[name=priority-0-text]").fill("Racism at school")
    page.locator("[value=priority-add-0]").click()
    page.locator("[name=priority-1-text]").fill("Racism at work")
    page.locator("[name=activity-0-text]").fill("Twelve evenings")
    page.locator("[name=activity-0-priority]").select_option("1")
    page.locator("[name=activity-0-starts_on]").fill(first)
    page.locator("[name=activity-0-ends_on]").fill(last)
    page.locator("[value=priority-up-1]").click()
    expect(page.locator("[name=priority-0-text]")).to_have_value("Racism at work")
    expect(page.locator("[name=activity-0-priority]")).to_have_value("0")
    _go_on(page, "budget")


def _budget(page: Page) -> None:
    page.locator("[name=asked]").fill("15,000")
    page.locator("[name=least]").fill("12 000")
    for number, amount in enumerate(("9999,50", "5000.50")):
        page.locator(f"[name=line-{number}-cost]").select_option(index=number + 1)
        page.locator(f"[name=line-{number}-text]").fill(f"Line {number}")
        page.locator(f"[name=line-{number}-amount]").fill(amount)
        page.locator("[value=line-add-0]").click()
        expect(page.locator(f"[name=line-{number + 1}-text]")).to_be_visible()
    _go_on(page, "questions")


def _questions(page: Page, has_script: bool) -> None:
    page.locator("[name=q-story]").fill("Three families told us.")
    if has_script:
        expect(page.locator("[data-count=q-story]")).to_contain_text("4")
        expect(page.locator("[name=q-before-what]")).to_be_hidden()
    page.locator("[name=q-before][value=yes]").check()
    page.locator("[name=q-before-what]").fill("A festival")
    page.locator("[name=q-people]").fill("١٢٠")
    page.locator("[name=t-steps-0-what]").fill("Meet")
    page.locator("[name=q-letter]").set_input_files(
        {"name": "Letter.txt", "mimeType": "text/plain", "buffer": b"We support this."}
    )
    _go_on(page, "people")


@pytest.mark.parametrize(("language", "has_script"), [("en", True), ("ar", False)])
def test_a_new_applicant_finishes_without_help(open_page, site, language, has_script):
    call = an_open_call()
    ours, theirs = spoke(), spoke(1)
    for user in (writer := worker_of(ours), signer := coordinator_of(ours), coordinator_of(theirs)):
        user.language = language
        user.save()
    page = open_page(java_script_enabled=True)
    watched, wrong = Watched(page, site), {}
    enter(page, writer)
    page.goto("/desk/funding/apply/")
    wrong |= look(page, "start")
    page.locator("main form button").click()
    wrong |= look(page, "overview")
    page.locator("ol.parts a").first.click()
    wrong |= look(page, "who")
    page = _with(open_page, page, has_script)
    _who(page)
    page.locator("[name=organisation]").select_option(str(theirs.pk))
    page.locator("[name=role]").fill("Cooks with us")
    page.locator("main form button").last.click()
    page.locator("section.partner button").click()
    page.locator("main a.button").last.click()
    _course(page, str(call.starts_on), str(call.ends_on))
    _budget(page)
    _questions(page, has_script)

    application = Application.objects.get()
    partner = application.partners.get()
    desk = open_page()
    enter(desk, coordinator_of(theirs))
    desk.goto("/desk/funding/")
    desk.locator(f"a[href='/desk/funding/partnerships/{partner.pk}/']").click()
    wrong |= look(desk, "partnership")
    desk.locator("a[href$='/confirm/']").click()
    desk.locator("main form button").click()

    sign = open_page()
    enter(sign, signer)
    for part in ("who", "partners", "course", "budget", "questions", "people", "review"):
        sign.goto(f"/desk/funding/applications/{application.pk}/{part}/")
        wrong |= look(sign, part)
    sign.locator("#send [name=role]").fill("Director")
    sign.locator("#send form button").click()
    expect(sign).to_have_url(re.compile("/receipt/$"))
    wrong |= look(sign, "receipt")
    application.refresh_from_db()
    expect(sign.locator("main .answer")).to_contain_text(application.reference)
    assert application.state == ApplicationState.SUBMITTED
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])


def _with(open_page, page: Page, has_script: bool) -> Page:
    """The same person on the same page, with or without scripts."""
    if has_script:
        return page
    state = page.context.storage_state()
    other = open_page(java_script_enabled=False, storage_state=state)
    other.goto(page.url)
    return other


def test_it_saves_by_itself_and_says_so(page, site):
    an_open_call()
    user = worker_of(spoke())
    enter(page, user)
    page.goto("/desk/funding/apply/")
    page.locator("main form button").click()
    page.locator("ol.parts a").first.click()
    page.locator("form[data-autosave]").evaluate("form => form.dataset.every = '50'")
    page.locator("[name=title]").fill("By itself")
    expect(page.locator("[data-said]")).to_contain_text("Saved at")
    assert Application.objects.get().title == "By itself"
    page.context.clear_cookies()
    page.locator("[name=title]").fill("By itself, and more")
    expect(page.locator("[data-said]")).to_contain_text("You are signed out.")
    expect(page.locator("[name=title]")).to_have_value("By itself, and more")
