"""What axe and the browser say of an open page, and the pages that were found without fault.

What they say follows from the page's bytes alone: its HTML, which names each style and script
by a digest of its content, the media it is shown in, and the browser. So a page that was found
without fault need not be looked at again where another database gives it byte for byte. Where
one byte differs, and wherever a fault was found, it is looked at.
"""

import os
import re
from hashlib import sha256
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from playwright.sync_api import Page, ViewportSize

WIDTHS = {
    "narrow": ViewportSize(width=320, height=640),
    "wide": ViewportSize(width=1280, height=800),
}
RUN = """() => axe.run(document, {resultTypes: ['violations'], preload: false}).then(
  r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)]))"""
# Most of axe's time goes into reading the same few colours anew for each element: once is enough.
QUICKLY = """() => {
  const {Color} = axe.commons.color, parse = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parse.call(new Color(), text));
    const {r, g, b, alpha} = known.get(text);
    return Object.assign(this, {r, g, b, alpha});
  };
}"""
# axe passes over icons that a font makes of words, and takes the joined letters of Arabic for such.
# No font here makes icons: let every word look as wide and as inked as its letters one by one.
NO_ICONS = """() => {
  const canvas = CanvasRenderingContext2D.prototype;
  canvas.measureText = text => ({width: 10 * text.length});
  canvas.getImageData = (x, y, width, height) =>
    ({data: new Uint8ClampedArray(4 * Math.ceil(width) * Math.ceil(height)).fill(1)});
}"""
# What chance chose, on which no looks depend: hidden fields, numbers and names of requests.
CHANCE = re.compile(
    r'(?<=<input type="hidden" name=")[^>]*(?=>)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    r"|\b[0-9A-F]{3}-[0-9A-F]{3}\b|(?<=<span>)\d{4}(?=</span>)"
)
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll(
    'nav a, .back, .mark, .leave, .places a, .tongues a, .call, summary, button, .button, ' +
    'input, textarea')]
  .filter(e => e.checkVisibility() && !e.closest('.skip'))
  .map(e => [e.outerHTML.slice(0, 80), (e.closest('label') ?? e).getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.9 || box.width < 24)
  .map(([html, box]) => [html, Math.round(box.width), Math.round(box.height)])"""
SHOWN = """() => [location.pathname, navigator.userAgent,
  ...['(prefers-color-scheme: dark)', '(forced-colors: active)'].map(q => matchMedia(q).matches),
  ...[...document.styleSheets].flatMap(s => [...s.cssRules].map(r => r.cssText)),
  ...[...document.querySelectorAll('input:not([type=hidden]), textarea')].map(e => e.value)
].join('\\n')"""


def look(page: Page, what: str) -> dict[str, list]:
    """What is wrong with the page that is open, at each width; not loaded anew between them.

    A click returns when the next page has begun; it is looked at when it is all there.
    """
    page.wait_for_load_state("load")
    faultless = _faultless() / _digest(page)
    if faultless.exists():
        return {}
    page.evaluate(AXE_SCRIPT)
    page.evaluate(QUICKLY)
    page.evaluate(NO_ICONS)
    wrong = {f"{what} {name}": _at(page, size) for name, size in WIDTHS.items()}
    wrong = {where: found for where, found in wrong.items() if found}
    if not wrong:
        faultless.touch()
    return wrong


def _at(page: Page, size: ViewportSize) -> list:
    page.set_viewport_size(size)
    found = page.evaluate(RUN)
    found += [] if page.evaluate(FITS) else ["scrolls sideways"]
    return found + [["too small", row] for row in page.evaluate(SMALL)]


def _digest(page: Page) -> str:
    """Of all that the page is, as it stands in the browser, without what chance chose."""
    return sha256(CHANCE.sub("", page.content() + page.evaluate(SHOWN)).encode()).hexdigest()


def _faultless() -> Path:
    """Where they are noted: for both runs of `make test`, else for this run; never for the next."""
    folder = Path(os.environ.get("UPSTANDER_TEST_LOOKED") or settings.RUN / "looked")
    folder.mkdir(exist_ok=True)
    return folder
