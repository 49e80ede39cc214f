"""Copies of published content in another language are drafts until somebody has translated them."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation
from wagtail_localize.synctree import create_aliases_for_new_page

from tests.accounts.people import sign_in
from tests.editing.test_wagtail_hooks import HOME, body, page
from tests.editing.translating import editor, task_of, translator
from upstander.core.errors import NotAllowed
from upstander.core.publishing import reasons_against
from upstander.editing.actions.task import ask_translators, mark_reviewed, say_ready, seen_of
from upstander.editing.interface import write_words
from upstander.editing.queries.board import line_of
from upstander.editing.queries.words import words_of
from upstander.editing.wagtail_hooks import STRINGS
from upstander.learning.models import Course
from upstander.portal.interface import settle_aliases
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
SAME = "Write the translation first. (Film evening)"


@pytest.fixture(autouse=True)
def by(client):
    user = editor()
    sign_in(client, user)
    return user


@pytest.fixture
def film() -> PublicPage:
    row = page(HOME)
    row.save_revision().publish()
    return PublicPage.objects.get(pk=row.pk)


def course() -> Course:
    row = Course(title="Film evening", summary="Short.", key="film")
    row.locale, row.body = Locale.objects.get(language_code="en"), body(HOME)
    row.save()
    row.save_revision().publish()
    return Course.objects.get(pk=row.pk)


def french_of(row: Any) -> Any:
    return type(row).objects.get(translation_key=row.translation_key, locale__language_code="fr")


def standings(kind: str) -> set[tuple[str, str]]:
    """Of what is not missing, as the board says it."""
    cells = line_of(kind, "film").cells
    return {(c.language, c.standing.value) for c in cells if c.standing != "missing"}


def translate(client, row: Any, **more: str) -> None:
    """The button of the editor."""
    french = Locale.objects.get(language_code="fr")
    if isinstance(row, Page):
        where = reverse("wagtail_localize:submit_page_translation", args=[row.pk])
    else:
        name = "wagtail_localize:submit_snippet_translation"
        where = reverse(name, args=["learning", row._meta.model_name, row.pk])
    answer = client.post(where, {"locales": [french.pk], **more})
    assert answer.status_code == 302


@pytest.mark.parametrize("kind", ["page", "course"])
def test_the_copy_of_something_published_is_a_draft(
    client, film, kind, django_capture_on_commit_callbacks
):
    original = film if kind == "page" else course()
    assert standings(kind) == {("en", "source")}
    before = type(original).objects.filter(pk=original.pk).values().get()
    with django_capture_on_commit_callbacks(execute=True):
        translate(client, original)
    copy = french_of(original)
    assert (copy.live, copy.live_revision_id, copy.has_unpublished_changes) == (False, None, True)
    assert (copy.first_published_at, copy.last_published_at) == (None, None)
    for row in (copy, copy.get_latest_revision_as_object()):
        assert (row.translation_state, row.source_digest) == (
            "machine_draft", original.content_digest,
        )  # fmt: skip
    assert standings(kind) == {("en", "source"), ("fr", "machine_draft")}
    assert type(original).objects.filter(pk=original.pk).values().get() == before
    path = "/fr/film/" if kind == "page" else "/fr/courses/film/"
    assert client.get(path).status_code == 404
    original.title = "Film night"
    original.save_revision().publish()
    assert standings(kind) == {("en", "source"), ("fr", "outdated")}


@pytest.mark.parametrize("kind", ["page", "course"])
def test_it_is_published_by_nobody_before_something_is_translated(client, film, kind):
    original = film if kind == "page" else course()
    translate(client, original)
    copy = french_of(original).get_latest_revision_as_object()
    assert reasons_against(original) == []
    assert reasons_against(copy) == [SAME]
    copy.title = "Soirée cinéma"
    assert reasons_against(copy) == []


def test_it_is_not_reviewed_before_something_is_translated(client, film, by):
    fatou = translator(by, "Fatou", "fr")
    translate(client, film)
    ask_translators("page", "film", {"fr": fatou.pk}, by=by)
    task = task_of("page", "film", "fr")
    say_ready(task, by=fatou)
    with pytest.raises(NotAllowed, match=r"Write the translation first. \(Film evening\)"):
        mark_reviewed(task, seen=seen_of(task), by=fatou)
    write_words("page", "film", "fr", {"title": "Soirée cinéma"}, by=fatou)
    mark_reviewed(task, seen=seen_of(task), by=fatou)
    copy = french_of(film)
    assert (copy.live, copy.title) == (True, "Soirée cinéma")
    assert standings("page") == {("en", "source"), ("fr", "reviewed")}


def test_the_copy_is_written_in_the_ordinary_form(client, film):
    translate(client, film)
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[french_of(film).pk]))
    assert answer.context["form"].instance.locale.language_code == "fr"


def test_pages_below_are_copied_too_and_what_is_translated_there_stays(client, film):
    known = PublicPage.objects.get(key="rights", locale__language_code="en")
    known.move(film, pos="last-child")  # its French is where it was
    film.refresh_from_db()
    new = PublicPage(title="New", slug="new", menu="New", summary="Come.")
    film.add_child(instance=new)
    new.save_revision().publish()
    french = french_of(known)
    before = PublicPage.objects.filter(pk=french.pk).values().get()
    translate(client, film, include_subtree="on")
    assert PublicPage.objects.filter(pk=french.pk).values().get() == before
    assert [french_of(row).live for row in (film, new)] == [False, False]


def test_a_page_is_not_made_an_alias_of_one_in_another_language(client, film):
    translate(client, film)
    copy = french_of(film)
    edit = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert b"localize-convert-to-alias" not in client.get(edit).content
    before = PublicPage.objects.filter(pk=copy.pk).values().get()
    where = reverse("wagtail_localize:convert_to_alias", args=[copy.pk])
    answer = client.post(where, follow=True)
    assert answer.redirect_chain == [(edit, 302)]
    assert "Each language keeps its own words." in answer.content.decode()
    assert PublicPage.objects.filter(pk=copy.pk).values().get() == before


def test_a_language_that_follows_another_one_gets_drafts(client):
    french, english = (Locale.objects.get(language_code=code) for code in ("fr", "en"))
    LocaleSynchronization.objects.create(locale=french, sync_from=english)
    home = PublicPage.objects.get(slug="home-en")
    row = PublicPage(title="Tea", slug="tea", menu="Tea", summary="Come.", locale=english)
    home.add_child(instance=row)
    create_aliases_for_new_page(row)
    assert (french_of(row).live, french_of(row).alias_of_id) == (False, None)


@pytest.mark.parametrize("kind", ["page", "course"])
def test_a_translation_is_written_where_the_board_reads_it(client, film, kind):
    original = film if kind == "page" else course()
    translate(client, original)
    copy = french_of(original)
    name = (
        "wagtailadmin_pages:edit" if kind == "page" else copy.snippet_viewset.get_url_name("edit")
    )
    edit = reverse(name, args=[copy.pk])
    assert STRINGS.encode() not in client.get(edit).content
    form = client.get(edit).context["form"]
    data = {name: form[name].value() for name in form.fields if name != "body"}
    data |= {"title": "Soirée cinéma", "body-count": "0", STRINGS: "1"}
    sent = {name: value for name, value in data.items() if value is not None}
    assert client.post(edit, {**sent, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0})
    assert not Translation.objects.filter(enabled=True).exists()
    assert words_of(kind, "film", "fr")["title"] == "Soirée cinéma"


def test_what_an_earlier_version_made_an_alias_is_a_draft_of_its_language(client, film):
    french = Locale.objects.get(language_code="fr")
    Page.copy_for_translation(film, french, alias=True)  # as Wagtail does it
    before = french_of(film)
    assert (before.live, before.alias_of_id) == (True, film.pk)
    same = film.create_alias(update_slug="film-here-too")
    assert settle_aliases() == 1
    copy = french_of(film)
    assert (copy.live, copy.alias_of_id, copy.key) == (False, None, "film")
    assert standings("page") == {("en", "source"), ("fr", "machine_draft")}
    assert client.get("/fr/film/").status_code == 404
    assert client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).context["form"]
    assert PublicPage.objects.get(pk=same.pk).alias_of_id == film.pk
    assert settle_aliases() == 0
