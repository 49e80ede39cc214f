"""A protocol in a real browser: copied from a pattern, written, discussed, compared."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.people import hub, member
from tests.looking import look
from tests.portal.watching import Watched
from tests.protocols.protocol_made import (
    a_coordinator,
    a_partner,
    a_spoke,
    in_consultation,
    put_in_force,
)
from tests.support.test_desk_browser import enter
from upstander.network.states import Role
from upstander.protocols.actions.protocol import start_next_version
from upstander.protocols.actions.version import add_comment
from upstander.protocols.models import Pattern, Version

HOME = "/desk/protocols/"


def _speaking(user, language):
    user.language = language
    user.save()
    return user


def _save(page: Page) -> None:
    page.locator("main form button:not(.plain)").last.click()


def _copied(page: Page, pattern: Pattern) -> Version:
    page.locator(f"a[href='{HOME}patterns/{pattern.pk}/']").click()
    page.locator("aside a.button").first.click()
    page.locator("[name=title]").fill("Ours 我们")
    page.locator("[name=places]").first.check()
    _save(page)
    expect(page).to_have_url(re.compile(r"/versions/\d+/$"))
    return Version.objects.get()


def _read(page: Page, *, is_translated: bool) -> None:
    """A translation is a draft, until someone who knows both languages has read it."""
    expect(page.locator("[name=is_read]")).to_have_count(int(is_translated))
    if is_translated:
        page.locator("[name=is_read]").check()


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_from_a_pattern_to_a_consultation(open_page, site, language, script):
    organisation = a_spoke()
    a_partner(organisation)
    page = open_page(java_script_enabled=script, locale=language)
    watched = Watched(page, site)
    enter(page, _speaking(a_coordinator(organisation), language))
    page.locator("main a[href='/desk/local/']").click()
    page.locator(f"main a[href='{HOME}']").click()
    page.locator(f"main a[href='{HOME}patterns/']").click()
    pattern = Pattern.objects.get(title="Somebody reports racism")
    version = _copied(page, pattern)
    where = f"{HOME}versions/{version.pk}/"
    page.locator(f"a[href='{where}parts/duties/']").first.click()
    page.locator(f"a[href='{where}parts/duties/0/']").click()
    page.locator("[name=partner]").select_option(label="The school")
    page.locator("[name=contact_phone]").fill("555-0100")
    _save(page)
    expect(page).to_have_url(re.compile("/parts/duties/$"))
    page.goto(f"{where}basics/")
    page.locator("[name=review_on]").fill("2031-05-01")
    _read(page, is_translated=language != pattern.language)
    _save(page)
    expect(page.locator("#lacks + .panel")).to_be_visible()
    page.goto(f"{where}parts/steps/add/?section=care")
    page.locator("[name=text]").fill("Bring soup 汤")
    page.locator("[name=number]").fill("2")
    page.locator("[name=unit]").select_option("1440")
    _save(page)
    added = page.locator("li.part", has_text="Bring soup")
    expect(added).to_be_visible()
    added.locator("button[name=up]").click()
    expect(added.locator("button[name=down]")).to_be_visible()
    added.locator("a", has_text="Bring soup").last.click()
    _save(page)
    expect(page.locator("li.part", has_text="Bring soup")).to_have_count(0)
    page.goto(where)
    page.locator("aside form button").first.click()
    expect(page.locator(".state.version-consultation")).to_be_visible()
    page.locator("[name=text]").fill("Too long 太长")
    page.locator("form:has([name=text]) button").click()
    expect(page.locator(".message", has_text="Too long")).to_be_visible()
    page.goto(f"{where}contacts/")
    expect(page.get_by_text("555-0100")).to_be_visible()
    assert (watched.complaints, watched.elsewhere()) == ([], [])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_accessible(page, language):
    organisation = a_spoke()
    lead, partner = _speaking(a_coordinator(organisation), language), a_partner(organisation)
    first = put_in_force(in_consultation(lead, organisation))
    second = start_next_version(first.protocol, by=lead)
    second.levels.update(title="Very grave")
    second.steps.filter(section="care").delete()
    third = in_consultation(lead, organisation, "Another")
    comment = add_comment(third, "Too long", partner.pk, by=lead)
    pattern = Pattern.objects.first()
    enter(page, lead)
    where = f"{HOME}versions/{second.pk}/"
    ways = ("", "print/", "contacts/", "basics/", "do/give-up/", "parts/levels/", "parts/steps/",
            "parts/steps/0/", "parts/duties/0/", "parts/duties/0/remove/")  # fmt: skip
    one = f"{HOME}{first.protocol_id}/"
    paths = [HOME, f"{HOME}new/", one, f"{one}compare/", *(where + way for way in ways),
             f"{HOME}versions/{first.pk}/", f"{HOME}versions/{third.pk}/",
             f"{HOME}versions/{third.pk}/name/", f"{HOME}comments/{comment.pk}/",
             f"{HOME}patterns/", f"{HOME}patterns/{pattern.pk}/"]  # fmt: skip
    some = (f"{one}compare/", where, f"{where}parts/steps/", f"{HOME}versions/{third.pk}/")
    wrong = {}
    for path in paths if language == "en" else some:
        answer = page.goto(path)
        assert answer.status == 200, path
        wrong |= look(page, path)
    page.goto(f"{where}parts/steps/0/")
    page.locator("[name=text]").fill("")
    page.locator("[name=number]").fill("-1")
    _save(page)
    wrong |= look(page, "errors")
    assert wrong == {}


def test_the_pages_of_the_hub_are_accessible(page):
    organisation = a_spoke()
    in_consultation(a_coordinator(organisation), organisation)
    enter(page, member(Role.HUB_STAFF, hub()))
    pattern = Pattern.objects.first()
    pattern.state = "draft"
    pattern.save()
    one = f"{HOME}patterns/{pattern.pk}/"
    wrong = {}
    paths = (HOME, f"{HOME}patterns/", f"{HOME}patterns/new/", one, f"{one}basics/",
             f"{one}parts/duties/", f"{one}parts/duties/0/", f"{one}parts/levels/0/")  # fmt: skip
    for path in paths:
        assert page.goto(path).status == 200, path
        wrong |= look(page, path)
    assert wrong == {}
