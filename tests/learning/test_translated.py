"""Content in each language: written, read in one's own language, outdated, published."""

import pytest

from tests.learning.library_made import VALUES, VIDEO, a_resource, translated
from upstander.core.translation import TranslationState
from upstander.learning.actions.translated import note_published, write_content
from upstander.learning.models import Resource
from upstander.learning.queries.resource import public_resource, public_resources
from upstander.learning.queries.translated import content_snapshot, in_language, site_languages

pytestmark = pytest.mark.django_db


def test_what_is_written_is_read_again_as_it_was():
    a_resource(**VIDEO)
    assert content_snapshot(Resource)["en/tea"] == {**VALUES, **VIDEO}


def test_each_is_shown_once_in_the_readers_language_or_in_its_own():
    translated(a_resource(), "fr", title="Thé")
    a_resource("soup", "ar", title="حساء")
    rows = in_language(Resource.objects.filter(key__in=("tea", "soup")), "fr")
    assert {row.title for row in rows} == {"Thé", "حساء"}


def test_languages_of_one_resource_share_a_translation_key():
    source = a_resource()
    assert translated(source, "fr").translation_key == source.translation_key


def test_a_changed_source_makes_its_translations_outdated_and_changes_none():
    before = translated(a_resource(), "fr", title="Thé")
    shown = public_resource("tea", "fr")
    assert shown
    assert not shown.version.is_outdated
    a_resource(summary="Other words.")
    shown = public_resource("tea", "fr")
    assert shown
    assert shown.version.is_outdated
    assert (shown.row.title, shown.row.summary) == (before.title, before.summary)


def test_what_was_edited_gets_the_words_of_the_pack_as_a_revision():
    row = a_resource()
    row.save_revision().publish()
    write_content(Resource, {"en/tea": {**VALUES, "title": "New"}})
    row.refresh_from_db()
    assert row.get_latest_revision_as_object().title == row.title == "New"


def test_a_copy_begins_as_a_draft_and_a_reviewed_one_is_so_for_the_words_that_were_read():
    source = a_resource()
    copy = translated(source, "fr", translation_state=TranslationState.SOURCE, source_digest="")
    note_published(copy)
    copy.refresh_from_db()
    assert (copy.translation_state, copy.source_digest) == ("machine_draft", source.content_digest)
    a_resource(title="Changed")
    Resource.objects.filter(pk=copy.pk).update(translation_state=TranslationState.REVIEWED)
    note_published(copy)
    copy.refresh_from_db()
    assert (copy.translation_state, copy.source_digest) == ("reviewed", source.content_digest)
    copy.summary = "Others."
    copy.save_revision().publish()
    copy.refresh_from_db()
    assert copy.translation_state == "machine_draft"


def test_publishing_an_original_keeps_its_digest():
    row = a_resource()
    row.title = "Edited"
    row.save_revision().publish()
    row.refresh_from_db()
    assert row.translation_state == TranslationState.SOURCE
    assert row.content_digest == a_resource("other", title="Edited").content_digest


def test_a_draft_is_nowhere():
    row = a_resource()
    row.unpublish()
    assert public_resource("tea", "en") is None
    assert not public_resources("en").filter(key="tea")


def test_the_languages_of_the_site_stand_in_the_order_of_the_table():
    assert site_languages()[0] == "en"
    assert len(site_languages()) == 13
