"""Courses and lessons in the language of a reader."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import translation

from upstander.core.beside import Parts, parts_of
from upstander.core.careful import careful_keys
from upstander.core.content import plain_body
from upstander.core.pages import page_addresses
from upstander.core.translation import TranslationState, is_outdated
from upstander.learning.models import Course, Lesson, LessonPicture
from upstander.learning.queries.editing import LESSON
from upstander.learning.queries.translated import in_language

_HREF = re.compile(r'href="page:([a-z0-9-]*)"')


class Block(NamedTuple):
    """A piece of a body: its kind, and its value as plain values."""

    block_type: str
    value: dict[str, Any]


Body = list[Block]


class ShownLesson(NamedTuple):
    """A lesson in a list, with the language that it is in."""

    row: Lesson
    language: str


class ShownCourse(NamedTuple):
    """A course with its lessons in order. `minutes` are those of all lessons."""

    row: Course
    language: str
    state: str
    lessons: list[ShownLesson]
    minutes: int

    @property
    def numbers(self) -> set[int]:
        """Of its lessons."""
        return {lesson.row.number for lesson in self.lessons}


def shown_courses(key: str = "") -> list[ShownCourse]:
    """Every course that has a lesson, or the one of this key. Two queries."""
    language = translation.get_language() or "en"
    courses, lessons = Course.objects.filter(live=True), Lesson.objects.filter(live=True)
    if key:
        courses, lessons = courses.filter(key=key), lessons.filter(course=key)
    by_course: dict[str, list[ShownLesson]] = {}
    rows = in_language(lessons.defer("body"), language).select_related("locale")
    for row in rows.order_by("position", "number", "pk"):
        by_course.setdefault(row.course, []).append(ShownLesson(row, row.locale.language_code))
    found = _with_originals(in_language(courses, language))
    return [_shown(row, by_course[row.key]) for row in found if row.key in by_course]


def shown_lesson(course: str, key: str) -> tuple[Lesson, str, str] | None:
    """A lesson of a course with its language and the state of its translation."""
    language = translation.get_language() or "en"
    rows = Lesson.objects.filter(live=True, course=course, key=key)
    row = _with_originals(in_language(rows, language)).first()
    return (row, row.locale.language_code, _state(row)) if row else None


def parts_of_lesson(row: Lesson, state: str, language: str) -> Parts:
    """Its pieces, where it is careful and not reviewed each with its original beside it.

    One query more for what is not reviewed, and one for the links of an original.
    """
    original = _beside(row, state)
    return parts_of(body_of(row, language), body_of(original, language) if original else None)


def _beside(row: Lesson, state: str) -> Lesson | None:
    if state in (TranslationState.SOURCE, TranslationState.REVIEWED):
        return None
    originals = Lesson.objects.filter(live=True, translation_state=TranslationState.SOURCE)
    same = originals.filter(translation_key=row.translation_key)
    return same.filter(key__in=careful_keys(LESSON)).order_by("pk").first()


def body_of(row: Course | Lesson, language: str) -> Body:
    """Its pieces as kind and value, in order; links lead to the pages of `language`.

    Addresses of pages are asked for only where there is a link.
    """
    raw = row.body.raw_data
    if "linktype" not in str(list(raw)):
        return [Block(kind, value) for kind, value in plain_body(raw, {})]
    keys, paths = page_addresses(language)
    return [Block(kind, _linked(value, paths)) for kind, value in plain_body(raw, keys)]


def _linked(value: Any, paths: Mapping[str, str]) -> Any:
    """Addresses instead of keys, in every text of a plain value."""
    if isinstance(value, dict):
        return {name: _linked(found, paths) for name, found in value.items()}
    if isinstance(value, list):
        return [_linked(item, paths) for item in value]
    if isinstance(value, str) and 'href="page:' in value:
        return _HREF.sub(lambda m: f'href="{paths.get(m[1], "#")}"', value)
    return value


def numbers_of(course: str) -> set[int]:
    """The numbers of the lessons of a course."""
    rows = Lesson.objects.filter(live=True, course=course)
    return set(rows.values_list("number", flat=True))


def course_choices() -> list[tuple[str, str]]:
    """Key and title of each course, in the reader's language."""
    rows = in_language(Course.objects.filter(live=True), translation.get_language() or "en")
    return list(rows.values_list("key", "title"))


def course_paths() -> list[str]:
    """The addresses of courses and lessons, below the language: for the sitemap."""
    courses = Course.objects.filter(live=True, translation_state=TranslationState.SOURCE)
    lessons = Lesson.objects.filter(live=True, translation_state=TranslationState.SOURCE)
    keys = list(courses.values_list("key", flat=True))
    rows = lessons.filter(course__in=keys).values_list("course", "key")
    found = [f"courses/{key}/" for key in keys]
    return ["courses/", *found, *(f"courses/{course}/{key}/" for course, key in rows)]


def pictures() -> list[LessonPicture]:
    """All of them, without their bytes."""
    return list(LessonPicture.objects.defer("data"))


def _shown(row: Course, lessons: list[ShownLesson]) -> ShownCourse:
    minutes = sum(lesson.row.minutes for lesson in lessons)
    return ShownCourse(row, row.locale.language_code, _state(row), lessons, minutes)


def _with_originals(rows: Any) -> Any:
    """With their languages, and `digest_now`: that of the source as it is now."""
    originals = rows.model.objects.filter(
        translation_key=OuterRef("translation_key"), translation_state=TranslationState.SOURCE
    )
    digest = Subquery(originals.values("content_digest")[:1])
    return rows.select_related("locale").annotate(digest_now=digest)


def _state(row: Any) -> str:
    if is_outdated(row.translation_state, row.source_digest, row.digest_now or ""):
        return "outdated"
    return str(row.translation_state)
