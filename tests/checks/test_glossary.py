"""Words that must stand, words that must not, and the name of the button."""

import pytest

from checks.glossary import faults, wrong_words

GLOSSARY = {
    "glossary": [{"key": "network", "always": True, "en": "network", "fr": "réseau"}],
    "avoid": [{"language": "fr", "word": "crime de haine", "reason": "say crime haineux"}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("The network.", "Le réseau."), []),
        (("The network.", "La toile."), ["fr has 'network' without 'réseau': La toile."]),
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
