"""Translating a page with wagtail-localize: what an editor does for a page that no pack brought."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.accounts.people import sign_in
from tests.editing.translating import editor
from upstander.accounts.interface import User
from upstander.portal.actions import give_key, publish_reviewed_page, settle_aliases
from upstander.portal.models import PublicPage
from upstander.portal.queries import newest_page, site_map

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


def standing() -> tuple[str, bool]:
    link = site_map("fr").page("film-evening")
    return link.state, link.is_outdated


def test_translation_marked_as_reviewed_is_up_to_date_until_one_of_both_changes():
    page = new_page()
    french = translate(page, "fr", FRENCH)
    page.title = "Film night"
    page.save_revision().publish()
    publish_reviewed_page("film-evening", "fr", by=User.objects.create(email="a@example.org"))
    assert standing() == ("reviewed", False)

    french = newest_page("film-evening", "fr")
    french.position = 7  # no words of it
    french.save_revision().publish()
    assert standing() == ("reviewed", False)
    page.title = "Film day"
    page.save_revision().publish()
    newest_page("film-evening", "fr").save_revision().publish()
    assert standing() == ("reviewed", True)

    french = newest_page("film-evening", "fr")
    french.summary = "Venez tous."
    french.save_revision().publish()
    assert standing() == ("machine_draft", True)


def test_a_mark_that_nobody_set_by_reading_does_not_hold():
    french = translate(new_page(), "fr", FRENCH)
    french.translation_state, french.summary = "reviewed", "Venez tous."
    french.save_revision().publish()
    assert standing() == ("machine_draft", False)


@pytest.mark.parametrize("is_alias", [False, True])
def test_a_copy_in_another_language_is_a_draft_below_a_draft(client, is_alias):
    page = new_page()
    below = PublicPage(title="Tea", slug="tea", menu="Tea", summary="Come.")
    page.add_child(instance=below)
    below.save_revision().publish()
    before = list(PublicPage.objects.order_by("pk").values())
    locale = Locale.objects.get(language_code="fr")
    below = PublicPage.objects.get(pk=below.pk)
    below.copy_for_translation(locale, copy_parents=True, alias=is_alias)
    assert list(PublicPage.objects.order_by("pk").values())[: len(before)] == [
        {**row, "numchild": row["numchild"] + (row["slug"] == "home-fr")} for row in before
    ]
    for row in (page, below):
        copy = PublicPage.objects.get(translation_key=row.translation_key, locale=locale)
        states = (copy.live, copy.alias_of_id, copy.translation_state)
        assert states == (False, None, "machine_draft")
        newest = copy.get_latest_revision_as_object()
        original = PublicPage.objects.get(pk=row.pk).content_digest
        assert (newest.translation_state, newest.source_digest) == ("machine_draft", original)
    assert client.get("/fr/film-evening/").status_code == 404


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


def below(parent: PublicPage, slug: str) -> PublicPage:
    """A page in English that an editor makes, as it is saved first."""
    page = PublicPage(title=slug, slug=slug, menu="New", summary="Come.", live=False)
    parent.add_child(instance=page)
    page.save_revision()
    give_key(page)
    return PublicPage.objects.get(pk=page.pk)


def test_a_new_page_never_takes_the_key_of_another_one():
    rights, options = (
        PublicPage.objects.get(key=key, locale__language_code="en") for key in ("rights", "options")
    )
    made = [below(rights, "i-saw-it"), below(options, "i-saw-it")]
    assert [page.key for page in made] == ["rights-i-saw-it", "options-i-saw-it"]
    below(options, "rights-film")
    assert below(rights, "film").key == "film"
    assert below(rights, "options-police").key == "rights-options-police"
    nested = below(PublicPage.objects.get(pk=made[0].pk), "rights-i-saw-it")
    assert nested.key == "rights-i-saw-it-rights-i-saw-it"
    long = "-".join(["ten"] * 30)
    assert below(rights, long).key == long[:59]  # without a stroke at its end
    assert below(options, long).key == f"options-{long}"[:60].strip("-")
    source = site_map("en").page("i-saw-it")
    assert source.path == "/en/i-saw-it/"


def test_a_page_keeps_its_key_when_its_address_changes():
    home = PublicPage.objects.get(key="home", locale__language_code="en")
    page = below(home, "tea")
    draft = page.get_latest_revision_as_object()
    draft.slug = "coffee"
    draft.save_revision().publish()
    page.refresh_from_db()
    assert (page.slug, page.key) == ("coffee", "tea")


def test_a_copy_of_a_page_is_another_page():
    page = new_page()
    copy = page.copy(update_attrs={"slug": "film-again"})
    assert PublicPage.objects.get(pk=copy.pk).key == "film-again"
    assert PublicPage.objects.get(pk=page.pk).key == "film-evening"


def test_an_alias_is_another_page_also_when_what_it_shows_is_published_again(client):
    sign_in(client, editor())
    page = new_page()
    below_it = below(page, "snacks")
    sent = {"new_title": "Film here too", "new_slug": "film-here-too", "alias": "on",
            "new_parent_page": page.get_parent().pk, "copy_subpages": "on"}  # fmt: skip
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert client.post(address, sent).status_code == 302
    alias = PublicPage.objects.get(alias_of=page)
    assert alias.key == "film-here-too"
    assert PublicPage.objects.get(alias_of=below_it).key == "film-here-too-snacks"
    draft = PublicPage.objects.get(pk=page.pk)
    draft.summary = "Come early."
    draft.save_revision().publish()
    again = PublicPage.objects.get(pk=alias.pk)
    assert (again.key, again.summary) == ("film-here-too", "Come early.")
    PublicPage.objects.filter(pk=alias.pk).update(key=page.key)  # as an earlier version made it
    assert settle_aliases() == 0
    keys = PublicPage.objects.filter(pk__in=[page.pk, alias.pk]).order_by("pk")
    assert [row.key for row in keys] == ["film-evening", "film-here-too"]


def test_nobody_changes_a_key_in_the_editor(client):
    sign_in(client, editor())
    page = new_page()
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert "key" not in form.fields


@pytest.mark.parametrize(
    ("deed", "said"), [("unpublish", "all 11 translations"), ("delete", "11 translations")]
)
def test_what_is_taken_away_goes_in_every_language_and_a_translation_alone(client, deed, said):
    sign_in(client, editor())
    page = PublicPage.objects.get(key="record", locale__language_code="en")
    french = PublicPage.objects.get(key="record", locale__language_code="fr")
    name = f"wagtailadmin_pages:{deed}"
    client.post(reverse(name, args=[french.pk]))
    live = PublicPage.objects.live().filter(key="record")
    assert (live.count(), live.filter(locale__language_code="fr").count()) == (12, 0)
    asked = client.get(reverse(name, args=[page.pk])).content.decode()
    assert f"will also {deed} {said}" in " ".join(asked.split())
    client.post(reverse(name, args=[page.pk]))
    assert live.count() == 0
    assert PublicPage.objects.live().filter(key="rights").count() == 13
