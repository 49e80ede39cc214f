"""The library as everyone sees it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.learning.library_made import VIDEO, a_resource, translated
from upstander.core.languages import table
from upstander.learning.models import Lesson, Resource, ResourceFile
from upstander.learning.queries.resource import public_paths, public_resources

pytestmark = pytest.mark.django_db
MOST = 10  # queries of a public page


def _queries(client, path):
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(found), answer


def test_a_long_list_costs_as_much_as_a_short_one(client):
    few, _ = _queries(client, "/fr/resources/")
    one = a_resource("r-0", title="R 0")
    Resource.objects.bulk_create(
        Resource(**{
            field.attname: getattr(one, field.attname)
            for field in Resource._meta.concrete_fields
            if field.attname not in ("id", "key", "title", "translation_key")
        }, key=f"r-{number}", title=f"R {number}", translation_key=uuid4())
        for number in range(1, 5000)
    )  # fmt: skip
    many, answer = _queries(client, "/fr/resources/?page=2")
    assert many == few <= MOST
    assert "R 1" in answer.content.decode()
    assert _queries(client, "/fr/resources/?kind=guide&topic=community")[0] == few
    assert not answer.cookies


@pytest.mark.parametrize("language", table())
def test_a_poster_is_printed_in_every_language(client, language):
    answer = client.get(f"/{language}/resources/help-numbers/pdf/")
    assert answer["Content-Disposition"].endswith(f'help-numbers-{language}.pdf"')
    assert answer.content.startswith(b"%PDF-")


def test_a_source_that_changed_is_said_in_public_within_a_minute(client):
    row = Resource.objects.get(key="first-meeting", locale__language_code="en")
    lesson = Lesson.objects.get(key="five-ways", locale__language_code="en")
    paths = ["/fr/resources/first-meeting/", f"/fr/courses/{lesson.course}/five-ways/"]
    said = "La page d’origine a changé depuis cette traduction."
    before = [said in client.get(path).content.decode() for path in paths]
    for source in (row, lesson):
        source.summary = "Other words."
        source.save_revision().publish()
    answers = [client.get(path) for path in paths]
    assert before == [False, False]
    assert [said in answer.content.decode() for answer in answers] == [True, True]
    assert {answer["Cache-Control"] for answer in answers} == {"public, max-age=60"}


@pytest.mark.parametrize("key", ["first-meeting", "help-numbers", "starting-in-a-spoke"])
@pytest.mark.parametrize("rest", ["", "pdf/"])
def test_one_is_shown_in_few_queries(client, key, rest):
    count, answer = _queries(client, f"/ar/resources/{key}/{rest}")
    assert count <= MOST
    assert not answer.cookies


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        ({}, {"a", "b", "c"}),
        ({"kind": "poster"}, {"b"}),
        ({"topic": "care", "kind": "guide"}, {"c"}),
        ({"audience": "schools"}, {"a"}),
        ({"age": "youth"}, {"b"}),
        ({"language": "fr"}, {"c"}),
        ({"kind": "lesson", "language": ""}, set()),
    ],
)
def test_what_is_chosen_is_what_is_shown(chosen, keys):
    Resource.objects.all().delete()
    a_resource("a", audience="schools")
    a_resource("b", kind="poster", age="youth")
    translated(a_resource("c", topic="care"), "fr")
    assert {row.key for row in public_resources("en", chosen)} == keys


@pytest.mark.parametrize("query", ["kind=%00", "page=99999", "page=x", f"topic={'x' * 10_000}"])
def test_a_query_that_means_nothing_shows_a_list(client, query):
    assert "first-meeting" in client.get(f"/en/resources/?{query}").content.decode()


def test_where_nothing_fits_the_page_says_what_to_do(client):
    answer = client.get("/en/resources/?kind=poster&age=children").content.decode()
    assert "Nothing fits all of this." in answer


def test_an_unknown_one_is_not_found(client):
    assert client.get("/en/resources/nothing/").status_code == 404
    assert client.get("/en/resources/nothing/pdf/").status_code == 404


def test_a_resource_in_another_language_is_marked_and_says_so(client):
    a_resource()
    answer = client.get("/fr/resources/tea/").content.decode()
    assert '<article class="stack" lang="en" dir="ltr">' in answer
    translated(a_resource(), "fr", title="Thé")
    assert (
        '<article class="stack" lang="fr" dir="ltr">'
        in client.get("/fr/resources/tea/").content.decode()
    )


def test_what_was_made_from_it_and_what_it_comes_from_are_linked(client):
    a_resource()
    a_resource("coffee", derived_from="tea", title="Coffee and talk")
    assert "Coffee and talk" in client.get("/en/resources/tea/").content.decode()
    assert "Tea and talk" in client.get("/en/resources/coffee/").content.decode()


def test_a_video_is_shown_with_every_word_of_it(client):
    a_resource(**VIDEO, easy_read="They talk.")
    answer = client.get("/en/resources/tea/").content.decode()
    assert 'href="https://video.example/1"' in answer
    assert "A woman speaks." in answer
    assert "They talk." in answer
    assert client.get("/en/resources/tea/pdf/").content.startswith(b"%PDF")


def test_files_of_the_original_stand_in_until_a_language_has_its_own(client):
    source = a_resource()
    own = translated(source, "fr")
    for row, title in ((source, "English"), (own, "French")):
        ResourceFile.objects.create(
            resource=row, kind="audio", title=title, media_type="audio/mpeg", extension="mp3",
            size=2, data=b"ab",
        )  # fmt: skip
    assert "English" in client.get("/ar/resources/tea/").content.decode()
    shown = client.get("/fr/resources/tea/").content.decode()
    assert "<bdi>French</bdi>" in shown
    assert "<bdi>English</bdi>" not in shown


def test_a_file_is_sent_as_what_it_is(client):
    source = a_resource()
    file = ResourceFile.objects.create(
        resource=source, kind="download", title="T", media_type="application/pdf",
        extension="pdf", size=2, data=b"ab",
    )  # fmt: skip
    answer = client.get(f"/en/resources/files/{file.pk}/")
    assert answer.content == b"ab"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="tea.pdf"'
    source.unpublish()
    assert client.get(f"/en/resources/files/{file.pk}/").status_code == 404


def test_the_addresses_of_the_library_are_listed():
    a_resource()
    assert {"resources/", "resources/tea/"} <= set(public_paths())


def test_what_the_table_refuses_is_refused():
    for wrong in ({"kind": "video"}, {"translation_state": "done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_resource("wrong", **wrong)
