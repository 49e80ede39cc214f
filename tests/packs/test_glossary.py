"""The glossary of a pack, in the product: loaded once, and what staff changed stays."""

from pathlib import Path

import pytest

from tests.accounts.people import person
from tests.packs.changing import append, change
from upstander.editing.actions.glossary import allow_word, change_term
from upstander.editing.models import AvoidedWord, GlossaryTerm
from upstander.packs.checking import faults_of
from upstander.packs.loading import load
from upstander.packs.reading import find_pack, read_pack

FILE = "glossary.toml"
MORE = (
    'always = true\nbut_not = ["lamp oil"]\n\n'
    '[[form]]\nterm = "lamp"\nlanguage = "fr"\nwords = ["lampes"]\n\n'
    '[[avoid]]\nlanguage = "fr"\nword = "lanterne"\nreason = "too old"\n'
)


@pytest.fixture
def lit(lanterns: Path) -> Path:
    """The tiny pack with another form and a word to avoid."""
    append(lanterns, FILE, MORE)
    return lanterns


@pytest.mark.usefixtures("nothing")
def test_it_is_loaded_once_and_changed_with_the_pack(lit: Path) -> None:
    load(lit)

    rows = GlossaryTerm.objects.values_list(
        "language", "key", "source", "word", "forms", "note", "is_always", "but_not"
    )
    assert list(rows) == [
        ("ar", "lamp", "lamp", "مصباح", [], "Never lantern.", True, ["lamp oil"]),
        ("fr", "lamp", "lamp", "lampe", ["lampes"], "Never lantern.", True, ["lamp oil"]),
    ]
    assert [(str(row), row.reason) for row in AvoidedWord.objects.all()] == [
        ("fr/lanterne", "too old")
    ]
    assert load(lit).written == 0
    change(lit, FILE, '"lampe"', '"ampoule"')
    change(lit, FILE, '"too old"', '"nobody says it"')
    assert load(lit).written == 2
    term = GlossaryTerm.objects.get(language="fr")
    assert (term.word, term.version) == ("ampoule", 2)
    assert AvoidedWord.objects.get().reason == "nobody says it"


@pytest.mark.usefixtures("nothing")
def test_what_staff_changed_stays_and_is_told(lit: Path) -> None:
    load(lit)
    by, term = person(), GlossaryTerm.objects.get(language="fr")
    data = {"word": "luminaire", "forms": [], "note": "", "is_always": True}
    change_term(term, data, seen=1, by=by)
    allow_word(AvoidedWord.objects.get(), by=by)

    again = load(lit)
    assert (again.written, again.kept, again.gone) == (
        0, ["glossary:fr/lamp"], ["avoid:fr/lanterne"],
    )  # fmt: skip
    change(lit, FILE, '"lampe"', '"ampoule"')
    assert [found.name for found in load(lit).differing] == ["glossary:fr/lamp"]
    assert GlossaryTerm.objects.get(language="fr").word == "luminaire"
    assert GlossaryTerm.objects.get(language="ar").version == 1
    load(lit, take_pack=lambda difference: True)
    assert GlossaryTerm.objects.get(language="fr").word == "ampoule"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"lampe"', f'"{"x" * 121}"', "'fr' has more than 120 characters"),
        ('"Never lantern."', f'"{"x" * 601}"', "'note' has more than 600 characters"),
        ('"too old"', f'"{"x" * 601}"', "'reason' has more than 600 characters"),
        ('"lanterne"', f'"{"x" * 121}"', "'word' has more than 120 characters"),
    ],
)
def test_what_does_not_fit_is_a_fault(lit: Path, old: str, new: str, reason: str) -> None:
    change(lit, FILE, old, new)
    assert [fault.reason for fault in faults_of(read_pack(lit))] == [reason]


@pytest.mark.django_db
def test_the_pack_that_comes_along_has_its_glossary_in_the_product() -> None:
    pack = read_pack(find_pack("resilience_bc"))
    words = len(pack.rows["glossary"]) * len(pack.translated_languages)
    assert GlossaryTerm.objects.count() == words
    assert AvoidedWord.objects.count() == len(pack.rows["avoid"])
