"""What stands in every public page: headings, labels, names, and nothing that others load."""

import re
from collections import Counter
from itertools import pairwise

LOADED = ("script", "img", "iframe", "video", "audio", "source", "embed", "object", "link", "image")
POLICY = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "img-src": ["'self'", "data:"],
    "manifest-src": ["'self'"],
    "media-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
}


def _every(visited, fault) -> list:
    """What `fault` finds on the pages, with the path of each."""
    return [(seen.path, found) for seen in visited.values() for found in fault(seen)]


def test_tags_are_well_nested(visited) -> None:
    assert _every(visited, lambda seen: seen.html.faults) == []


def test_nothing_is_loaded_from_elsewhere(visited) -> None:
    def foreign(seen):
        for element in seen.all(*LOADED):
            is_hint = element.tag == "link" and element.attrs.get("rel") == "alternate"
            address = element.attrs.get("src") or element.attrs.get("href") or ""
            if not is_hint and not address.startswith("/static/"):
                yield element.tag, element.attrs
            if "srcset" in element.attrs or "integrity" in element.attrs:
                yield element.tag, element.attrs

    assert _every(visited, foreign) == []


def test_nothing_stands_in_line_that_the_policy_would_stop(visited) -> None:
    def inline(seen):
        for element in seen.html.elements:
            if element.tag == "style" or (element.tag == "script" and "src" not in element.attrs):
                yield element.tag
            yield from (n for n in element.attrs if n == "style" or n.startswith("on"))
            yield from (
                v
                for v in element.attrs.values()
                if v.strip().lower().startswith(("javascript:", "vbscript:"))
            )

    assert _every(visited, inline) == []


def test_the_policy_lets_in_nothing_but_our_own(visited) -> None:
    policies = {seen.headers["content-security-policy"] for seen in visited.values()}
    (policy,) = policies
    rows = [part.split() for part in policy.split(";")]
    assert {name: values for name, *values in rows} == POLICY


def test_privacy_headers_stand_on_every_page(visited) -> None:
    names = (
        "referrer-policy",
        "x-content-type-options",
        "x-frame-options",
        "cross-origin-opener-policy",
    )
    found = {tuple(seen.headers.get(name) for name in names) for seen in visited.values()}
    assert found == {("no-referrer", "nosniff", "DENY", "same-origin")}


def test_ids_are_unique_within_a_page(visited) -> None:
    def doubled(seen):
        counted = Counter(e.attrs["id"] for e in seen.html.elements if "id" in e.attrs)
        return [name for name, count in counted.items() if count > 1]

    assert _every(visited, doubled) == []


def test_headings_go_down_one_step_at_a_time(visited) -> None:
    def jumps(seen):
        levels = [int(e.tag[1]) for e in seen.html.elements if re.fullmatch("h[1-6]", e.tag)]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield levels
        yield from ((a, b) for a, b in pairwise(levels) if b > a + 1)

    assert _every(visited, jumps) == []


def test_headings_links_and_buttons_have_words(visited) -> None:
    def mute(seen):
        for element in seen.all("h1", "h2", "h3", "a", "button", "summary", "th", "label", "title"):
            if not element.text and not element.attrs.get("aria-label"):
                yield element.tag, element.attrs

    assert _every(visited, mute) == []


def test_every_control_has_a_label(visited) -> None:
    def unlabelled(seen):
        labelled = {e.attrs.get("for") for e in seen.all("label") if e.text}
        for element in seen.all("input", "select", "textarea"):
            if element.attrs.get("type") != "hidden" and element.attrs.get("id") not in labelled:
                yield element.attrs

    assert _every(visited, unlabelled) == []


def test_lists_hold_only_items_and_items_stand_in_lists(visited) -> None:
    def loose(seen):
        for element in seen.html.elements:
            above = element.parent.tag if element.parent else ""
            if (element.tag == "li") != (above in ("ul", "ol")):
                yield above, element.tag
            if element.tag in ("a", "button") and (element.within("a") or element.within("button")):
                yield "nested", element.attrs

    assert _every(visited, loose) == []


def test_every_page_has_one_main_and_a_way_to_it(visited) -> None:
    def wrong(seen):
        first = next(seen.all("a"))
        mains = [element.attrs.get("id") for element in seen.all("main")]
        if (first.attrs.get("href"), mains) != ("#main", ["main"]):
            yield first.attrs, mains

    assert _every(visited, wrong) == []


def test_titles_are_unique_within_a_language(visited) -> None:
    titles = Counter((s.language, next(s.all("title")).text) for s in visited.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_says_what_it_is_about_once(visited) -> None:
    def wrong(seen):
        named = Counter(element.attrs.get("name") for element in seen.all("meta"))
        yield from (name for name, count in named.items() if name and count > 1)

    assert _every(visited, wrong) == []


def test_new_windows_are_opened_nowhere(visited) -> None:
    assert (
        _every(visited, lambda s: [e.attrs for e in s.all("a", "form") if "target" in e.attrs])
        == []
    )


def test_leave_quickly_stands_on_every_page_once(visited) -> None:
    def wrong(seen):
        found = [e for e in seen.all("a") if e.attrs.get("href") == "/exit"]
        if len([e for e in found if e.attrs.get("class") == "leave"]) != 1:
            yield len(found)

    assert _every(visited, wrong) == []


def test_help_numbers_stand_on_every_page(visited) -> None:
    def missing(seen):
        numbers = {
            e.attrs["href"] for e in seen.all("a") if e.attrs.get("href", "").startswith("tel:")
        }
        yield from {"tel:911", "tel:18334575463", "tel:18005630808"} - {
            number.replace("-", "").replace("tel:+", "tel:") for number in numbers
        }

    assert _every(visited, missing) == []
