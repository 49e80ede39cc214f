"""Every kind of content: what it is as pieces, its words, and writing them in one language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.people import hub, member
from tests.learning.library_made import a_resource, translated
from upstander.core.errors import NotAllowed
from upstander.editing.interface import pieces, words_of, write_words
from upstander.editing.shapes import SOURCES
from upstander.learning.models import Resource
from upstander.network.models import Wording
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
KINDS = ("resource", "course", "lesson", "wording", "page")  # of which the pack brings some


def page(language: str, key: str = "rights") -> PublicPage:
    """A page of the pack."""
    return PublicPage.objects.get(key=key, locale__language_code=language)


def one(kind: str, key: str, language: str):
    """A piece; None where it is missing."""
    found = [p for p in pieces(kind) if (p.key, p.language) == (key, language)]
    return found[0] if found else None


def test_six_kinds_are_edited():
    assert tuple(SOURCES) == (*KINDS[:4], "event", "page")
    assert pieces("cats") == []
    assert words_of("cats", "tom", "en") == {}
    with pytest.raises(NotAllowed):
        write_words("cats", "tom", "en", {}, by=member(Role.EDITOR, hub()))


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_the_pack_brought_is_there_and_fresh(kind):
    found = pieces(kind)
    assert {piece.state for piece in found if piece.language == "en"} == {"source"}
    assert {piece.state for piece in found if piece.language != "en"} <= {"machine_draft"}
    assert [piece for piece in found if piece.is_outdated or piece.has_draft] == []


@pytest.mark.parametrize("kind", KINDS)
def test_words_go_round(kind):
    """What is read of a language and written there again is the same words."""
    by = member(Role.EDITOR, hub())
    piece = next(p for p in pieces(kind) if p.language == "fr")
    before = words_of(kind, piece.key, "fr")
    english = words_of(kind, piece.key, "en")
    assert before.keys() == english.keys()
    write_words(kind, piece.key, "fr", before, by=by)
    assert words_of(kind, piece.key, "fr") == before
    assert words_of(kind, piece.key, "en") == english


def test_writing_a_page_publishes_nothing_and_changes_no_other_language(client):
    before = {code: client.get(f"/{code}/rights/").content for code in ("en", "fr", "ar")}
    rows = PublicPage.objects.exclude(pk=page("fr").pk).values().order_by("pk")
    others = list(rows)
    write_words("page", "rights", "fr", {"title": "Nos droits"}, by=member(Role.EDITOR, hub()))
    assert {code: client.get(f"/{code}/rights/").content for code in before} == before
    assert list(rows.all()) == others
    assert words_of("page", "rights", "fr")["title"] == "Nos droits"
    piece = one("page", "rights", "fr")
    assert (piece.title == "Nos droits", piece.has_draft) == (False, True)


def test_what_was_missing_is_begun_where_nobody_sees_it(client):
    a_resource()
    english = words_of("resource", "tea", "en")
    assert list(english) == ["title", "summary", "body/0/heading", "body/0/text"]
    write_words("resource", "tea", "fr", {"title": "Thé"}, by=member(Role.EDITOR, hub()))
    assert words_of("resource", "tea", "fr") == {**english, "title": "Thé"}
    piece = one("resource", "tea", "fr")
    assert (piece.state, piece.has_draft, piece.is_live) == ("machine_draft", True, False)
    assert "Thé" not in client.get("/fr/resources/tea/").content.decode()


def test_a_page_that_was_missing_is_begun_below_its_own():
    english = page("en")
    page("fr").delete()
    by = member(Role.EDITOR, hub())
    write_words("page", "rights", "fr", {"title": "Nos droits"}, by=by)
    begun = page("fr")
    assert (begun.live, begun.translation_key) == (False, english.translation_key)
    assert begun.get_parent().specific.key == "home"
    assert one("page", "rights", "fr").state == "machine_draft"
    page("fr", "options").get_descendants().delete()
    page("fr", "options").delete()
    with pytest.raises(NotAllowed, match="above"):
        write_words("page", "options-work", "fr", {}, by=by)


def test_what_is_sent_is_cleaned_and_measured():
    a_resource()
    by = member(Role.EDITOR, hub())
    sent = (
        '<p onclick="x()">A <script>bad()</script><a href="javascript:x">b</a>'
        '<a href="https://a.example/">c</a></p>'
    )
    write_words("resource", "tea", "fr", {"body/0/text": sent, "body/9/text": "?"}, by=by)
    got = words_of("resource", "tea", "fr")
    assert got["body/0/text"] == '<p>A b<a href="https://a.example/">c</a></p>'
    with pytest.raises(NotAllowed, match="too long"):
        write_words("resource", "tea", "fr", {"title": "x" * 161}, by=by)
    with pytest.raises(NotAllowed, match="too long"):
        write_words("page", "rights", "fr", {"menu": "x" * 61}, by=by)
    for kind, key in (("resource", "tea"), ("page", "rights"), ("wording", "service:bc-211")):
        with pytest.raises(NotAllowed, match="original"):
            write_words(kind, key, "en", {"title": "T"}, by=by)


def test_a_changed_original_is_outdated_at_once():
    source = a_resource()
    translated(source, "fr")
    assert not one("resource", "tea", "fr").is_outdated
    source.title = "Coffee"
    source.save_revision().publish()
    assert one("resource", "tea", "fr").is_outdated
    english = page("en")
    english.summary = "Other words."
    english.save_revision().publish()
    assert one("page", "rights", "fr").is_outdated
    assert not one("page", "privacy", "fr").is_outdated


def test_publishing_what_was_read_makes_it_reviewed_in_one_language(client):
    by = member(Role.EDITOR, hub())
    before = {code: client.get(f"/{code}/rights/").content for code in ("en", "ar")}
    write_words("page", "rights", "fr", {"title": "Nos droits"}, by=by)
    SOURCES["page"].publish("rights", "fr", by=by)
    piece = one("page", "rights", "fr")
    assert (piece.title, piece.state, piece.is_outdated, piece.has_draft) == (
        "Nos droits", "reviewed", False, False,
    )  # fmt: skip
    assert page("fr").source_digest == page("en").content_digest
    assert {code: client.get(f"/{code}/rights/").content for code in before} == before
    a_resource()
    write_words("resource", "tea", "fr", {"title": "Thé"}, by=by)
    SOURCES["resource"].publish("tea", "fr", by=by)
    assert one("resource", "tea", "fr")[2:4] == ("Thé", "reviewed")
    assert "Thé" in client.get("/fr/resources/tea/").content.decode()
    for kind, key in (("resource", "tea"), ("page", "rights")):
        with pytest.raises(NotAllowed, match="original"):
            SOURCES[kind].publish(key, "en", by=by)
    with pytest.raises(NotAllowed, match="first"):
        SOURCES["resource"].publish("tea", "ar", by=by)


def test_texts_of_a_record_are_one_piece():
    by = member(Role.EDITOR, hub())
    record = "service:bc-211"
    english = words_of("wording", record, "en")
    write_words("wording", record, "fr", {"purpose": "Aide"}, by=by)
    SOURCES["wording"].publish(record, "fr", by=by)
    assert one("wording", record, "fr").state == "reviewed"
    write_words("wording", record, "fr", {"purpose": "De l'aide", "cats": "?"}, by=by)
    piece = one("wording", record, "fr")
    assert (piece.state, piece.is_outdated, piece.is_careful) == ("machine_draft", False, True)
    Wording.objects.get(language="fr", key=f"{record}:purpose").delete()
    assert one("wording", record, "fr").is_outdated
    with pytest.raises(NotAllowed, match="first"):
        SOURCES["wording"].publish(record, "fr", by=by)
    assert words_of("wording", record, "en") == english


@pytest.mark.parametrize("kind", KINDS)
def test_queries_do_not_grow(kind):
    with CaptureQueriesContext(
        connection,
    ) as few:
        pieces(kind)
    for number in range(5):
        translated(a_resource(f"r-{number}"), "fr")
    Wording.objects.create(key="fact:none:text", language="fr", text="x", source_digest="")
    with CaptureQueriesContext(connection) as more:
        pieces(kind)
    assert len(more) == len(few)


def test_every_piece_has_its_place_in_the_editor_and_in_public():
    for kind, public in (
        ("page", "/fr/rights/"), ("resource", "/fr/resources/help-numbers/"), ("wording", ""),
    ):  # fmt: skip
        key = {"page": "rights", "resource": "help-numbers", "wording": "service:bc-211"}[kind]
        piece = one(kind, key, "fr")
        assert SOURCES[kind].public_url(piece) == public
        assert str(piece.number) in SOURCES[kind].editor_url(piece)
    assert SOURCES["wording"].editor_url(one("wording", "service:bc-211", "en")) == ""
    assert Resource.objects.filter(topic="safety").exists()
