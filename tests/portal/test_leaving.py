"""Leave quickly: at once, without a trace in the history, and only when it is meant."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from upstander.network.models import Programme

SHIFTS = ["Shift"] * 3


class _Weather(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/":  # not its favicon
            self.server.referrers.append(self.headers.get("Referer"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Weather</title><h1>Sun</h1>")

    def log_message(self, *_) -> None:
        pass


@pytest.fixture
def neutral(site) -> Iterator[ThreadingHTTPServer]:
    """A neutral site on this machine, to which the network leads."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Weather)
    server.referrers = []
    server.url = f"http://127.0.0.1:{server.server_port}/"
    Thread(target=server.serve_forever, daemon=True).start()
    Programme.objects.update(leave_to=server.url)
    yield server
    server.shutdown()
    server.server_close()


def _left(page, neutral) -> None:
    page.wait_for_url(neutral.url)
    assert page.locator("h1").inner_text() == "Sun"
    assert set(neutral.referrers) == {None}


@pytest.mark.parametrize(
    "path", ["/en/it-happened-to-me/", "/ar/record/", "/en/nope/", "/ar/find-help/atlin/"]
)
def test_a_click_leaves_and_the_page_is_not_in_the_history(path, page, neutral) -> None:
    page.goto("/robots.txt")
    page.goto(path)
    before = page.evaluate("history.length")
    page.locator("a.leave").click()
    _left(page, neutral)
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.url.endswith("/robots.txt")  # what was before the page, and not the page


def test_three_shifts_leave_as_a_click_does(page, neutral) -> None:
    page.goto("/robots.txt")
    page.goto("/en/it-happened-to-me/")
    before = page.evaluate("history.length")
    for key in SHIFTS:
        page.keyboard.press(key)
    _left(page, neutral)
    assert page.evaluate("history.length") == before


def test_three_shifts_leave_while_typing(page, neutral) -> None:
    page.goto("/en/record/")
    page.locator("#r-what").focus()
    for key in SHIFTS:
        page.keyboard.press(key)
    _left(page, neutral)


def test_the_page_is_covered_at_once(page, neutral) -> None:
    page.route("**/exit", lambda route: route.fulfill(status=204))  # nowhere to go: the page stays
    page.goto("/en/it-happened-to-me/")
    page.locator("a.leave").click()
    cover, size = page.locator(".leaving").bounding_box(), page.viewport_size
    assert cover == {"x": 0, "y": 0, **size}
    assert "Upstander" not in page.title()
    assert page.evaluate("document.elementFromPoint(100, 100).className") == "leaving"


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift", "Shift"],
        ["Shift", "Shift", "a", "Shift"],
        ["Shift", "a", "Shift", "b", "Shift"],
        ["Shift+A", "Shift+B", "Shift+C"],
        ["Control", "Control", "Control"],
    ],
)
def test_other_keys_do_not_leave(keys, page) -> None:
    page.goto("/en/record/")
    page.locator("#r-what").focus()
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert (page.url.endswith("/en/record/"), page.locator(".leaving").count()) == (True, 0)


@pytest.mark.parametrize(("milliseconds", "leaves"), [(4_000, True), (5_500, False)])
def test_three_shifts_count_within_five_seconds(milliseconds, leaves, page, neutral) -> None:
    page.clock.install()
    page.goto("/en/record/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.clock.run_for(milliseconds)
    page.keyboard.press("Shift")
    if leaves:
        page.wait_for_url(neutral.url)
    else:
        page.wait_for_timeout(200)
        assert (page.url.endswith("/en/record/"), page.locator(".leaving").count()) == (True, 0)


def test_a_held_key_counts_once(page) -> None:
    page.goto("/en/record/")
    for _ in range(4):
        page.keyboard.down("Shift")  # held down: the browser repeats it
    page.wait_for_timeout(200)
    assert page.locator(".leaving").count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_leaving_needs_no_script(language, open_page, neutral) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"/{language}/it-happened-to-me/")
    page.locator("a.leave").click()
    page.wait_for_url(neutral.url)
    assert set(neutral.referrers) == {None}


def test_leaving_empties_what_the_browser_holds(page, neutral, site) -> None:
    page.goto("/en/record/")
    page.context.add_cookies([{"name": "planted", "value": "1", "url": site}])
    page.evaluate("localStorage.setItem('planted', '1')")
    page.locator("a.leave").click()
    _left(page, neutral)
    assert page.context.cookies(site) == []
    page.goto("/en/record/")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_leave_quickly_stays_in_sight_and_covers_nothing_at_the_top(language, phone) -> None:
    phone.goto(f"/{language}/it-happened-to-me/")
    assert phone.locator("a.leave").bounding_box()["height"] >= 44
    phone.mouse.wheel(0, 3000)
    phone.wait_for_timeout(200)
    box = phone.locator("a.leave").bounding_box()
    assert 0 <= box["y"] <= 100
