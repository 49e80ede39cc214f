"""A partner scores, speaks and reads at the desk: in English with script, in Arabic without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.action.committee_made import a_guest
from tests.action.priority_made import a_proposed_priority, a_round, an_agreed_priority
from tests.looking import look
from tests.portal.watching import Watched
from tests.protocols.signature_made import a_version, coordinator
from tests.support.test_desk_browser import enter
from upstander.action.models import Score
from upstander.protocols.models import Comment

HERE = "/desk/local/"
WORDS = "We agree, نوافق"


def _look(page: Page, what: str, script: bool) -> dict:
    """Only a page with script can be looked at."""
    return look(page, what) if script else {}


def _save(page: Page) -> None:
    page.locator("main form button").last.click()


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_she_scores_and_says_what_her_partner_thinks(open_page, site, language, script):
    lead, (guest, seat) = coordinator(), a_guest()
    guest.language = language
    guest.save()
    an_agreed_priority(lead)
    version, row = a_version(), a_proposed_priority(lead, title="Interpreters")
    found = a_round(lead)
    page = open_page(java_script_enabled=script, locale=language)
    watched = Watched(page, site)
    enter(page, guest)
    page.goto("/desk/")
    page.locator(f"main a[href='{HERE}']").click()
    wrong = _look(page, "committee", script)
    page.locator(f"main a[href$='/scoring/{found.pk}/']").click()
    page.locator(f"main a[href$='/seat/{seat.pk}/']").click()
    for name, points in (("importance", "5"), ("feasibility", "3"), ("reach", "4")):
        page.locator(f"[name=p{row.pk}-{name}]").select_option(points)
    _save(page)
    expect(page).to_have_url(re.compile(f"/scoring/{found.pk}/$"))
    expect(page.get_by_text("Ida Guest").first).to_be_visible()
    page.goto(HERE)
    page.locator(f"main a[href='/desk/protocols/committee/{version.pk}/']").click()
    expect(page.get_by_text("The person decides.")).to_be_visible()
    _save(page)
    expect(page.locator("main form .errors, main form [role=alert]").first).to_be_visible()
    page.locator("[name=text]").fill(WORDS)
    wrong |= _look(page, "read and speak", script)
    _save(page)
    expect(page.locator("article").get_by_text(WORDS)).to_be_visible()
    said, score = Comment.objects.get(), Score.objects.get()
    assert (said.partner, said.made_by, score.seat) == (seat.partner, guest, seat)
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])
