"""Every kind of page in every language, narrow and wide: no barrier that a machine can find."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from upstander.core.languages import table
from upstander.network.models import Community, Region

# The look is the same on either database, so this long way is walked once.
pytestmark = pytest.mark.sweep

WIDTHS = {"narrow": {"width": 320, "height": 640}, "wide": {"width": 1280, "height": 800}}
PAGES = [
    "", "it-happened-to-me/", "i-saw-it/", "options/", "options/work/", "rights/", "find-help/",
    "how-the-network-works/", "record/", "languages/", "find-help/fort-st-john/",
    "find-help/courtenay/", "find-help/atlin/", "find-help/lonely/", "find-help/all/", "nope/",
    "network/dawson-creek-literacy-society/",
    "network/victoria-immigrant-and-refugee-centre-society/",
]  # fmt: skip
TYPED = ["cowich", "zzzz", " "]
RUN = """colours => axe.run(document, {resultTypes: ['violations'], preload: false,
    rules: {'color-contrast': {enabled: colours}}}).then(
  r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)]))"""
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll(
    'nav a, .back, .mark, .leave, .places a, .tongues a, .call, summary, button, .button, ' +
    'input, textarea')]
  .filter(e => e.checkVisibility() && !e.closest('.skip'))
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.9 || box.width < 24)
  .map(([html, box]) => [html, Math.round(box.width), Math.round(box.height)])"""


# Colours are the same whatever the language, and the slowest to look at.
COLOURED = ("en", "ar")


def _look(page, what: str, *, colours: bool = True) -> dict[str, list]:
    """What is wrong with the page that is open, at each width; not loaded anew between them."""
    wrong = {}
    page.evaluate(AXE_SCRIPT)
    for name, size in WIDTHS.items():
        page.set_viewport_size(size)
        found = page.evaluate(RUN, colours)
        found += [] if page.evaluate(FITS) else ["scrolls sideways"]
        found += [["too small", row] for row in page.evaluate(SMALL)]
        if found:
            wrong[f"{what} {name}"] = found
    return wrong


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
        wrong |= _look(page, path or "home", colours=language in COLOURED)
    for typed in TYPED:
        page.goto(f"/{language}/nope/")
        page.evaluate("document.querySelector('#place').value = " + json.dumps(typed))
        page.locator('form[action$="/find/"] button').click()
        page.wait_for_url(f"**/{language}/find/")
        wrong |= _look(page, f"found {typed!r}", colours=language in COLOURED)
    assert wrong == {}


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_dark_and_forced_colours_have_contrast_enough(media, open_page) -> None:
    page = open_page(**media)
    wrong = {}
    for path in PAGES:
        if path != "find-help/lonely/":
            page.goto(f"/en/{path}")
            wrong |= _look(page, path or "home")
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
    found = json.dumps(_look(page, "planted"))
    assert all(word in found for word in ("label", "scrolls sideways", "too small"))
