"""The hub tells the network, in a real browser, in two directions."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.announcements.made import letters, reader, speaker
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.announcements.models import Announcement, Reading


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_from_a_draft_to_what_was_read(open_page, site, language, script):
    by, one = speaker(), reader(language=language)
    by.language = language
    by.save()
    wishes = {"java_script_enabled": script, "locale": language}
    desk, own = open_page(**wishes), open_page(**wishes)
    enter(desk, by)
    wrong = _written(desk, script) | _said_in_another_language(desk, script)
    desk.locator("a[href$='/do/publish/']").click()
    expect(desk.locator("main form button")).to_be_visible()
    wrong |= _look(desk, "publish", script)
    desk.locator("main form button").click()
    expect(desk.locator("a[href$='/do/withdraw/']")).to_be_visible()
    wrong |= _look(desk, "published", script)
    assert [to for to, _titles in letters()] == [one.email]
    wrong |= _read(own, one, language, script)
    desk.locator("a[href$='/do/withdraw/']").click()
    expect(desk.locator("main form button")).to_be_visible()
    wrong |= _look(desk, "withdraw", script)
    desk.locator("main form button").click()
    expect(desk.locator("[role=status]")).to_be_visible()
    own.goto("/desk/announcements/")
    expect(own.locator("p.panel")).to_be_visible()
    wrong |= _look(own, "empty", script)
    assert (wrong, Announcement.objects.get().state) == ({}, "withdrawn")


def _written(desk: Page, script: bool) -> dict:
    desk.locator("a[href='/desk/announcements/']").first.click()
    desk.locator("a[href='/desk/announcements/hub/']").click()
    expect(desk.locator("p.panel")).to_be_visible()
    wrong = _look(desk, "none yet", script)
    desk.locator("a[href$='/hub/new/']").click()
    desk.locator("[name=words]").fill("The office is closed on Friday.\n\nhttps://example.org/why")
    desk.locator("[name=audience]").select_option("spokes")
    desk.locator("[name=language]").select_option("en")
    desk.locator("[name=is_urgent]").check()
    desk.locator("main form button").click()
    expect(desk.locator(".errors").first).to_be_visible()
    expect(desk.locator("[name=words]")).to_have_value(re.compile("closed on Friday"))
    wrong |= _look(desk, "form with an error", script)
    desk.locator("[name=title]").fill("Closed on Friday")
    desk.locator("main form button").click()
    expect(desk).to_have_url(re.compile(r"/hub/\d+/$"))
    return wrong


def _said_in_another_language(desk: Page, script: bool) -> dict:
    desk.locator("details.fold summary").click()
    desk.locator("a[href$='/words/ar/']").click()
    desk.locator("[name=title]").fill("مغلق يوم الجمعة")
    desk.locator("[name=words]").fill("المكتب مغلق يوم الجمعة.")
    wrong = _look(desk, "words", script)
    desk.locator("main form button").click()
    expect(desk.locator("section.answer")).to_have_count(2)
    return wrong | _look(desk, "preview", script)


def _read(own: Page, one, language: str, script: bool) -> dict:
    title = "مغلق يوم الجمعة" if language == "ar" else "Closed on Friday"
    enter(own, one)
    expect(own.locator("#panel-announcements")).to_be_visible()
    wrong = _look(own, "home", script)
    own.goto("/desk/announcements/")
    expect(own.locator(".state.waits")).to_have_count(1)
    wrong |= _look(own, "unread", script)
    own.get_by_role("link", name=title, exact=True).click()
    expect(own.locator("h1")).to_have_text(title)
    wrong |= _look(own, "one", script)
    own.locator("a.back[href='/desk/announcements/']").click()
    expect(own.locator(".state.waits")).to_have_count(0)
    own.locator("a[href$='/letters/']").click()
    expect(own.locator("[name=rhythm][value=weekly]")).to_be_checked()
    wrong |= _look(own, "letters", script)
    own.locator("[name=rhythm][value=daily]").check()
    own.locator("main form button").click()
    expect(own.locator("[role=status]")).to_be_visible()
    assert Reading.objects.filter(user=one).count() == 1
    return wrong | _look(own, "read", script)


def _look(page: Page, what: str, script: bool) -> dict:
    return look(page, what) if script else {}
