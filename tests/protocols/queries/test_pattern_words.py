"""A pattern is there in another language whole, or not at all."""

import pytest

from tests.protocols.pattern_made import a_pattern, texts_of, word, wordings
from upstander.core.languages import table
from upstander.protocols.models import Pattern
from upstander.protocols.queries.pattern_words import Library, in_reading_language, library

pytestmark = pytest.mark.django_db


@pytest.fixture
def pattern():
    found = a_pattern()
    word(found, "fr")
    return found


def test_it_is_said_in_a_language_with_the_same_steps_duties_and_times(pattern):
    said = library().said(pattern, "fr")
    assert (said.language, said.is_reviewed) == ("fr", False)
    assert said.title == "fr: reports-racism:title"
    assert {text[:4] for text in texts_of(said.content)} == {"fr: "}
    assert len(texts_of(said.content)) == len(texts_of(pattern.content))
    kept = ("section", "duty", "levels", "within")
    assert [[s[n] for n in kept] for s in said.content["steps"]] == [
        [s[n] for n in kept] for s in pattern.content["steps"]
    ]


def test_its_own_language_needs_no_words(pattern):
    said = Library(["en"]).said(pattern, "en")
    assert (said.content, said.title) == (pattern.content, pattern.title)
    assert said.is_reviewed


def test_it_is_there_in_every_language_of_the_pack(pattern):
    assert library().languages_of(pattern) == list(table())


def test_one_text_without_words_leaves_the_language_out(pattern):
    wordings(pattern, "fr")[3].delete()
    assert library().said(pattern, "fr") is None
    assert library().languages_of(pattern) == [code for code in table() if code != "fr"]


def test_what_the_hub_changed_has_no_words_but_a_title_is_no_hindrance(pattern):
    Pattern.objects.filter(pk=pattern.pk).update(title="When it happens")
    pattern.refresh_from_db()
    assert library().said(pattern, "fr").title == "When it happens"
    pattern.content["steps"][0]["text"] = "Ours"
    assert library().said(pattern, "fr") is None


def test_it_counts_as_read_once_all_of_it_is(pattern):
    word(pattern, "fr", "reviewed")
    assert library().said(pattern, "fr").is_reviewed
    row = wordings(pattern, "fr")[-1]
    row.state = "machine_draft"
    row.save()
    assert library().said(pattern, "fr").is_reviewed is (row.key.endswith(f"{pattern.key}:title"))


def test_what_people_wrote_is_there_in_its_own_language_alone(pattern):
    ours = Pattern.objects.create(title="Ours", language="pa", content=pattern.content)
    assert library().languages_of(ours) == ["pa"]


def test_a_list_is_read_in_one_query(pattern, django_assert_num_queries):
    rows = list(Pattern.objects.all())
    with django_assert_num_queries(1):
        found = in_reading_language(rows, "fr")
    assert [said.language for _row, said in found] == ["fr"] * 3
    assert [said.language for _row, said in in_reading_language(rows, None)] == ["en"] * 3
