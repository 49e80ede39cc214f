"""Every kind of page in every language, narrow and wide: no barrier that a machine can find."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.accounts.people import spoke
from tests.action.survey_made import an_open_survey
from tests.action.views.test_local_page import everything
from tests.events.event_made import an_event, day_of
from tests.events.event_made import worker as organiser
from tests.learning.library_made import VIDEO, a_resource
from tests.looking import look
from tests.protocols.signature_made import a_signing_version, coordinator, signature
from upstander.core.languages import table
from upstander.events.actions.event import cancel_event
from upstander.network.models import Community, Region
from upstander.protocols.actions.signature import make_link

PAGES = [
    "", "it-happened-to-me/", "i-saw-it/", "options/", "options/school/", "rights/", "find-help/",
    "how-the-network-works/", "record/", "languages/", "find-help/fort-st-john/",
    "find-help/courtenay/", "find-help/atlin/", "find-help/lonely/", "find-help/all/", "nope/",
    "network/dawson-creek-literacy-society/",
    "network/victoria-immigrant-and-refugee-centre-society/",
    "funding/", "funding/july-2020/", "funding/july-2020/july-2020-21/", "courses/",
    "courses/being-an-upstander/kept/2pyt/", "courses/first-answer/notes-and-tasks/",
    "certificates/", "events/", "events/registration/",
]  # fmt: skip
TYPED = ["cowich", "zzzz", " "]


def _plant_lonely() -> None:
    region = Region.objects.create(key="far", name="Far", position=99)
    Community.objects.create(
        key="lonely", name="Lonely", region=region, latitude=55, longitude=-121
    )


@pytest.mark.parametrize("language", table())
def test_no_page_has_a_barrier_that_axe_finds(language, page) -> None:
    _plant_lonely()
    wrong = {}
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        wrong |= look(page, path or "home")
    for typed in TYPED:
        page.goto(f"/{language}/nope/")
        page.evaluate("document.querySelector('#place').value = " + json.dumps(typed))
        page.locator('form[action$="/find/"] button').click()
        page.wait_for_url(f"**/{language}/find/")
        wrong |= look(page, f"found {typed!r}")
    assert wrong == {}


def _plant_local_action() -> list[str]:
    """A community with all that its page can show, and a protocol, a survey, a link to sign."""
    made = everything()
    survey = an_open_survey(made.by)
    version = a_signing_version(spoke(1))
    secret = make_link(signature(version), by=coordinator(spoke(1)))
    return [
        "local/burnaby/", "local/kelowna/", f"protocols/{made.protocol.pk}/",
        f"survey/{survey.key}/", f"sign/{secret}/", "sign/nothing/",
    ]  # fmt: skip


def test_no_page_of_local_action_has_a_barrier_in_any_language(page) -> None:
    pages, wrong = _plant_local_action(), {}
    for language in table():
        for path in pages:
            page.goto(f"/{language}/{path}")
            expect(page.locator("html")).to_have_attribute("lang", language)
            wrong |= look(page, f"{language} {path}")
    assert wrong == {}


def _plant_learning_and_events() -> list[str]:
    """Each kind of page of the library, of courses and of events, with all that it can show."""
    a_resource("film", **VIDEO, easy_read="They talk.")
    by = organiser()
    event = an_event(by, places=1, access="No steps.", languages=["en", "ar"])
    gone = an_event(by, title="Gone", needs_registration=False, places=None)
    cancel_event(gone, "Snow.", by=by)
    return [
        "resources/", "resources/help-numbers/", "resources/starting-in-a-spoke/",
        "resources/film/", "courses/being-an-upstander/", "search/", "events/",
        f"events/{event.key}/", f"events/{event.key}/{day_of(event).pk}/", f"events/{gone.key}/",
    ]  # fmt: skip


def test_no_page_of_learning_search_and_events_has_a_barrier_in_any_language(page) -> None:
    pages, wrong = _plant_learning_and_events(), {}
    for language in table():
        for path in pages:
            page.goto(f"/{language}/{path}")
            expect(page.locator("html")).to_have_attribute("lang", language)
            wrong |= look(page, f"{language} {path}")
        for typed in ("police", "zzyzxqwv"):
            page.goto(f"/{language}/search/")
            page.locator("#q").fill(typed)
            page.locator("form:has(#q) button").first.click()
            wrong |= look(page, f"{language} found {typed!r}")
    assert wrong == {}


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_dark_and_forced_colours_have_contrast_enough(media, open_page) -> None:
    page = open_page(**media)
    wrong = {}
    for path in PAGES:
        if path != "find-help/lonely/":
            page.goto(f"/en/{path}")
            wrong |= look(page, path or "home")
    assert wrong == {}


HIGHEST = """() => axe.run(document, {runOnly: ['color-contrast-enhanced'],
  rules: {'color-contrast-enhanced': {enabled: true}}}).then(
  r => r.violations.map(v => v.nodes.map(n => n.html.slice(0, 120))))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_the_highest_grade(scheme, open_page) -> None:
    page, wrong = open_page(color_scheme=scheme), {}
    for path in ("", "it-happened-to-me/", "record/", "find-help/", "find-help/atlin/"):
        page.goto(f"/en/{path}")
        page.evaluate(AXE_SCRIPT)
        if found := page.evaluate(HIGHEST):
            wrong[path] = found
    assert wrong == {}


def test_the_check_sees_a_barrier_that_is_planted(page) -> None:
    page.goto("/en/record/")
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('main').style.inlineSize = '3000px'")
    page.evaluate("document.querySelector('.leave').style.minBlockSize = '20px'")
    found = json.dumps(look(page, "planted"))
    assert all(word in found for word in ("label", "scrolls sideways", "too small"))


@pytest.mark.parametrize("language", ["pa", "ar", "fa", "ja"])
def test_pale_words_are_seen_in_any_language(language, page) -> None:
    page.goto(f"/{language}/nope/")
    assert look(page, "nope") == {}
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    for _ in range(2):
        found = look(page, "nope")
        assert set(found) == {"nope narrow", "nope wide"}
        assert "color-contrast" in json.dumps(found)


def test_a_pale_rule_of_a_style_makes_another_page(page) -> None:
    page.goto("/pa/nope/")
    assert look(page, "nope") == {}
    page.evaluate("document.styleSheets[0].insertRule('h1 { color: #ddd !important }', 0)")
    assert "color-contrast" in json.dumps(look(page, "nope"))
