"""Signed by two partners in a real browser: one in person, one by a link without script; in force.

The desk is in English with script and in Arabic without; whoever has the link reads Arabic.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.looking import look
from tests.portal.watching import Watched
from tests.protocols.signature_made import a_term, a_version, coordinator, signature
from tests.support.test_desk_browser import enter
from upstander.protocols.actions.signature import begin_signing
from upstander.protocols.models import Version
from upstander.protocols.views import signing


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(signing, "YOUNGEST_SECONDS", 0)  # a test reads faster than people do
    signing.ANSWERS.clear()


def _look(page: Page, what: str, script: bool) -> None:
    """Only a page with script can be looked at."""
    if script:
        assert look(page, what) == {}


def _press(page: Page) -> None:
    page.locator("main form button:not(.plain)").last.click()


def _ask(page: Page, version: Version, where: str) -> None:
    page.goto(f"/desk/protocols/versions/{version.pk}/")
    page.locator(f"main a[href='{where}sign/?seen={version.version}']").click()
    _press(page)
    expect(page).to_have_url(re.compile(f"{where}$"))


def _record(page: Page, version: Version, script: bool) -> None:
    row = signature(version, "Council")
    page.locator(f"a[href='/desk/protocols/signatures/{row.pk}/record/']").click()
    page.locator("[name=answer][value=sign]").check()
    page.locator("[name=name]").fill("Ida Signer")
    page.locator("[name=role]").fill("Chief")
    _look(page, "record", script)
    _press(page)
    expect(page.get_by_text("Ida Signer")).to_be_visible()


def _link(page: Page, version: Version) -> str:
    row = signature(version, "Shelter")
    page.locator(f"a[href='/desk/protocols/signatures/{row.pk}/link/']").click()
    page.locator("[name=language]").select_option("ar")
    _press(page)
    expect(page.locator("#address")).to_be_visible()
    return "/ar" + page.locator("#address").input_value().partition("/ar")[2]


def _sign(page: Page, address: str, site: str) -> None:
    watched = Watched(page, site)
    page.goto(address)
    expect(page.get_by_text("The person decides.")).to_be_visible()
    page.locator("[name=name]").fill("درج")
    _press(page)
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("درج")
    page.locator("[name=answer][value=sign]").check()
    page.locator("[name=role]").fill("مديرة")
    _press(page)
    expect(page.locator("main form")).to_have_count(0)
    page.goto(address)
    expect(page.locator("main .panel")).to_be_visible()
    assert watched.elsewhere() == []
    assert page.context.cookies() == []


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_from_the_consultation_into_force(open_page, site, language, script):
    version = a_version()
    lead = coordinator()
    lead.language = language
    lead.save()
    desk = open_page(java_script_enabled=script, locale=language)
    enter(desk, lead)
    where = f"/desk/protocols/versions/{version.pk}/signatures/"
    _ask(desk, version, where)
    _record(desk, version, script)
    address = _link(desk, version)
    if script:  # how it looks, in Arabic
        anyone = open_page(locale="ar")
        anyone.goto(address)
        _look(anyone, "sign", script)
    _sign(open_page(java_script_enabled=False, locale="ar"), address, site)
    desk.goto(where)
    _look(desk, "signatures", script)
    desk.locator(f"a[href='{where}force/']").click()
    _look(desk, "force", script)
    desk.locator("[name=review_on]").fill(a_term().review_on.isoformat())
    _press(desk)
    expect(desk).to_have_url(re.compile(f"{where}$"))
    anyone = open_page(java_script_enabled=script, locale=language)
    anyone.goto(f"/{language}/protocols/{version.protocol_id}/")
    expect(anyone.get_by_text("The person decides.")).to_be_visible()
    expect(anyone.get_by_text("Shelter")).to_have_count(0)
    _look(anyone, "protocol", script)
    paper = anyone.request.get(f"/{language}/protocols/{version.protocol_id}/pdf/")
    assert paper.body().startswith(b"%PDF")
    desk.goto(f"/desk/protocols/versions/{version.pk}/languages/")
    _look(desk, "languages", script)
    desk.locator("main a[href$='languages/fa/']").click()
    _look(desk, "language", script)


def test_the_pages_in_arabic(open_page, site):
    version = a_version()
    lead = coordinator()
    lead.language = "ar"
    lead.save()
    a_signed = begin_signing(version, version.version, by=lead)
    desk = open_page(locale="ar")
    enter(desk, lead)
    desk.goto(f"/desk/protocols/versions/{a_signed.pk}/signatures/")
    assert look(desk, "signatures ar") == {}
