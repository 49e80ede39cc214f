"""What anyone may find of the library and the courses, in one language."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from upstander.core.content import words_of
from upstander.learning.models import Course, Lesson, Resource

KEYS = ("services", "facts", "resources")  # blocks that hold keys of records beside a heading


class Found(NamedTuple):
    """A text as words. `below` is the key of its course, of a lesson; `topic` a key and a name."""

    key: str
    title: str
    summary: str
    text: str
    topic: tuple[str, str] | None = None
    below: str = ""


def resources_to_find(language: str) -> Iterator[Found]:
    """Every resource that is there in `language`; one query."""
    for row in Resource.objects.filter(live=True, locale__language_code=language):
        text = " ".join((_text(row.body.raw_data), row.transcript, row.easy_read))
        topic = (row.topic, row.get_topic_display()) if row.topic else None
        yield Found(row.key, row.title, row.summary, text, topic)


def courses_to_find(language: str) -> Iterator[Found]:
    """Every course that is there in `language`, and every lesson of one; two queries."""
    courses = {row.key: row for row in _live(Course, language)}
    for row in courses.values():
        yield Found(row.key, row.title, row.summary, _text(row.body.raw_data))
    for row in _live(Lesson, language):
        if row.course in courses:
            text = _text(row.body.raw_data)
            yield Found(row.key, row.title, row.summary, text, None, row.course)


def _live(model: Any, language: str) -> Any:
    return model.objects.filter(live=True, locale__language_code=language)


def _text(raw: Any) -> str:
    found: list[str] = []
    for block in raw:
        value = block["value"]
        found += words_of(value.get("heading") or "" if block["type"] in KEYS else value)
    return " ".join(" ".join(found).split())
