"""The front, leaving, errors: in whose language, and with what headers."""

import pytest
from django.test import Client

from tests.accounts.people import member, sign_in, spoke
from tests.portal.reading import Seen, read, see
from upstander.core.languages import negotiate, table
from upstander.network.models import Programme
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db

ASKED = {
    "": "en",
    "pa": "pa",
    "pa-IN": "pa",
    "pa-Guru-CA": "pa",
    "PA": "pa",
    "fil-PH,en;q=0.5": "tl",
    "tl": "tl",
    "fr-CA,fr;q=0.9,en;q=0.8": "fr",
    "en;q=0.1, fr;q=0.2": "fr",
    "de, ja;q=0.3": "ja",
    "de": "en",
    "*": "en",
    "zh": "zh-hans",
    "zh-CN": "zh-hans",
    "zh-Hans-SG": "zh-hans",
    "zh-TW": "zh-hant",
    "zh-HK": "zh-hant",
    "zh-Hant-HK": "zh-hant",
    "yue": "zh-hant",
    "ar-EG": "ar",
    "fa-IR": "fa",
    "prs": "fa",
    "es-419": "es",
    "fr;q=0, ko": "ko",
    "fr;q=0": "en",
    "fr;q=nan, ja": "ja",
    "fr;q=x, ja;q=0.1": "ja",
    "fr_CA": "fr",
    ";;;,,,q=": "en",
    "fr" + ";q=1" * 2000: "en",
    "x," * 5000 + "fr": "en",
    "\x00\x01fr": "en",
    "../../etc/passwd": "en",
    "é, fr;q=0.1": "fr",
}


@pytest.mark.parametrize(("header", "code"), ASKED.items(), ids=[repr(h)[:24] for h in ASKED])
def test_the_bare_address_leads_to_the_language_that_is_asked_for(header, code, client) -> None:
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{code}/")
    assert response.headers["Vary"] == "Accept-Language"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.cookies == {}


@pytest.mark.parametrize("header", ["\udcff\udcfe", "é" * 9000, "\x00" * 9000, "q" * 9000])
def test_any_bytes_may_stand_in_the_header(header) -> None:
    assert negotiate(header, ["en", "fr"]) == "en"


NOT_FOUND = [
    ("/xx/", "", "en"),
    ("/xx/", "pa-IN", "pa"),
    ("/de/hilfe/", "ar;q=0.4", "ar"),
    ("/pa/nope/", "", "pa"),
    ("/pa/nope/", "fr", "pa"),
    ("/ar/find-help/nowhere/", "fr", "ar"),
    ("/zh-hant/network/nobody/", "", "zh-hant"),
    ("/zh/", "", "zh-hans"),
    ("/zh-TW/", "fr", "zh-hant"),
    ("/fil/rights/", "", "tl"),
    ("/fr-CA/", "pa", "fr"),
    ("/wp-login.php", "", "en"),
    ("/wp-login.php", "ja", "ja"),
    ("/%00/", "ko", "ko"),
    ("/en/%ff/", "ko", "en"),
    ("/EN/", "ko", "en"),
]


@pytest.mark.parametrize(("path", "header", "code"), NOT_FOUND)
def test_what_is_not_there_says_so_in_the_nearest_language(path, header, code) -> None:
    seen = see(Client(headers={"Accept-Language": header}), path)
    html = seen.one("html").attrs
    assert (seen.status, html["lang"], seen.headers["content-language"]) == (404, code, code)
    assert html["dir"] == ("rtl" if code in ("ar", "fa") else "ltr")
    assert {e.attrs["content"] for e in seen.all("meta") if e.attrs.get("name") == "robots"} == {
        "noindex"
    }
    forms = {e.attrs["action"] for e in seen.all("form")}
    assert (forms, seen.cookies, seen.html.faults) == ({f"/{code}/find/"}, [], [])
    english = "We cannot find that page"
    assert (seen.one("h1").text == english) == (code == "en")


def _draft_notices(seen: Seen) -> list[set[str]]:
    """Of each notice, where it leads: to the source language."""
    shown = [e for e in seen.all("div") if "notice" in e.attrs.get("class", "").split()]
    return [{a.attrs["href"] for a in seen.all("a") if a.parent.parent is e} for e in shown]


def _expected(code: str, path: str) -> list[set[str]]:
    return [] if table()[code].reviewed else [{path}]


@pytest.mark.parametrize("code", table())
def test_an_error_page_in_an_unreviewed_language_says_that_it_is_a_draft(code) -> None:
    asking = {"headers": {"Accept-Language": code}}
    client = Client(**asking)
    assert _draft_notices(see(client, f"/{code}/nope/")) == _expected(code, "/en/nope/")
    strict = Client(enforce_csrf_checks=True, **asking)
    refused = read(strict.post("/account/login/"), "/account/login/")
    assert (refused.status, _draft_notices(refused)) == (403, _expected(code, "/en/"))
    sign_in(client, member(Role.SPOKE_WORKER, spoke()))
    client.post("/desk/language/", {"language": code})
    seen = see(client, "/desk/requests/network/")
    assert (seen.status, _draft_notices(seen)) == (403, _expected(code, "/en/"))


def test_leaving_forgets_everything_and_lands_on_the_neutral_site(client) -> None:
    response = client.get("/exit")
    assert (response.status_code, response.headers["Location"]) == (302, "https://weather.gc.ca/")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}


def test_leaving_works_without_a_network(client) -> None:
    Programme.objects.all().delete()
    assert client.get("/exit").headers["Location"] == "https://www.wikipedia.org/"


def test_without_a_network_the_front_says_what_to_do(client) -> None:
    PublicPage.objects.all().update(live=False)
    response = client.get("/")
    assert (response.status_code, b"upstander init" in response.content) == (503, True)
    assert client.get("/en/").status_code == 404


def test_robots_may_read_what_is_public(client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    closed = ["Disallow: /account/", "Disallow: /desk/", "Disallow: /editor/"]
    assert lines == ["User-agent: *", *closed, "", "Sitemap: http://testserver/sitemap.xml"]


def test_an_unknown_host_is_refused_with_a_page(client) -> None:
    response = client.get("/en/", headers={"Host": "evil.example"})
    assert (response.status_code, b"<h1>" in response.content) == (400, True)


def test_what_breaks_on_our_side_says_so_in_the_readers_language(monkeypatch) -> None:
    def broken(*_):
        raise RuntimeError("planted")

    monkeypatch.setattr("upstander.network.interface.regions", broken)
    for code in ("en", "ar"):
        seen = see(Client(raise_request_exception=False), f"/{code}/find-help/all/")
        assert (seen.status, seen.one("html").attrs["lang"]) == (500, code)
        assert (seen.one("h1").text == "Something broke on our side") == (code == "en")
        assert "planted" not in seen.one("html").text


def test_what_is_not_there_at_the_desk_leads_back_to_it():
    client = sign_in(Client(), worker := member(Role.SPOKE_WORKER, spoke()))
    worker.language = "ar"
    worker.save()

    seen = see(client, "/desk/requests/not-there/")

    html = seen.one("html").attrs
    assert (seen.status, html["lang"], html["dir"]) == (404, "ar", "rtl")
    assert [e.attrs["action"] for e in seen.all("form")] == ["/account/logout/"]
    assert [e.attrs["href"] for e in seen.all("a")][-1] == "/desk/"


def test_whoever_is_not_signed_in_is_shown_help_also_there():
    seen = see(Client(), "/desk/requests/not-there/")

    assert (seen.status, {e.attrs["action"] for e in seen.all("form")}) == (404, {"/en/find/"})
