"""Keep a record: what is typed stays in the page, and prints without what is for the screen."""

import pytest

from tests.portal.watching import NOTHING, Watched

WORDS = "kingfisher-7301"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_typed_goes_nowhere(language, page, site) -> None:
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    page.goto(f"/{language}/record/", wait_until="networkidle")
    watched = Watched(page, site)
    fields = page.locator(".record input, .record textarea")
    for number in range(fields.count()):
        fields.nth(number).fill(f"{WORDS} {number}")
    page.locator(".record input").first.press("Enter")
    page.locator("[data-print]").click()
    page.wait_for_timeout(300)
    assert (fields.count(), page.evaluate("window.printed")) == (8, 1)
    assert (watched.requests, watched.complaints) == ([], [])
    page.locator(".foot nav a").first.click()
    page.wait_for_load_state()
    assert watched.with_words(WORDS) == []
    assert watched.kept() == {**NOTHING, "cookies": []}
    page.goto(f"/{language}/record/")
    assert set(
        page.locator(".record input, .record textarea").evaluate_all("a => a.map(e => e.value)")
    ) == {""}


def test_the_fields_stand_in_no_form_and_have_no_names(page) -> None:
    page.goto("/en/record/")
    fields = page.locator(".record input, .record textarea")
    said = fields.evaluate_all("all => all.map(e => [e.form, e.name, e.autocomplete])")
    assert said == [[None, "", "off"]] * 8


def test_without_scripts_there_is_no_button_that_does_nothing(open_page) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/en/record/")
    assert page.locator("[data-print]").is_visible() is False
    assert page.locator("#r-what").is_visible()


@pytest.mark.parametrize("path", ["record/", "it-happened-to-me/", "find-help/atlin/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_print_leaves_out_what_is_for_the_screen(language, path, page) -> None:
    page.goto(f"/{language}/{path}")
    page.emulate_media(media="print")
    hidden = "a.leave, .skip, .speak, .foot nav, [data-print], form button"
    seen = page.locator(hidden).evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.className || e.tagName)"
    )
    assert seen == []
    assert page.locator("h1").is_visible()


def test_print_keeps_what_was_typed(page) -> None:
    page.goto("/en/record/")
    page.locator("#r-what").fill(WORDS)
    page.emulate_media(media="print")
    assert page.locator("#r-what").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") in (
        "rgb(0, 0, 0)",
        "rgb(20, 35, 43)",
    )
