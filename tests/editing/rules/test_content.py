"""Links, pictures, videos and headings, from plain values."""

import pytest

from upstander.editing.rules.content import (
    Link,
    link_findings,
    marked,
    outside_addresses,
    same_as_original,
    shape_findings,
)

GONE = "A link leads to a page that is not there. Choose another page."
PICTURE = "Choose a picture, and say in a sentence what it shows."
ORIGINAL = {"title": "Film evening", "body/0/text": "<p>Come.</p>"}
TRANSCRIPT = "A video needs a transcript: every word that is said, and what one sees."


def leads(address):
    return address in ("page:help", "/en/help/")


def found(links, language="en", broken=()):
    rows = link_findings(language, {"body/0/text": links}, leads=leads, broken=broken)
    return [(f.is_must, f.sentence, f.about) for f in rows]


def test_links_and_headings_are_read_from_rich_text():
    html = '<h3>One</h3><p>See <a href="page:help">our <strong>help</strong></a>.</p><h3> </h3>'
    assert marked(html) == ([Link("page:help", "our help")], [(3, "One"), (3, "")])


@pytest.mark.parametrize(
    ("address", "words", "is_must", "sentence"),
    [
        ("page:gone", "Our page", True, GONE),
        ("page:", "Our page", True, GONE),
        ("", "Our page", True, GONE),
        ("/en/gone/", "Our page", True, GONE),
        ("http://a.example/", "A place", False, "A web address begins with https://."),
        ("javascript:x", "A place", False, "A web address begins with https://."),
        ("https://broken.example/", "A place", False, "This address does not answer."),
        ("page:help", "Click here.", False, "Say where a link leads, in its own words."),
        ("page:help", "", False, "A link has no words. Say where it leads."),
    ],
)
def test_a_link_that_is_wrong_is_found(address, words, is_must, sentence):
    (finding,) = found([Link(address, words)], broken={"https://broken.example/"})
    assert finding[:2] == (is_must, sentence)


@pytest.mark.parametrize(
    "address", ["page:help", "/en/help/", "https://a.example/", "mailto:a@b.example", "tel:911"]
)
def test_a_link_that_is_right_is_not(address):
    assert found([Link(address, "What it is")]) == []


def test_words_that_say_nothing_are_known_in_english_alone():
    assert found([Link("page:help", "here")], "fr") == []


def test_only_addresses_elsewhere_are_asked_for():
    links = {"a": [Link("https://a.example/", "A"), Link("page:help", "B"), Link("tel:1", "C")]}
    assert outside_addresses(links) == {"https://a.example/"}


def shapes(*body):
    return [(f.is_must, f.sentence) for f in shape_findings(list(body), leads=leads)]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("image", {"heading": "", "picture": "1", "alternative": " "}, [(True, PICTURE)]),
        ("image", {"heading": "", "picture": "1", "alternative": "A lamp"}, []),
        ("video", {"heading": "", "text": "<p> </p>"}, [(True, TRANSCRIPT)]),
        ("video", {"heading": "", "text": "<p>She says no.</p>"}, []),
        (
            "text", {"heading": "", "text": "<h3>Small</h3>"},
            [(False, "A small heading stands without a large one above it.")],
        ),
        ("text", {"heading": "Large", "text": "<h3>Small</h3>"}, []),
        (
            "text", {"heading": "Large", "text": "<h3></h3>"},
            [(False, "A heading is empty. Write it, or take it out.")],
        ),
        ("cards", {"heading": "", "items": [{"page": "help", "title": "Help"}]}, []),
        ("cards", {"heading": "", "items": [{"page": "gone", "title": "Gone"}]}, [(True, GONE)]),
        ("steps", {"heading": "", "items": ["One"]}, []),
        ("near", "", []),
    ],
)  # fmt: skip
def test_what_a_body_lacks_is_found(kind, value, expected):
    assert shapes([kind, value]) == expected


def test_a_large_heading_counts_for_what_stands_below_it():
    assert (
        shapes(
            ["text", {"heading": "Large", "text": "<p>x</p>"}],
            ["text", {"heading": "", "text": "<h3>Small</h3>"}],
        )
        == []
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ORIGINAL, ["Write the translation first. (Film evening)"]),
        ({**ORIGINAL, "title": "Soirée cinéma"}, []),
        ({"title": "Film evening"}, []),
        ({}, []),
    ],
)
def test_one_word_in_its_own_language_is_a_beginning(words, said):
    assert [finding.said for finding in same_as_original(words, ORIGINAL)] == said
