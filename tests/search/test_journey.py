"""Someone searches, in English and in Arabic, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenPage
from tests.looking import look
from tests.portal.watching import NOTHING, Watched


def ask(page: Page, language: str, word: str) -> None:
    page.goto(f"/{language}/")
    page.get_by_role("search").get_by_role("searchbox").fill(word)
    page.get_by_role("search").get_by_role("button").click()
    expect(page.locator("ol.results")).to_be_visible()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("language", "word", "path"),
    [("en", "landlrod", "/en/options/home/"), ("ar", "شُرطة", "/ar/options/police/")],
)
def test_a_word_leads_to_its_page_and_leaves_no_trace(
    open_page: OpenPage, site: str, language: str, word: str, path: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    watched = Watched(page, site)
    ask(page, language, word)
    assert page.url == f"{site}/{language}/search/"
    page.locator(".narrow summary").click()
    expect(page.locator(".choices").first).to_be_visible()
    assert look(page, f"results {language}") == {}
    page.locator('.choices button[value="page"]').click()
    expect(page.locator('.choices button[aria-pressed="true"]')).to_have_count(1)
    page.locator(f'ol.results a[href="{path}"]').click()
    page.wait_for_url(f"**{path}")
    assert (watched.complaints, watched.elsewhere()) == ([], [])
    assert watched.kept() == {**NOTHING, "cookies": []}
    assert [request.url for request in watched.requests if "?q" in request.url] == []


@pytest.mark.usefixtures("made")
def test_another_language_is_chosen_without_typing_again(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    ask(page, "en", "RCMP")
    page.locator("details.speak summary").click()
    page.locator('.tongues button[lang="ar"]').click()
    page.wait_for_url("**/ar/search/")
    expect(page.locator("#q")).to_have_value("RCMP")
    expect(page.locator("ol.results")).to_be_visible()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_found_is_a_calm_page(open_page: OpenPage, language: str) -> None:
    page = open_page()
    page.goto(f"/{language}/search/")
    page.locator("#q").fill("zzyzxqwv")
    page.keyboard.press("Enter")
    expect(page.locator(".panel a").first).to_be_visible()
    assert look(page, f"nothing {language}") == {}
