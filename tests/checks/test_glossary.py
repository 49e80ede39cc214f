"""Words that must stand, words that must not, and the name of the button."""

import re
import tomllib

import polib
import pytest

from checks import PACKAGE
from checks.glossary import faults, wrong_words

PACK = PACKAGE / "packs" / "resilience_bc"
GLOSSARY = {
    "glossary": [
        {"key": "network", "always": True, "en": "network", "fr": "réseau"},
        {"key": "spoke", "always": True, "en": "spoke", "fr": "groupe", "but_not": ["spoke up"]},
        {"key": "lamp", "en": "lamp", "fr": "lampe"},
    ],
    "form": [
        {"term": "network", "language": "fr", "words": ["maillage"]},
        {"term": "network", "language": "ar", "words": ["toile"]},
        {"term": "spoke", "language": "fr", "words": ["équipe"]},
    ],
    "avoid": [{"language": "fr", "word": "crime de haine", "reason": "say crime haineux"}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("The network.", "Le réseau."), []),
        (("The network.", "La toile."), ["fr has 'network' without 'réseau': La toile."]),
        (("A network.", "Un maillage."), []),
        (("A network.", "Une équipe."), ["fr has 'network' without 'réseau': Une équipe."]),
        (("Networks.", "Des toiles."), ["fr has 'network' without 'réseau': Des toiles."]),
        (("She spoke up.", "Elle a parlé."), []),
        (
            ("The spoke spoke up.", "Ils ont parlé."),
            ["fr has 'spoke' without 'groupe': Ils ont parlé."],
        ),
        (("A lamp.", "Un fanal."), []),
        (
            ("A hate crime.", "Un Crime de haine."),
            ["fr says 'crime de haine' (say crime haineux): Un Crime de haine."],
        ),
        (("Press Leave quickly.", "Appuyez sur Quitter."), ["button"]),
        (("Press Leave quickly.", "Appuyez sur Partir vite."), []),
    ],
)
def test_wrong_words_are_found_each_with_its_reason(text, expected):
    found = list(wrong_words(GLOSSARY, "fr", [text], "Partir vite"))

    if expected == ["button"]:
        expected = ["fr names the button otherwise than 'Partir vite': Appuyez sur Quitter."]
    assert found == expected


def test_word_to_avoid_in_one_language_is_free_in_another():
    glossary = {"avoid": [{"language": "ar", "word": "x", "reason": "y"}]}

    assert list(wrong_words(glossary, "fr", [("a", "x")], "b")) == []


def test_catalogues_that_come_along_keep_to_their_glossary(django_db_blocker):
    assert faults() == []


def _texts(language: str) -> list[tuple[str, str]]:
    return [(e.msgid, e.msgstr) for e in polib.pofile(str(PACK / "locale" / f"{language}.po"))]


PLANTED = [
    ("ja", "racism", "人種差別", "民族主義"),
    ("es", "racism", "racismo", "odio"),
    ("ko", "police", "경찰", "공안"),
    ("vi", "human rights", "nhân quyền", "quyền lợi"),
    ("fa", "hub", "مرکز هماهنگی", "مرکز"),
    ("zh-hant", "spoke", "成員團體", "車輪"),
    ("fr", "hate crime", "crimes haineux", "actes"),
    ("ar", "interpreter", "مترجم", "شخص"),
    ("pa", "discrimination", "ਵਿਤਕਰੇ", "ਕੰਮ"),
    ("hi", "confidential", "गोपनीय", "निजी"),
]


@pytest.mark.parametrize(("language", "term", "word", "other"), PLANTED)
def test_one_text_with_another_word_for_a_term_is_found(language, term, word, other):
    glossary = tomllib.loads((PACK / "glossary.toml").read_text("utf-8"))
    texts = [
        text
        for text in _texts(language)
        if re.search(rf"\b{term}", text[0], re.I) and word in text[1]
    ]
    spoilt = (texts[-1][0], texts[-1][1].replace(word, other))

    found = list(wrong_words(glossary, language, [*texts[:-1], spoilt], ""))

    assert [fault.split(" without ")[0] for fault in found] == [f"{language} has {term!r}"]


def test_every_term_that_always_stands_is_met_in_the_texts():
    glossary = tomllib.loads((PACK / "glossary.toml").read_text("utf-8"))
    sources = " ".join(source for source, _ in _texts("fr"))

    terms = [row["en"] for row in glossary["glossary"] if row.get("always")]

    assert [t for t in terms if not re.search(rf"\b{re.escape(t)}s?\b", sources, re.I)] == []
    assert len(terms) == 21


def _without(form: dict, word: str) -> dict:
    return {**form, "words": [other for other in form["words"] if other != word]}


def test_every_other_form_is_needed_by_a_text():
    glossary = tomllib.loads((PACK / "glossary.toml").read_text("utf-8"))
    rows = {row["key"]: row for row in glossary["glossary"]}
    texts = {form["language"]: _texts(form["language"]) for form in glossary["form"]}

    idle = [
        (form["language"], form["term"], word)
        for form in glossary["form"]
        for word in form["words"]
        for less in [{"glossary": [rows[form["term"]]], "form": [_without(form, word)]}]
        if not list(wrong_words(less, form["language"], texts[form["language"]], ""))
    ]

    assert idle == []
