"""Days in a real browser, in two directions: of an event that comes each week, and of the year."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from tests.accounts.people import hub, member
from tests.events.event_made import an_event, day_of, worker
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.accounts.interface import User
from upstander.events.models import ImportantDay
from upstander.network.states import Role


def _enter(page: Page, user: User, language: str) -> None:
    user.language = language
    user.save()
    enter(page, user)


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_a_day_of_each_week_is_moved_one_cancelled_one_added(open_page, site, language, script):
    by, today = worker(), timezone.localdate()
    plan = {"repeats": "weekly", "until": today + timedelta(days=21), "needs_registration": False}
    event = an_event(by, places=None, **plan)
    page = open_page(java_script_enabled=script, locale=language)
    _enter(page, by, language)
    page.locator("main a[href='/desk/events/']").click()
    page.locator(f"main a[href$='/events/{event.pk}/']").first.click()
    page.locator(f"a[href$='/days/{day_of(event).pk}/']").click()
    page.locator("a[href$='/move/']").click()
    page.locator("[name=day]").fill((today + timedelta(days=8)).isoformat())
    assert not script or look(page, "move a day") == {}
    page.locator("main form button").first.click()
    page.locator("a.back").first.click()
    page.locator(f"a[href$='/days/{day_of(event, 1).pk}/']").click()
    page.locator("a[href$='/cancel/']").click()
    assert not script or look(page, "cancel a day") == {}
    page.locator("main form button").first.click()
    page.locator("a[href$='/days/new/']").click()
    page.locator("[name=day]").fill((today + timedelta(days=17)).isoformat())
    page.locator("main form button").first.click()
    expect(page.locator("section[aria-labelledby=days] li")).to_have_count(4)
    assert not script or look(page, "days") == {}
    rows = event.occurrences.order_by("starts_at")
    assert [(timezone.localdate(r.starts_at) - today, r.is_cancelled) for r in rows] == [
        (timedelta(days=8), False), (timedelta(days=14), True),
        (timedelta(days=17), False), (timedelta(days=21), False),
    ]  # fmt: skip
    page.goto(f"/{language}/events/{event.key}/")
    with translation.override(language):
        for days in (8, 17, 21):
            shown = date_format(today + timedelta(days=days), "DATE_FORMAT")
            expect(page.locator("main")).to_contain_text(shown)
    assert not script or look(page, "days for everyone") == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_important_day_is_changed_and_readers_see_it(open_page, site, language):
    soon = timezone.localdate() + timedelta(days=2)
    soon += timedelta(days=(soon.month, soon.day) == (2, 29))  # it does not come every year
    page = open_page(locale=language)
    _enter(page, member(Role.EDITOR, hub()), language)
    page.locator("main a[href='/editor/']").click()
    page.locator("#wagtail-sidebar a[href='/editor/snippets/events/importantday/']").click()
    page.locator("main a[href*='/importantday/edit/']").first.click()
    page.locator("[name=month]").select_option(str(soon.month))
    page.locator("[name=day]").fill(str(soon.day))
    for name in ("weekday", "nth"):
        page.locator(f"[name={name}]").select_option("")
    page.locator("[name=source]").fill("https://example.org/our-day/")
    page.locator("[name=is_shown]").check()
    page.locator("footer button[type=submit]").first.click()
    expect(page.locator(".messages .success")).to_be_visible()
    day = ImportantDay.objects.get(source="https://example.org/our-day/")
    assert (day.month, day.day, day.weekday, day.nth) == (soon.month, soon.day, "", None)
    page.goto(f"/{language}/events/")
    with translation.override(language):
        shown = date_format(soon, "DATE_FORMAT")
    row = page.locator("section[aria-labelledby=important] li", has=page.locator(
        "a[href='https://example.org/our-day/']"
    ))  # fmt: skip
    expect(row).to_contain_text(shown)
    assert look(page, "events with the day") == {}
