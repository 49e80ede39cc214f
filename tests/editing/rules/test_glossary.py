"""The glossary against words in which faults were planted."""

import pytest

from upstander.editing.rules.glossary import (
    Avoided,
    Term,
    avoided_in,
    glossary_findings,
    is_in_source,
    missed_in,
)

CRIME = Term("hate crime", "crime haineux", ("crimes haineux",), ("hate crime unit",))
BAD = Avoided("crime de haine", "one term only")


@pytest.mark.parametrize(
    ("source", "words", "is_missed"),
    [
        ("A hate crime.", "Un crime haineux.", False),
        ("A Hate crime.", "UN CRIME HAINEUX.", False),
        ("Two hate crimes.", "Deux crimes haineux.", False),
        ("A hate crime.", "Un délit.", True),
        ("The hate crime unit.", "Le service de police.", False),
        ("The hate crime unit sees a hate crime.", "Le service voit.", True),
        ("Hate crimeless.", "Rien.", False),
    ],
)
def test_a_term_is_missed_where_the_source_says_it(source, words, is_missed):
    assert missed_in([CRIME], source, words) == ([CRIME] if is_missed else [])


def test_a_term_that_need_not_stand_is_not_looked_for():
    assert missed_in([CRIME._replace(always=False)], "A hate crime.", "Un délit.") == []
    assert is_in_source(CRIME, "HATE CRIMES")


def test_an_avoided_word_is_found_in_any_case():
    assert avoided_in([BAD], "Un Crime de Haine.") == [BAD]
    assert avoided_in([BAD], "Un crime.") == []


def test_findings_say_where_what_and_why():
    texts = [
        ("title", "A hate crime", "Un crime de haine"),
        ("summary", "A hate crime", "Un crime haineux"),
        ("menu", "A hate crime", ""),
    ]
    found = list(glossary_findings([CRIME], [BAD], texts))

    assert [(f.where, f.sentence, f.is_must) for f in found] == [
        ("title", "The glossary avoids “crime de haine”: one term only", False),
        ("title", "For “hate crime” the glossary says “crime haineux”.", False),
    ]
