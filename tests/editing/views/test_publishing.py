"""What must be mended keeps content from being published in the editor, and only that."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from tests.accounts.people import hub, member, sign_in
from upstander.core.content import raw_body
from upstander.core.publishing import is_publishing, reasons_against
from upstander.learning.models import Course, Lesson, Resource
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
GONE = "A link leads to a page that is not there. Choose another page."
SHOWN = ("title", "slug", "menu", "summary", "key", "icon", "position")
AWAY = '<p>See <a href="/en/gone/">our page</a>.</p>'
HOME = '<p>See <a href="/en/">the front page</a> and <a href="https://a.example/">A</a>.</p>'


@pytest.fixture(autouse=True)
def _editor(client):
    sign_in(client, member(Role.EDITOR, hub()))


def page(language="en"):
    return PublicPage.objects.get(key="rights", locale__language_code=language)


def text(html):
    return ("text", {"heading": "Now", "text": rich_text(html)})


def send_page(client, html, language="en", **more):
    row = page(language)
    data = {name: getattr(row, name) for name in SHOWN}
    body = {"body": streamfield([text(html)]), "comments": inline_formset([])}
    sent = nested_form_data({**data, **body, "title": "New title", **more})
    return client.post(reverse("wagtailadmin_pages:edit", args=[row.pk]), sent)


def test_a_page_with_a_broken_link_is_not_published_and_keeps_what_was_typed(client):
    answer = send_page(client, AWAY, **{"action-publish": "1"})
    html = answer.content.decode()
    assert (answer.status_code, f"{GONE} (our page)" in html, "New title" in html) == (
        200, True, True,
    )  # fmt: skip
    assert page().title != "New title"


def test_the_same_page_is_kept_as_a_draft(client):
    assert send_page(client, AWAY).status_code == 302
    assert page().get_latest_revision_as_object().title == "New title"
    assert page().title != "New title"


def test_a_page_whose_links_lead_somewhere_is_published(client):
    assert send_page(client, HOME, **{"action-publish": "1"}).status_code == 302
    assert page().title == "New title"


def test_a_course_is_asked_too(client):
    row = Course.objects.get(key="first-answer", locale__language_code="en")
    shared = {name: getattr(row, name) for name in ("title", "summary", "key", *row.SHARED)}
    for html, status in ((AWAY, 200), (HOME, 302)):
        body = {"body": streamfield([text(html)]), "action-publish": "1"}
        sent = nested_form_data({**shared, **body})
        where = reverse(Course.snippet_viewset.get_url_name("edit"), args=[row.pk])
        assert client.post(where, sent).status_code == status


def test_nobody_sets_in_the_form_that_a_page_is_reviewed(client):
    row, sent = page("fr"), {"translation_state": "reviewed", "source_digest": "mine"}
    for action in ({}, {"action-publish": "1"}):
        assert send_page(client, HOME, "fr", **sent, **action).status_code == 302
        now, newest = page("fr"), page("fr").get_latest_revision_as_object()
        assert {now.translation_state, newest.translation_state} == {"machine_draft"}
        assert {now.source_digest, newest.source_digest} == {row.source_digest}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_state_is_shown_there_with_the_way_to_where_it_is_read(client, language):
    where = reverse("wagtailadmin_pages:edit", args=[page(language).pk])
    html = client.get(where).content.decode()
    on_the_board = {
        "en": reverse("editing:content", args=["page", "rights"]),
        "fr": reverse("editing:piece", args=["fr", "page", "rights"]),
    }
    assert f'<a href="{on_the_board[language]}">Translations</a>' in html
    assert 'name="translation_state"' not in html


@pytest.mark.parametrize("kind", [Resource, Course, Lesson])
def test_nobody_sets_it_of_what_is_learned(client, kind):
    row = kind.objects.filter(locale__language_code="fr").first()
    shown = client.get(reverse(kind.snippet_viewset.get_url_name("edit"), args=[row.pk]))
    assert "translation_state" not in shown.context["form"].fields
    path = reverse("editing:piece", args=["fr", kind._meta.model_name, row.key])
    assert f'<a href="{path}">Translations</a>' in shown.content.decode()
    new = client.get(reverse(kind.snippet_viewset.get_url_name("add")))
    assert f'<a href="{reverse("editing:board")}">Translations</a>' in new.content.decode()


def test_a_link_to_a_page_that_is_no_longer_there_is_a_reason():
    row, numbers = page(), {"home": PublicPage.objects.get(slug="home-en").pk, "gone": 0}
    body = [["text", {"heading": "", "text": '<p><a href="page:gone">G</a></p>'}]]
    row.body = raw_body(body, numbers, "rights")
    assert reasons_against(row) == [f"{GONE} (G)"]
    row.body = raw_body([["text", {"heading": "", "text": '<p><a href="page:home">H</a></p>'}]],
                        numbers, "rights")  # fmt: skip
    assert reasons_against(row) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, False),
        ({"action-publish": "1"}, True),
        ({"action-submit": "1"}, False),
        ({"action-workflow-action": "1", "workflow-action-name": "approve"}, True),
        ({"action-workflow-action": "1", "workflow-action-name": "reject"}, False),
        ({"workflow-action-name": "approve"}, False),
    ],
)
def test_when_others_would_read_it(data, expected):
    assert is_publishing(data) is expected
