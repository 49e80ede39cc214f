"""The duties of a community are read off one page, and a gap is closed; in two directions."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.people import hub, member, spoke
from tests.action.community_made import a_whole_community
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.test_desk_browser import enter
from upstander.action.models import AnnualSummary
from upstander.network.states import Role


@pytest.mark.parametrize(("language", "has_script"), [("en", True), ("ar", False)])
def test_a_gap_is_seen_and_closed(open_page, site, language, has_script):
    made = a_whole_community()
    AnnualSummary.objects.all().delete()
    made.by.language = language
    made.by.save()
    page = open_page()
    enter(page, made.by)
    if not has_script:
        state = page.context.storage_state()
        page = open_page(java_script_enabled=False, storage_state=state)
    watched, wrong = Watched(page, site), {}
    seen = (lambda what: look(page, what)) if has_script else (lambda what: {})
    page.goto("/desk/local/communities/burnaby/")
    wrong |= seen("community")
    page.locator(f"a.button[href='/desk/local/summaries/new/{made.organisation.pk}/']").click()
    wrong |= seen("summary")
    page.locator("[name=words]").fill("Two slogans were painted over.")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(r"/summaries/\d+/$"))
    page.locator("a[href$='/agree/']").click()
    page.locator("main form button").click()
    expect(page.locator("[role=status]")).to_be_visible()
    page.goto("/desk/local/communities/")
    expect(page.locator(".duty-met")).to_have_count(3)
    wrong |= seen("communities")
    page.goto(f"/{language}/local/burnaby/")
    expect(page.locator("h1")).to_contain_text("Burnaby")
    wrong |= seen("public")
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_hub_reads_the_network_and_what_others_tried(page, site, language):
    a_whole_community(1, "kelowna", is_governed=True)
    made, wrong = a_whole_community(), {}
    user = member(Role.HUB_STAFF, hub())
    user.language = language
    user.save()
    enter(page, user)
    page.goto("/desk/local/network/")
    page.locator("details summary").first.click()
    row = page.locator("tr", has_text="Burnaby")
    expect(row.locator(".duty-met")).to_have_count(4)
    expect(page.locator("tr", has_text="Kelowna").locator(".duty-unshown")).to_have_count(4)
    wrong |= look(page, "network")
    page.goto("/desk/local/tried/?addresses=school")
    expect(page.locator("h2")).to_have_text([made.priority.title])
    wrong |= look(page, "tried")
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_funder_finds_how_each_summary_stands(page, site, language):
    made = a_whole_community()
    a_whole_community(1, "kelowna", is_governed=True)
    user = member(Role.FUNDER_OFFICER, spoke(9))
    user.language = language
    user.save()
    enter(page, user)
    page.goto("/desk/local/")
    page.locator("a[href='/desk/local/summaries/']").click()
    row = page.locator("section[aria-labelledby=told] li", has_text="Kelowna")
    expect(row.locator(".duty-unshown")).to_have_count(1)
    expect(row.locator("a")).to_have_count(0)
    row = page.locator("section[aria-labelledby=told] li", has_text=made.organisation.name)
    expect(row.locator("a[href$='.pdf']")).to_have_count(2)
    wrong = look(page, "summaries")
    row.locator(f"a[href='/desk/local/summaries/{made.summary.pk}/']").click()
    expect(page.locator("h1")).to_contain_text(made.organisation.name)
    assert wrong == {}


def test_on_paper_stands_what_is_known_and_nothing_to_press(open_page, site):
    made = a_whole_community()
    page = open_page()
    enter(page, made.by)
    shown = {
        "/desk/local/communities/burnaby/": made.priority.title,
        f"/desk/protocols/versions/{made.version.pk}/print/": "Give a bed",
        "/en/local/burnaby/": made.project.title,
    }
    for path, words in shown.items():
        page.emulate_media(media="screen")
        page.goto(path)
        expect(page.locator("a.button, nav a").filter(visible=True)).not_to_have_count(0)
        page.emulate_media(media="print")
        expect(page.get_by_text(words).first).to_be_visible()
        if path.startswith("/desk/"):
            expect(page.locator("a.button, nav a, button").filter(visible=True)).to_have_count(0)
