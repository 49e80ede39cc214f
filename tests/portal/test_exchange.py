"""Translating a page with wagtail-localize: what an editor does for a page that no pack brought."""

import pytest
from django.test import TestCase
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from upstander.portal.actions import give_key
from upstander.portal.models import PublicPage
from upstander.portal.queries import site_map

pytestmark = pytest.mark.django_db


def new_page() -> PublicPage:
    """A page that hub staff have made and published in the source language."""
    home = PublicPage.objects.get(key="home", locale__language_code="en")
    page = PublicPage(title="Film evening", slug="film-evening", menu="Film", summary="Come along.")
    page.body = [("text", {"heading": "When", "text": "<p>On Friday.</p>"})]
    home.add_child(instance=page)
    give_key(page)
    page.refresh_from_db()
    page.save_revision().publish()
    return PublicPage.objects.get(pk=page.pk)


def translate(page: PublicPage, language: str, words: dict[str, str]) -> PublicPage:
    """Through wagtail-localize, as its editor does."""
    locale = Locale.objects.get(language_code=language)
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=words[segment.string.data],
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return PublicPage.objects.get(translation_key=page.translation_key, locale=locale)


FRENCH = {
    "Film evening": "Soirée cinéma",
    "Film": "Cinéma",
    "Come along.": "Venez.",
    "When": "Quand",
    "On Friday.": "Vendredi.",
}


def test_translation_of_a_new_page_is_a_draft_in_its_language(client):
    page = new_page()

    french = translate(page, "fr", FRENCH)
    link = site_map("fr").page("film-evening")
    assert (link.path, link.title, link.state, link.is_outdated) == (
        "/fr/film-evening/",
        "Soirée cinéma",
        "machine_draft",
        False,
    )
    answer = client.get("/fr/film-evening/")
    assert answer.status_code == 200
    assert "Vendredi." in answer.content.decode()
    assert french.key == page.key


def test_translation_is_outdated_once_its_source_is_published_anew(client):
    page = new_page()
    translate(page, "fr", FRENCH)

    page.body = [("text", {"heading": "When", "text": "<p>On Saturday.</p>"})]
    page.save_revision().publish()

    assert site_map("fr").page("film-evening").is_outdated is True


def test_translation_marked_as_reviewed_is_up_to_date():
    page = new_page()
    french = translate(page, "fr", FRENCH)
    page.title = "Film night"
    page.save_revision().publish()

    french.translation_state = "reviewed"
    french.save_revision().publish()

    link = site_map("fr").page("film-evening")
    assert (link.state, link.is_outdated) == ("reviewed", False)


def test_page_of_the_pack_is_taken_over_without_loss():
    page = PublicPage.objects.get(key="record", locale__language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    french = PublicPage.objects.get(key="record", locale__language_code="fr")
    before = [block.id for block in french.body]

    assert before == [block.id for block in page.body]
    assert source.stringsegment_set.count() > 20


def test_a_page_first_saved_as_a_draft_keeps_its_key_when_it_is_published():
    home = PublicPage.objects.get(key="home", locale__language_code="en")
    page = PublicPage(title="Tea", slug="tea", menu="Tea", summary="Come.", live=False)
    home.add_child(instance=page)
    draft = page.save_revision()  # made before the page has a key, as the editor does
    give_key(page)
    draft.publish()
    page.refresh_from_db()
    assert page.key == "tea"
    copy = page.copy_for_translation(Locale.objects.get(language_code="fr"))
    copy.slug, copy.key = "the", ""
    copy.save_revision().publish()
    copy.refresh_from_db()
    assert copy.key == "tea"
