"""What is found in content that is there."""

import pytest
from django.test.utils import CaptureQueriesContext

from tests.learning.library_made import a_resource, translated
from upstander.editing.actions.glossary import write_avoided, write_terms
from upstander.editing.queries.checks import findings_for, reasons_not_to_publish
from upstander.learning.models import Course, Lesson, Link, Resource
from upstander.learning.states import LinkState
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
TERM = {
    "source": "lamp post", "word": "lampadaire", "forms": [], "note": "", "is_always": True,
    "but_not": [],
}  # fmt: skip


def body(text):
    return [["text", {"heading": "First", "text": text}]]


def test_everything_that_comes_along_could_be_published():
    rows = [
        row
        for model in (PublicPage, Resource, Course, Lesson)
        for row in model.objects.select_related("locale").filter(
            locale__language_code__in=["en", "ar"]
        )
    ]
    assert len(rows) > 100
    assert {str(row): why for row in rows if (why := reasons_not_to_publish(row))} == {}


def test_a_resource_is_told_all_that_was_found_what_must_be_mended_first():
    long = "<p>" + "word " * 26 + "end.</p>"
    links = '<p><a href="page:gone">Away</a> <a href="https://broken.example/">there</a></p>'
    a_resource(body=body(long + links))
    Link.objects.create(address="https://broken.example/", state=LinkState.BROKEN)

    found = findings_for("resource", "tea", "en")

    assert [f.sentence for f in found if f.is_must] == [
        "A link leads to a page that is not there. Choose another page."
    ]
    assert found[0].is_must
    assert {f.sentence for f in found[1:]} >= {
        "This address does not answer.", "This sentence is long. Make two of it.",
    }  # fmt: skip


def test_a_translation_is_held_against_the_glossary_and_its_original_is_not():
    source = a_resource(title="The lamp post")
    translated(source, "fr", title="La lanterne")
    write_terms({"fr/lamp-post": TERM})
    write_avoided({"fr/lanterne": {"reason": "too old"}})

    assert [f.sentence for f in findings_for("resource", "tea", "fr")] == [
        "The glossary avoids “lanterne”: too old",
        "For “lamp post” the glossary says “lampadaire”.",
    ]
    assert [f for f in findings_for("resource", "tea", "en") if "glossary" in f.sentence] == []


def test_what_is_not_there_has_no_findings():
    assert findings_for("resource", "gone", "fr") == []
    assert findings_for("gone", "gone", "en") == []


def test_queries_stay_the_same_however_much_stands_in_a_piece(django_assert_max_num_queries, db):
    from django.db import connection

    counts = []
    for many in (1, 40):
        a_resource(body=body('<p><a href="page:home">Home</a></p>') * many)
        findings_for("resource", "tea", "en")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            findings_for("resource", "tea", "en")
        counts.append(len(asked))
    assert counts[0] == counts[1]
