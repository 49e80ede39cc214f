"""Every public address: that it answers, speaks its language, and knows its other languages."""

import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from upstander.core.languages import table
from upstander.portal.interface import site_map

LOCAL = re.compile(r"^/(?!/)")
RESOURCE = re.compile("/resources/[a-z-]+/$")


def _alternates(seen) -> dict[str, str]:
    links = (e.attrs for e in seen.all("link") if e.attrs.get("rel") == "alternate")
    found = [(a["hreflang"], a["href"]) for a in links]
    assert len(found) == len(dict(found)), f"{seen.path} names a language twice"
    return dict(found)


def test_there_are_as_many_addresses_as_records_and_pages(everywhere, visited, db) -> None:
    languages = site_map().languages
    # Pages, all places, members, funding, awards, places, library, courses with lessons, events.
    per_language = 21 + 1 + 35 + 1 + 35 + 248 + 1 + 15 + 1 + 2 + 13 + 1
    counted = Counter(address.language for address in everywhere.values())
    assert counted == dict.fromkeys(languages, per_language)
    assert len(visited) == 2 * per_language + (len(languages) - 2) * 21


def test_every_address_answers(visited) -> None:
    assert {seen.path: seen.status for seen in visited.values() if seen.status != 200} == {}


def test_no_address_sets_or_asks_for_a_cookie(visited) -> None:
    wrong = {
        seen.path: (seen.cookies, seen.headers.get("vary"))
        for seen in visited.values()
        if seen.cookies
        or "set-cookie" in seen.headers
        or "cookie" in seen.headers.get("vary", "").lower()
    }
    assert wrong == {}


def test_every_page_says_its_language_and_direction(visited) -> None:
    wrong = {}
    for seen in visited.values():
        row = table()[seen.language]
        html = seen.one("html").attrs
        said = (html.get("lang"), html.get("dir"), seen.headers["content-language"])
        if said != (row.code, row.direction, row.code):
            wrong[seen.path] = said
    assert wrong == {}


def test_every_page_names_itself_and_each_other_language_and_the_default(
    visited, everywhere
) -> None:
    site = settings.PUBLIC_URL
    wrong = {}
    for seen in visited.values():
        named = dict(everywhere[seen.path].alternates)
        expected = {
            code: f"{site}{path}" for code, path in {**named, "x-default": named["en"]}.items()
        }
        if _alternates(seen) != expected or named[seen.language] != seen.path:
            wrong[seen.path] = _alternates(seen)
    assert wrong == {}


def test_the_other_languages_name_this_one_back(visited, everywhere) -> None:
    site = settings.PUBLIC_URL
    public = {f"{site}{path}" for path in everywhere}
    named = {f"{site}{seen.path}": _alternates(seen) for seen in visited.values()}
    one_way = [
        (url, code)
        for url, others in named.items()
        for code, other in others.items()
        if other not in public or named.get(other, others) != others
    ]
    assert one_way == []


def test_the_sitemap_is_the_set_of_public_addresses(everywhere, client, db) -> None:
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    response = client.get("/sitemap.xml")
    rows = ElementTree.fromstring(response.content).findall("s:url", names)  # noqa: S314 - our own
    found = [
        (
            row.findtext("s:loc", "", names),
            {(a.get("hreflang"), a.get("href")) for a in row.findall("x:link", names)},
        )
        for row in rows
    ]
    site = "http://testserver"
    expected = {
        f"{site}{path}": {
            (code, f"{site}{other}")
            for code, other in [*address.alternates, ("x-default", dict(address.alternates)["en"])]
        }
        for path, address in everywhere.items()
    }
    assert len(found) == len(expected)
    assert dict(found) == expected
    assert response.headers["Content-Type"] == "application/xml"


def _internal_links(seen) -> set[str]:
    names = ("href", "src", "action", "poster", "data")
    found = {
        element.attrs[name]
        for element in seen.html.elements
        for name in names
        if name in element.attrs
    }
    return {link for link in found if LOCAL.match(link)}


def test_every_internal_link_and_asset_answers(visited, everywhere, db) -> None:
    linked = {link.partition("#")[0] for seen in visited.values() for link in _internal_links(seen)}
    forms = {f"/{code}/find/" for code in site_map().languages}
    client = Client()
    papers = {link for link in linked if link.endswith("/pdf/")}
    assert papers == {f"{path}pdf/" for path in visited if RESOURCE.search(path)}
    others = linked - set(everywhere) - forms - papers | {min(papers)}
    answers = {link: client.head(link).status_code for link in others}
    assert {link: status for link, status in answers.items() if status != 200} == {"/exit": 302}
    assert forms <= linked
    requests = {
        f"/{code}/{way}/" for code in site_map().languages for way in ("tell", "return", "search")
    }
    data = {"/open-data/grants.json", "/open-data/grants.csv"}
    events = [path for path in visited if path.endswith("/events/")]
    data |= {f"{path}{rest}" for path in events for rest in ("calendar.ics", "registration/")}
    apart = {"/exit", min(papers), *requests, *data}
    assert {link.partition("?")[0] for link in answers} - apart == {
        "/static/core/look.css", "/static/core/mark.svg", "/static/core/leave.js",
        "/static/support/tell.css", "/static/learning/library.css", "/static/learning/course.css",
    }  # fmt: skip
    assert requests | data <= linked


def test_every_link_within_a_page_has_its_end(visited) -> None:
    wrong = []
    for seen in visited.values():
        ids = {e.attrs["id"] for e in seen.html.elements if "id" in e.attrs}
        ends = {
            e.attrs.get("href", "")[1:]
            for e in seen.all("a", "use")
            if e.attrs.get("href", "").startswith("#")
        }
        for element in seen.html.elements:
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                ends |= set(element.attrs.get(name, "").split())
        wrong += [(seen.path, end) for end in ends - ids]
    assert wrong == []


@pytest.mark.parametrize("path", ["/en/find-help/nowhere/", "/en/network/nobody/", "/ar/network/"])
def test_what_is_no_address_is_not_found(path, everywhere, client, db) -> None:
    assert (path in everywhere, client.get(path).status_code) == (False, 404)
