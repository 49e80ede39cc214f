"""The hub and its trainers write courses in the editor; a lesson that lacks something is told."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.accounts.people import hub, member, sign_in
from upstander.accounts.interface import account_of
from upstander.learning.models import Course, Lesson
from upstander.network.interface import TEACHING_ROLES
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
ACTS = ("add", "change", "publish")


def address(model, page: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(page), args=args)


@pytest.mark.parametrize("role", Role)
def test_who_writes_courses(role: Role) -> None:
    user = account_of(member(role, hub()).email)
    rights = {f"learning.{act}_{name}" for act in ACTS for name in ("course", "lesson")}
    held = {right for right in rights if user.has_perm(right)}
    drafts = {f"learning.change_{name}" for name in ("course", "lesson")}
    others = drafts if role == Role.TRANSLATOR else set()
    assert held == (rights if role in TEACHING_ROLES else others)


def test_a_trainer_finds_courses_and_no_pages_in_the_editor(client: Client, lesson) -> None:
    for model in (Course, Lesson):
        pages = [address(model, "list"), address(model, "add")]
        pages.append(address(model, "edit", model.objects.first().pk))
        assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert not account_of("trainer@example.org").has_perm("learning.publish_resource")


def sent(row: Lesson, *blocks, **changes) -> dict[str, str]:
    """What the editor's form sends."""
    shared = {name: getattr(row, name) for name in ("title", "summary", "key", *row.SHARED)}
    body = {"body": streamfield(blocks), "translation_state": row.translation_state}
    return nested_form_data({**shared, **body, "action-publish": "1", **changes})


@pytest.fixture
def lesson(client: Client) -> Lesson:
    sign_in(client, member(Role.TRAINER, hub()))
    return Lesson.objects.get(key="five-ways", locale__language_code="en")


def test_a_trainer_publishes_a_lesson_and_its_translations_know(client, lesson) -> None:
    before = lesson.content_digest
    text = ("text", {"heading": "Now", "text": rich_text("<p>Other <b>words</b></p>")})
    answer = client.post(address(Lesson, "edit", lesson.pk), sent(lesson, text, title="Six ways"))
    assert answer.status_code == 302
    lesson.refresh_from_db()
    assert (lesson.title, lesson.content_digest != before) == ("Six ways", True)
    html = client.get("/en/courses/being-an-upstander/five-ways/").content.decode()
    assert "Other <strong>words</strong>" in html


def test_a_video_without_a_transcript_is_refused_with_a_sentence(client, lesson) -> None:
    video = {"heading": "", "address": "https://video.example/1", "has_captions": "on"}
    block = ("video", {**video, "text": rich_text("")})
    answer = client.post(address(Lesson, "edit", lesson.pk), sent(lesson, block, title="Film"))
    lesson.refresh_from_db()
    assert (b"A video needs a transcript" in answer.content, lesson.title) == (
        True, "Five ways to help",
    )  # fmt: skip


def test_a_number_that_another_lesson_has_is_refused_beside_the_field(client, lesson) -> None:
    text = ("text", {"heading": "Now", "text": rich_text("<p>Words</p>")})
    data = sent(lesson, text, title="Words that stay", key="")
    answer = client.post(address(Lesson, "add"), data)
    why = ["Lesson with this Course and Number already exists."]
    assert answer.context["form"].errors == {"number": why}
    assert b"Words that stay" in answer.content
    data["number"] = "60"
    assert client.post(address(Lesson, "add"), data).status_code == 302
    assert Lesson.objects.get(key="words-that-stay").number == 60


def test_a_lesson_that_people_learn_from_keeps_its_number(client, lesson) -> None:
    text = ("text", {"heading": "Now", "text": rich_text("<p>Words</p>")})
    before, data = lesson.number, sent(lesson, text, title="Six ways", number="60")
    assert client.post(address(Lesson, "edit", lesson.pk), data).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.title, lesson.number) == ("Six ways", before)


def test_a_draft_in_another_language_keeps_the_number_of_the_lesson(client, lesson) -> None:
    french = Lesson.objects.get(key=lesson.key, locale__language_code="fr")
    Lesson.objects.filter(pk=french.pk).update(live=False)
    text = ("text", {"heading": "Now", "text": rich_text("<p>Words</p>")})
    data = sent(french, text, title="Cinq gestes", number="60")
    assert client.post(address(Lesson, "edit", french.pk), data).status_code == 302
    french.refresh_from_db()
    assert (french.title, french.number) == ("Cinq gestes", lesson.number)
