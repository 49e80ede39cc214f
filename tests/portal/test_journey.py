"""From the first page to the group that helps: in three steps, in any way one may go."""

import pytest

from tests.browser import DESKTOP, PHONE
from tests.portal.watching import NOTHING, Watched

SOCIETY = "Dawson Creek Literacy Society"
SCREENS = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}


def _choose(page, language: str) -> None:
    page.locator("details.speak summary").click()
    page.locator(f'.tongues a[hreflang="{language}"]').click()


def _go(page, start: str, language: str) -> None:
    page.goto(f"/{start}/")
    _choose(page, language)
    page.locator(f'.doors a[href="/{language}/it-happened-to-me/"]').click()
    page.locator("#place").fill("Fort St. John")
    page.locator('form[action$="/find/"] button').click()
    page.wait_for_url(f"**/{language}/find-help/fort-st-john/")
    assert page.locator(".answer h2 a").inner_text() == SOCIETY


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("start", "language"), [("en", "pa"), ("ar", "pa"), ("pa", "ar")])
def test_three_steps_lead_to_the_group_that_helps(start, language, screen, open_page, site) -> None:
    page = open_page(**SCREENS[screen])
    watched = Watched(page, site)
    _go(page, start, language)
    page.locator(".answer h2 a").click()
    page.wait_for_url(f"**/{language}/network/dawson-creek-literacy-society/")
    assert page.locator("h1").inner_text() == SOCIETY
    assert (watched.complaints, watched.elsewhere()) == ([], [])
    assert watched.kept() == {**NOTHING, "cookies": []}
    assert [r.url for r in watched.requests if "Fort" in r.url or "St." in r.url] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_the_way_is_open_without_scripts(screen, open_page, site) -> None:
    page = open_page(java_script_enabled=False, **SCREENS[screen])
    watched = Watched(page, site)
    _go(page, "en", "pa")
    assert (watched.elsewhere(), page.context.cookies()) == ([], [])


def _tab_to(page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def _is_focus_seen(page) -> bool:
    return page.evaluate("""() => {
      const styles = [document.activeElement, document.activeElement.closest('.door, .card')]
        .filter(Boolean).map(e => getComputedStyle(e));
      return styles.some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
    }""")


@pytest.mark.parametrize("start", ["en", "ar"])
def test_the_way_is_open_by_keyboard_alone(start, page) -> None:
    page.goto(f"/{start}/")
    for selector, address in (
        ("details.speak summary", None),
        ('.tongues a[hreflang="pa"]', "**/pa/"),
        ('.doors a[href="/pa/it-happened-to-me/"]', "**/pa/it-happened-to-me/"),
    ):
        _tab_to(page, selector)
        assert _is_focus_seen(page), selector
        page.keyboard.press("Enter")
        if address:
            page.wait_for_url(address)
    _tab_to(page, "#place")
    page.keyboard.type("Fort St. John")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pa/find-help/fort-st-john/")
    _tab_to(page, ".answer h2 a")
    assert page.evaluate("document.activeElement.innerText") == SOCIETY


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_key_leads_past_the_top(language, page) -> None:
    page.goto(f"/{language}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_community_can_be_chosen_from_the_list(language, phone) -> None:
    phone.goto(f"/{language}/it-happened-to-me/")
    phone.locator(f'a[href="/{language}/find-help/all/"]').first.click()
    phone.locator(f'.places a[href="/{language}/find-help/fort-st-john/"]').click()
    assert phone.locator(".answer h2 a").inner_text() == SOCIETY


def test_one_of_several_places_can_be_chosen(phone) -> None:
    phone.goto("/ar/find-help/")
    phone.locator("#place").fill("cowich")
    phone.locator('form[action$="/find/"] button').click()
    phone.locator('.places a[href="/ar/find-help/lake-cowichan/"]').click()
    assert phone.locator(".answer").count() == 1


def test_what_was_typed_is_still_there_when_nothing_was_found(page) -> None:
    page.goto("/en/find-help/")
    page.locator("#place").fill('Zzz "><i>x')
    page.locator('form[action$="/find/"] button').click()
    assert page.locator("#place").input_value() == 'Zzz "><i>x'
