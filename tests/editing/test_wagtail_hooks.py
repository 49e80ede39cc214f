"""The pages of wagtail-localize publish only what may be published, and keep what was typed."""

from typing import Any

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.accounts.people import sign_in
from tests.editing.translating import editor, translator
from upstander.accounts.interface import account_of
from upstander.core.content import raw_body
from upstander.learning.models import Course
from upstander.portal.actions import give_key
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
GONE = "A link leads to a page that is not there. Choose another page."
AWAY = '<p>See <a href="/en/courses/gone/">our page</a>.</p>'
HOME = '<p>See <a href="/en/">our page</a>.</p>'


@pytest.fixture(autouse=True)
def _editor(client):
    sign_in(client, editor())


def body(html: str) -> Any:
    return raw_body([["text", {"heading": "Now", "text": html}]], {}, "film")


def page(html: str) -> PublicPage:
    home = PublicPage.objects.get(key="home", locale__language_code="en")
    row = PublicPage(title="Film evening", slug="film", menu="Film", summary="Come.")
    row.body = body(html)
    home.add_child(instance=row)
    give_key(row)
    return PublicPage.objects.get(pk=row.pk)


def in_french(row: Any, title: str) -> tuple[Translation, Any]:
    """A draft, in which the title was typed, and everything else."""
    locale = Locale.objects.get(language_code="fr")
    source, _ = TranslationSource.update_or_create_from_instance(row)
    made = Translation.objects.create(source=source, target_locale=locale)
    type_in_french(made, title)
    made.save_target(publish=False)
    return made, type(row).objects.get(translation_key=row.translation_key, locale=locale)


def type_in_french(made: Translation, title: str) -> None:
    """Each text, as on the page of a translation."""
    for segment in made.source.stringsegment_set.select_related("context", "string"):
        is_title = segment.context.path == "title"
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, locale=made.target_locale, context=segment.context,
            defaults={"data": title if is_title else f"F {segment.string.data}"},
        )  # fmt: skip


def send(client, where: str, **data: str) -> list[str]:
    """What it says."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(where, data)
    assert answer.status_code == 302
    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    return [str(message) for message in shown.context["messages"]]


def test_a_page_with_a_broken_link_is_not_published_there_and_keeps_its_words(client):
    made, french = in_french(page(AWAY), "Soirée cinéma")
    where = reverse("wagtailadmin_pages:edit", args=[french.pk])
    assert send(client, where, action="publish") == [f"{GONE} (our page)"]
    french.refresh_from_db()
    assert not french.live
    kept = StringTranslation.objects.get(locale=made.target_locale, context__path="title")
    assert kept.data == "Soirée cinéma"


def test_a_page_of_which_a_part_is_not_translated_is_not_published_there(client):
    made, french = in_french(page(HOME), "Soirée cinéma")
    StringTranslation.objects.filter(data="F Come.").delete()
    where = reverse("wagtailadmin_pages:edit", args=[french.pk])
    assert send(client, where, action="publish") == ["Write the translation first. (Come.)"]
    update = reverse("wagtail_localize:update_translations", args=[made.source_id])
    said = send(client, update, publish_translations="on")
    assert "Français: Write the translation first. (Come.)" in said
    french.refresh_from_db()
    assert not french.live


def test_a_page_without_is_published(client):
    _made, french = in_french(page(HOME), "Soirée cinéma")
    assert GONE not in str(
        send(client, reverse("wagtailadmin_pages:edit", args=[french.pk]), action="publish")
    )
    french.refresh_from_db()
    assert (french.live, french.title) == (True, "Soirée cinéma")


def test_a_course_is_asked_too(client):
    row = Course(title="New course", summary="Short.", key="new", live=True)
    row.locale, row.body = Locale.objects.get(language_code="en"), body(AWAY)
    row.save()
    _made, french = in_french(row, "Nouveau cours")
    where = reverse(Course.snippet_viewset.get_url_name("edit"), args=[french.pk])
    assert send(client, where, action="publish") == [f"{GONE} (our page)"]
    french.refresh_from_db()
    assert not french.live


def test_bringing_translations_in_line_publishes_those_that_may_be(client):
    original = page(AWAY)
    made, french = in_french(original, "Soirée cinéma")
    where = reverse("wagtail_localize:update_translations", args=[made.source_id])
    said = send(client, where, publish_translations="on")
    assert [why for why in said if GONE in why] == [f"Français: {GONE} (our page)"]
    french.refresh_from_db()
    assert not french.live

    original.body = body(HOME)
    original.save_revision().publish()
    said = send(client, where)  # brought in line, and not published
    french.refresh_from_db()
    assert (str(said).count(GONE), french.live) == (0, False)
    made.refresh_from_db()
    type_in_french(made, "Soirée cinéma")
    said = send(client, where, publish_translations="on")
    french.refresh_from_db()
    assert (str(said).count(GONE), french.live, french.title) == (0, True, "Soirée cinéma")


def test_a_translator_brings_them_in_line_and_publishes_none(client):
    made, french = in_french(page(HOME), "Soirée cinéma")
    client.logout()
    sign_in(client, translator(account_of("editor@example.org"), "Fatou", "fr"))
    where = reverse("wagtail_localize:update_translations", args=[made.source_id])
    assert "Only editors may do this." in send(client, where, publish_translations="on")
    french.refresh_from_db()
    assert not french.live


@pytest.mark.parametrize(("html", "is_live"), [(AWAY, False), (HOME, True)])
@pytest.mark.parametrize("is_below", [False, True])
def test_many_are_published_from_the_list_only_where_all_of_them_may_be(
    client, html, is_live, is_below
):
    row = page(html)
    PublicPage.objects.filter(pk=row.pk).update(live=False)
    chosen = row.get_parent() if is_below else row
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    more = {"include_descendants": "on"} if is_below else {}
    answer = client.post(f"{where}?id={chosen.pk}&next=/editor/", more)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.live is is_live
    said = [str(message) for message in client.get("/editor/").context["messages"]]
    assert (f"Film evening: {GONE} (our page)" in said) is not is_live
