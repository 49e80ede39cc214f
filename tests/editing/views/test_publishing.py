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
from upstander.learning.models import Course
from upstander.network.states import Role
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db
GONE = "A link leads to a page that is not there. Choose another page."
SHOWN = ("title", "slug", "menu", "summary", "key", "icon", "position", "translation_state")
AWAY = '<p>See <a href="/en/gone/">our page</a>.</p>'
HOME = '<p>See <a href="/en/">the front page</a> and <a href="https://a.example/">A</a>.</p>'


@pytest.fixture(autouse=True)
def _editor(client):
    sign_in(client, member(Role.EDITOR, hub()))


def page():
    return PublicPage.objects.get(key="rights", locale__language_code="en")


def text(html):
    return ("text", {"heading": "Now", "text": rich_text(html)})


def send_page(client, html, **more):
    row = page()
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
        body = {"body": streamfield([text(html)]), "translation_state": row.translation_state}
        sent = nested_form_data({**shared, **body, "action-publish": "1"})
        where = reverse(Course.snippet_viewset.get_url_name("edit"), args=[row.pk])
        assert client.post(where, sent).status_code == status


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
