"""Nothing of B.C. is in the code: a network of another country, with other pages, works."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.packs.changing import change
from upstander.network.interface import Text, Wordings, programme
from upstander.packs.catalogues import update
from upstander.packs.loading import load
from upstander.portal.interface import addresses, offered_languages

FOREIGN = re.compile(
    r"B\.C\.|British Columbia|\b911\b|\b211\b|Resilience|Victoria|Canad|weather\.gc|provinc",
    re.IGNORECASE,
)
pytestmark = pytest.mark.usefixtures("nothing")


def make_french(pack: Path) -> None:
    """The same network, written in French: English is one of the translations."""
    change(pack, "pack.toml", 'source_language = "en"', 'source_language = "fr"')
    change(pack, "pack.toml", '["en", "ar", "fr"]', '["fr", "ar", "en"]')
    change(pack, "pack.toml", "fr/home", "en/home")
    (pack / "locale" / "fr.po").rename(pack / "locale" / "en.po")
    update(pack)


def answers(client: Client) -> dict[str, str]:
    found = {}
    for address in addresses():
        response = client.get(address.path)
        assert response.status_code == 200, address.path
        found[address.path] = response.content.decode()
    return found


def test_every_page_of_another_network_answers_without_a_word_of_ours(
    lanterns: Path, client: Client
) -> None:
    load(lanterns)

    pages = answers(client)

    assert len(pages) == 3 * (4 + 1 + 1 + 3 + 5 + 2 + 1)  # and library, courses
    assert {
        path: FOREIGN.findall(text) for path, text in pages.items() if FOREIGN.search(text)
    } == {}


def test_the_words_that_are_looked_for_are_found_in_our_own_network() -> None:
    said = "Resilience BC, B.C., British Columbia, call 911 or 211 in the Province"

    assert len(FOREIGN.findall(said)) == 6


def test_every_page_speaks_its_language(lanterns: Path, client: Client) -> None:
    load(lanterns)

    pages = answers(client)

    heads = {
        path: re.findall(r"<html lang=\"(\S+)\" dir=\"(\S+)\">", text)
        for path, text in pages.items()
    }
    directions = {"en": "ltr", "fr": "ltr", "ar": "rtl"}
    assert heads == {path: [(path[1:3], directions[path[1:3]])] for path in pages}


def test_the_words_of_a_page_are_those_of_its_language(lanterns: Path, client: Client) -> None:
    load(lanterns)

    titles = {
        code: re.findall(r"<h1[^>]*>(.*?)</h1>", client.get(f"/{code}/lamp/").content.decode())
        for code in ("en", "ar", "fr")
    }

    assert titles == {"en": ["Find a lamp"], "ar": ["ar: Find a lamp"], "fr": ["fr: Find a lamp"]}


def test_the_bare_address_leads_to_the_languages_of_the_pack_alone(
    lanterns: Path, client: Client
) -> None:
    load(lanterns)

    found = {
        header: client.get("/", headers={"accept-language": header}).headers["Location"]
        for header in ("ar", "fr-CA, en;q=0.5", "ja", "")
    }

    assert found == {"ar": "/ar/", "fr-CA, en;q=0.5": "/fr/", "ja": "/en/", "": "/en/"}


def test_a_language_that_the_pack_lacks_is_not_found(lanterns: Path, client: Client) -> None:
    load(lanterns)

    found = {path: client.get(path).status_code for path in ("/ja/", "/ja/lamp/", "/ja/network/x/")}

    assert found == dict.fromkeys(found, 404)


def test_leave_quickly_lands_where_the_pack_says(lanterns: Path, client: Client) -> None:
    load(lanterns)

    assert client.get("/exit").headers["Location"] == "https://example.org/weather/"


def test_a_town_finds_its_own_spoke_the_nearest_and_the_hub(lanterns: Path, client: Client) -> None:
    change(lanterns, "communities.toml", 'key = "dune-end"', 'key = "dune-end"\nalso = ["Düne"]')
    load(lanterns)

    found = {
        typed: client.post("/en/find/", {"place": typed}).headers.get("Location")
        for typed in ("amber bay", "DUNE", "Bernsteinbucht", "Atlantis")
    }

    assert found == {
        "amber bay": "/en/find-help/amber-bay/",
        "DUNE": "/en/find-help/dune-end/",
        "Bernsteinbucht": "/en/find-help/amber-bay/",
        "Atlantis": None,
    }


def test_a_pack_in_french_answers_in_french_first(lanterns: Path, client: Client) -> None:
    make_french(lanterns)
    load(lanterns)

    pages = answers(client)

    assert len(pages) == 51
    assert offered_languages() == ["fr", "en", "ar"]
    assert client.get("/").headers["Location"] == "/fr/"
    assert "Find a lamp" in pages["/fr/lamp/"]
    assert "fr: Find a lamp" in pages["/en/lamp/"]
    assert 'hreflang="x-default" href="http://127.0.0.1:8000/fr/lamp/"' in pages["/ar/lamp/"]
    listed = client.get("/sitemap.xml").content.decode()
    defaults = re.findall(r'hreflang="x-default" href="http://testserver/(\w+)/', listed)
    assert defaults == ["fr"] * len(pages)


def test_a_pack_in_french_shows_a_french_text_where_none_is_translated(lanterns: Path) -> None:
    make_french(lanterns)
    load(lanterns)
    found = programme()
    assert found is not None

    said = Wordings(["programme"], found.source_language).text("programme:none:notice", "Bonjour")

    assert said == Text("Bonjour", "fr")


# The chooser and the table of languages name English in English, as they should.
LINKS_TO_ENGLISH = re.compile(r'<a [^>]*lang="en"[^>]*>English</a>')


def test_a_pack_in_french_marks_no_name_as_english(lanterns: Path, client: Client) -> None:
    make_french(lanterns)
    load(lanterns)

    marked = [
        path
        for path, text in answers(client).items()
        if path[1:3] != "en" and 'lang="en" dir' in LINKS_TO_ENGLISH.sub("", text)
    ]

    assert marked == []
