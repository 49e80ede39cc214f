"""Review before publishing, and publishing at an hour: what the editor offers, and the clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Workflow, WorkflowPage

from tests.accounts.people import sign_in
from tests.editing.translating import editor
from tests.learning.library_made import a_resource, translated
from upstander.editing.queries.board import line_of
from upstander.learning.models import Resource
from upstander.network.interface import settle_editing_of_all
from upstander.portal.models import PublicPage

pytestmark = pytest.mark.django_db


def rights() -> PublicPage:
    return PublicPage.objects.get(key="rights", locale__language_code="en")


def test_pages_and_resources_go_through_a_second_reading():
    editor()
    assert rights().get_workflow().name == "Second reading"
    assert a_resource().get_workflow().name == "Second reading"


def test_a_workflow_of_the_hub_itself_stays():
    editor()
    own = Workflow.objects.create(name="Ours")
    WorkflowPage.objects.filter(page=Page.get_first_root_node()).update(workflow=own)
    settle_editing_of_all()
    assert rights().get_workflow() == own


def test_a_colleague_approves_and_it_is_published(client):
    first, second = editor(), editor("second@example.org")
    page = rights()
    page.summary = "Read twice."
    page.save_revision(user=first)
    page.get_workflow().start(page, first)
    state = page.current_workflow_task_state
    assert state.task.specific.user_can_access_editor(page, second)
    sign_in(client, second)
    assert rights().summary != "Read twice."
    action = f"/editor/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    client.post(action, {"comment": ""})
    assert rights().summary == "Read twice."


@pytest.mark.parametrize("kind", ["page", "resource"])
def test_what_must_be_mended_is_not_approved_from_the_list_of_what_waits(client, kind):
    first, second = editor(), editor("second@example.org")
    row = rights() if kind == "page" else a_resource()
    where = "pages" if kind == "page" else "snippets/learning/resource"
    row.body = [("text", {"heading": "", "text": '<p><a href="/en/nowhere/">Read it</a></p>'})]
    row.save_revision(user=first)
    row.get_workflow().start(row, first)
    state = row.current_workflow_task_state
    sign_in(client, second)
    action = f"/editor/{where}/workflow/action/{row.pk}/approve/{state.pk}/"
    page = client.post(action, {"comment": ""}, follow=True).content.decode()
    assert "A link leads to a page that is not there." in page
    assert "nowhere" not in str(type(row).objects.get(pk=row.pk).body)


def test_what_is_due_is_published_by_the_clock_and_stays_as_it_was_until_then(client):
    sign_in(client, editor())
    page, before = rights(), rights().summary
    client.get(f"/editor/pages/{page.pk}/edit/")
    page = rights()
    page.summary = "Later."
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    call_command("keep_publishing", turns=1, wait=0)
    assert (rights().summary, rights().live) == (before, True)
    revision = page.revisions.order_by("-pk").first()
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("keep_publishing", turns=1, wait=0)
    assert rights().summary == "Later."


def in_two_languages(kind: str) -> Any:
    """The original of what readers see in French as well."""
    if kind == "page":
        return rights()
    row = a_resource()
    translated(row, "fr")
    return row


@pytest.mark.parametrize("kind", ["page", "resource"])
def test_what_the_clock_takes_away_goes_in_every_language(kind):
    model = PublicPage if kind == "page" else Resource
    row = in_two_languages(kind)
    others = model.objects.filter(live=True).exclude(key=row.key).count()
    french = model.objects.get(key=row.key, locale__language_code="fr")
    assert french.live
    model.objects.filter(pk=row.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("keep_publishing", turns=1, wait=0)
    assert not model.objects.filter(key=row.key, live=True).exists()
    assert model.objects.filter(live=True).count() == others


@pytest.mark.parametrize("kind", ["page", "resource"])
def test_a_translation_that_is_taken_away_goes_alone(kind):
    model = PublicPage if kind == "page" else Resource
    row = in_two_languages(kind)
    before = model.objects.filter(live=True).count()
    model.objects.get(key=row.key, locale__language_code="fr").unpublish()
    assert model.objects.filter(live=True).count() == before - 1


def test_what_was_taken_away_with_its_original_is_a_draft_when_that_is_back():
    french = PublicPage.objects.filter(key="rights", locale__language_code="fr")
    french.update(translation_state="reviewed", source_digest=rights().content_digest)

    def standing() -> str:
        cells = line_of("page", "rights").cells
        return next(str(cell.standing) for cell in cells if cell.language == "fr")

    assert standing() == "reviewed"
    rights().unpublish()
    rights().save_revision().publish()
    assert (standing(), french.get().live) == ("machine_draft", False)


def test_what_is_taken_away_from_the_list_goes_in_every_language(client):
    sign_in(client, editor())
    address = f"/editor/bulk/wagtailcore/page/unpublish/?id={rights().pk}"
    assert client.post(address).status_code == 302
    assert not PublicPage.objects.filter(key="rights", live=True).exists()


def test_a_turn_that_fails_is_noted_and_the_next_makes_up_for_it(monkeypatch, caplog):
    def fail(*args, **options):
        raise OSError

    monkeypatch.setattr("upstander.editing.management.commands.keep_publishing.call_command", fail)
    call_command("keep_publishing", turns=1, wait=0)
    assert "could not be published: OSError" in caplog.text
