"""Texts in the reader's language, and the source where they are missing or outdated."""

from hashlib import sha256

import pytest
from django.utils import translation

from upstander.network.models import Programme, Wording
from upstander.network.queries.wording import Text, Wordings, digest_of, source_language

pytestmark = pytest.mark.django_db

KEY, SOURCE, FRENCH = "service:bread:purpose", "Bread for all.", "Du pain pour tous."


@pytest.fixture
def bread() -> Wording:
    digest = digest_of(SOURCE)
    return Wording.objects.create(key=KEY, language="fr", text=FRENCH, source_digest=digest)


def _said(language: str, source: str = SOURCE) -> Text:
    with translation.override(language):
        return Wordings(("service",)).text(KEY, source)


def test_the_digest_is_the_sha_256_of_the_text() -> None:
    assert digest_of("é") == sha256("é".encode()).hexdigest()


def test_a_wording_is_said_in_its_language(bread) -> None:
    assert _said("fr") == Text(FRENCH, "fr", SOURCE)


def test_a_draft_has_its_original_with_it_until_a_person_has_read_it(bread) -> None:
    assert _said("fr").original == SOURCE
    Wording.objects.filter(pk=bread.pk).update(state="reviewed")
    assert _said("fr") == Text(FRENCH, "fr")


@pytest.mark.parametrize("language", ["en", "pa"])
def test_where_there_is_no_wording_the_source_is_said(bread, language) -> None:
    assert _said(language) == Text(SOURCE, "en")


def test_an_outdated_wording_gives_way_to_the_source(bread) -> None:
    assert _said("fr", "Bread for some.") == Text("Bread for some.", "en")


@pytest.mark.parametrize(
    ("state", "source", "has"),
    [
        ("machine_draft", SOURCE, True),
        ("reviewed", SOURCE, False),
        ("machine_draft", "Bread for some.", False),
        ("machine_draft", "", False),
    ],
)
def test_whether_what_was_asked_for_is_a_machine_draft(bread, state, source, has) -> None:
    Wording.objects.filter(pk=bread.pk).update(state=state)
    with translation.override("fr"):
        wordings = Wordings(("service",))
        before = wordings.has_drafts
        wordings.text(KEY, source)
    assert (before, wordings.has_drafts) == (False, has)


def test_an_empty_source_has_no_wording(bread) -> None:
    assert _said("fr", "") == Text("", "en")


def test_the_source_language_takes_no_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert _said("en") == Text(SOURCE, "en")


def test_another_language_takes_one_query_for_everything(bread, django_assert_num_queries) -> None:
    with django_assert_num_queries(1), translation.override("fr"):
        wordings = Wordings(("service", "fact"))
        assert {wordings.text(KEY, SOURCE) for _ in range(5)} == {Text(FRENCH, "fr", SOURCE)}


def test_a_text_reads_as_its_words_and_is_empty_without() -> None:
    assert str(Text("Bread", "en")) == "Bread"
    assert (bool(Text("Bread", "en")), bool(Text("", "en"))) == (True, False)


def test_the_source_language_is_the_programmes_else_english() -> None:
    Programme.objects.update(source_language="fr")
    assert source_language() == "fr"
    Programme.objects.all().delete()
    assert source_language() == "en"


def test_without_an_active_language_the_source_is_read() -> None:
    with translation.override(None):
        assert Wordings(("service",), "en").text(KEY, SOURCE) == Text(SOURCE, "en")
