"""One Chromium a worker, and pages in it as people have them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

PATIENCE = 30_000  # milliseconds: only a test that fails waits so long, however busy the machine

OpenPage = Callable[..., Page]

expect.set_options(timeout=PATIENCE)

_click = Locator.click


def _click_through(self: Locator, **how: Any) -> None:
    """A click is over when the next page has begun; what is read after it must be all there."""
    _click(self, **how)
    self.page.wait_for_load_state()


Locator.click = _click_through  # type: ignore[method-assign]


def chromium() -> str:
    """Where the browser is; UPSTANDER_CHROMIUM names another."""
    found = os.environ.get("UPSTANDER_CHROMIUM") or shutil.which("chromium")
    found = found or next((place for place in PLACES if Path(place).exists()), None)
    if found is None:
        pytest.fail("Chromium is missing: `make test` sets it up, or says how.", pytrace=False)
    return found


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """The one browser of this worker."""
    # Playwright keeps a loop in this thread, and Django would take every query for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chrome: Browser, site: str) -> Iterator[OpenPage]:
    """Makes a page with its own cookies: `open_page(locale="fa", java_script_enabled=False)`."""
    contexts = []

    def make(**wishes: Any) -> Page:
        context = chrome.new_context(**{"base_url": site, "viewport": DESKTOP, **wishes})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a desk: 1280 × 800."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page in a hand: 360 × 740, touched."""
    return open_page(viewport=PHONE, has_touch=True, is_mobile=True)
