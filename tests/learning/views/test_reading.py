"""Courses for anyone: read, answered, and kept in a link; nothing else is kept anywhere."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from tests.learning.cohort_made import a_picture
from upstander.core.content import raw_body
from upstander.learning.models import Course, Lesson
from upstander.learning.queries.course import body_of, course_paths, shown_courses
from upstander.learning.rules.progress import link_of

pytestmark = pytest.mark.django_db
KEY, FIRST = "being-an-upstander", "what-you-may-see"
COURSE, LESSON = f"/en/courses/{KEY}/", f"/en/courses/{KEY}/{FIRST}/"


def done_in(html: str) -> list[str]:
    """The lessons that are shown as done."""
    found = re.findall(r'<li class="done">.*?<a href="[^"]*/([a-z-]+)/"', html, re.DOTALL)
    return [str(key) for key in found]


def text_of(answer) -> str:
    return answer.content.decode()


def test_both_courses_are_there_with_all_their_lessons() -> None:
    found = {c.row.key: [lesson.row.key for lesson in c.lessons] for c in shown_courses()}
    assert list(found) == ["being-an-upstander", "first-answer"]
    assert found["being-an-upstander"] == [
        "what-you-may-see", "safety-first", "five-ways", "afterwards", "where-you-are",
        "looking-after-yourself",
    ]  # fmt: skip
    assert found["first-answer"] == [
        "a-request-arrives", "reading-with-care", "writing-the-first-answer",
        "safety-and-language", "consent-and-referral", "notes-and-tasks",
        "closing-and-looking-after-yourself",
    ]  # fmt: skip


def test_each_lesson_has_something_to_do_and_questions_with_every_answer_explained() -> None:
    for row in Lesson.objects.filter(locale__language_code="en"):
        body = body_of(row, "en")
        kinds = [kind for kind, _value in body]
        asked = [value for kind, value in body if kind == "question"]
        assert "scenario" in kinds, row.key
        assert 2 <= len(asked) <= 3, row.key
        for value in [v for kind, v in body if kind in ("scenario", "question")]:
            assert all(item["text"] for item in value["items"]), (row.key, value["heading"])


@pytest.mark.parametrize("path", ["/en/courses/", COURSE, LESSON, f"{COURSE}five-ways/"])
def test_a_page_is_the_same_for_everyone_and_costs_few_queries(client: Client, path: str) -> None:
    for where in (path, path.replace("/en/", "/ar/")):
        with CaptureQueriesContext(connection) as found:
            answer = client.get(where)
        assert (answer.status_code, len(found) <= 10) == (200, True), len(found)
        assert answer["Cache-Control"] == "public, max-age=60"
    assert list(client.cookies) == []


def test_links_between_pages_lead_to_the_readers_language() -> None:
    row = Lesson.objects.get(key="five-ways", locale__language_code="en")
    texts = {language: str(body_of(row, language)) for language in ("en", "ar")}
    assert 'href="/en/i-saw-it/"' in texts["en"]
    assert ('href="/ar/i-saw-it/"' in texts["ar"], "page:" in texts["ar"]) == (True, False)


def test_what_is_done_is_in_the_link_and_nowhere_else(client: Client) -> None:
    answer = client.post(LESSON, {"do": "done"})
    link = link_of(KEY, [1])
    assert (answer.status_code, answer["Location"]) == (302, f"{COURSE}kept/{link}/")
    shown = client.get(answer["Location"])
    assert (shown["Cache-Control"], shown["X-Robots-Tag"]) == ("no-store, private", "noindex")
    assert done_in(text_of(shown)) == [FIRST]
    assert list(client.cookies) == []
    second = client.post(f"{COURSE}kept/{link}/safety-first/", {"do": "done"})
    assert second["Location"] == f"{COURSE}kept/{link_of(KEY, [1, 2])}/"
    undone = client.post(f"{second['Location']}{FIRST}/", {"do": "undone"})
    assert undone["Location"] == f"{COURSE}kept/{link_of(KEY, [2])}/"


def test_the_same_link_works_in_every_language_and_leads_to_what_is_left(client: Client) -> None:
    link = link_of(KEY, [1, 3])
    for code in ("en", "ar", "zh-hans"):
        html = text_of(client.get(f"/{code}/courses/{KEY}/kept/{link}/"))
        assert done_in(html) == [FIRST, "five-ways"]
        assert f'class="button" href="/{code}/courses/{KEY}/kept/{link}/safety-first/"' in html


@pytest.mark.parametrize("link", ["2pyx", "x", "a" * 60, link_of("first-answer", [1])])
def test_a_link_that_cannot_be_read_says_so_and_begins_afresh(client: Client, link: str) -> None:
    answer = client.get(f"{COURSE}kept/{link}/")
    assert (answer.status_code, 'role="alert"' in text_of(answer)) == (404, True)
    assert done_in(text_of(answer)) == []
    assert f'href="{LESSON}"' in text_of(answer)
    inside = client.get(f"{COURSE}kept/{link}/{FIRST}/")
    assert (inside.status_code, inside["Location"]) == (302, f"{COURSE}kept/{link}/")


def test_an_old_link_holds_when_a_lesson_comes_in_between(client: Client) -> None:
    link = link_of(KEY, [1, 2, 3, 4, 5, 6])
    assert f"/kept/{link}/x/" not in text_of(client.get(f"{COURSE}kept/{link}/"))
    body = raw_body([["text", {"heading": "", "text": "<p>New</p>"}]], {}, "new")
    source = Lesson.objects.get(key=FIRST, locale__language_code="en")
    Lesson.objects.create(
        key="new", course=KEY, number=7, position=15, title="New", summary="New", body=body,
        locale=source.locale, live=True,
    )  # fmt: skip
    html = text_of(client.get(f"{COURSE}kept/{link}/"))
    assert len(done_in(html)) == 6
    assert f"/kept/{link}/new/" in html
    assert html.index(f"/{FIRST}/") < html.rindex(f'/{link}/new/">') < html.index("/safety-first/")


def test_answers_are_explained_and_may_be_tried_again(client: Client) -> None:
    def whys(**sent: str) -> list[str]:
        html = text_of(client.post(LESSON, {"do": "check", **sent}))
        return re.findall(r'class="(why[^"]*)"', html)

    assert whys(**{"question-1": "0", "question-2": "1"}) == ["why", "why right"]
    assert whys(**{"question-1": "1", "question-2": "1"}) == ["why right", "why right"]
    assert whys() == ["why", "why"]  # nothing chosen: said, and nothing else happens
    assert whys(**{"question-1": "99", "question-2": "-1"}) == ["why", "why"]
    assert whys(**{"question-1": "٢", "question-2": "x" * 9999}) == ["why", "why"]
    assert re.findall('class="why', text_of(client.get(LESSON))) == []
    assert list(client.cookies) == []


@pytest.mark.parametrize(
    "path",
    ["/en/courses/none/", f"{COURSE}none/", "/en/courses/first-answer/what-you-may-see/"],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_draft_of_the_editor_is_shown_to_nobody(client: Client) -> None:
    Lesson.objects.filter(key=FIRST).update(live=False)
    assert client.get(LESSON).status_code == 404
    assert FIRST not in text_of(client.get(COURSE))
    Course.objects.filter(key=KEY).update(live=False)
    assert client.get(COURSE).status_code == 404
    assert KEY not in text_of(client.get("/en/courses/"))


def _in_french(state: str) -> Lesson:
    """The first lesson in French, whether or not the pack has it."""
    source = Lesson.objects.get(key=FIRST, locale__language_code="en")
    Lesson.objects.filter(key=FIRST, locale__language_code="fr").delete()
    return Lesson.objects.create(
        key=FIRST, course=KEY, number=1, position=10, title="Ce que l'on peut voir",
        summary="S", body=source.body.raw_data, locale=Locale.objects.get(language_code="fr"),
        translation_key=source.translation_key, translation_state=state, live=True,
        source_digest=source.content_digest,
    )  # fmt: skip


def test_a_translation_is_shown_and_one_that_is_outdated_says_so(client: Client) -> None:
    row = _in_french("reviewed")
    path = f"/fr/courses/{KEY}/{FIRST}/"
    before = text_of(client.get(path))
    Lesson.objects.filter(pk=row.pk).update(source_digest="of yesterday")
    after = text_of(client.get(path))
    assert "<h1>Ce que l&#x27;on peut voir</h1>" in before
    with translation.override("fr"):
        said = translation.gettext("Outdated translation")
    assert (said in before, said in after) == (False, True)


def test_what_is_not_translated_is_marked_as_being_in_its_own_language(client: Client) -> None:
    Lesson.objects.filter(key=FIRST).exclude(locale__language_code="en").delete()
    html = text_of(client.get(f"/ar/courses/{KEY}/{FIRST}/"))
    assert '<h1 lang="en" dir="ltr">What you may see</h1>' in html


def test_the_sitemap_knows_courses_and_lessons() -> None:
    assert {"courses/", f"courses/{KEY}/", f"courses/{KEY}/{FIRST}/"} <= set(course_paths())
    assert len(course_paths()) == 1 + 2 + 13


def test_a_picture_is_served_as_it_is(client: Client) -> None:
    row = a_picture()
    answer = client.get(f"/en/courses/pictures/{row.pk}/")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer.content == bytes(row.data)


def test_images_and_videos_of_a_lesson_are_shown_with_their_words(client: Client) -> None:
    picture = a_picture()
    image = {"heading": "On the bus", "picture": str(picture.pk), "alternative": "A full bus"}
    video = {"heading": "", "address": "https://video.example/1", "has_captions": True}
    body = [["image", image], ["video", {**video, "text": "<p>Every word</p>"}]]
    Lesson.objects.filter(key=FIRST, locale__language_code="en").update(
        body=raw_body(body, {}, "new")
    )
    html = text_of(client.get(LESSON))
    assert f'src="/en/courses/pictures/{picture.pk}/" alt="A full bus"' in html
    assert 'href="https://video.example/1" rel="noreferrer"' in html
    assert "<p>Every word</p></details>" in html
