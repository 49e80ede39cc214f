"""What a pack says of courses and lessons, as the plain values that the room of learning takes."""

from collections.abc import Callable, Iterator
from typing import Any

from upstander.core.translation import digest_of
from upstander.learning.interface import COURSE_KINDS
from upstander.packs.contents import Rows, part_as_html
from upstander.packs.courses import Choice, LessonBlock, Paper
from upstander.packs.markdown import Part, inline
from upstander.packs.reading import Pack

Words = Callable[[str], str]


def course_rows(pack: Pack) -> Rows:
    """Courses by `language/key`, each in the languages that it has; the source first."""
    papers = [(course.key, course.paper, _of_course(course.paper)) for course in pack.courses]
    return _rows(pack, "course", papers)


def lesson_rows(pack: Pack) -> Rows:
    """Lessons by `language/key`, each in the languages that it has; the source first."""
    papers = [
        (lesson.key.partition("/")[2], lesson, _of_lesson(course.key, place, lesson))
        for course in pack.courses
        for place, lesson in enumerate(course.lessons, start=1)
    ]
    return _rows(pack, "lesson", papers)


def _of_course(paper: Paper) -> dict[str, Any]:
    return {"audience": paper.front["audience"], "position": paper.front["order"]}


def _of_lesson(course: str, place: int, paper: Paper) -> dict[str, Any]:
    own = {name: paper.front[name] for name in ("number", "minutes")}
    return {"course": course, "position": place * 10, **own}


def _rows(pack: Pack, kind: str, papers: list[tuple[str, Paper, dict[str, Any]]]) -> Rows:
    source, names = pack.about["source_language"], COURSE_KINDS[kind].CONTENT
    rows: Rows = {}
    for language in [source, *pack.translated_languages]:
        for key, paper, shared in papers:
            if language != source and not pack.is_begun(language, paper):
                continue
            values = {**shared, **_words_of(pack, paper, language)}
            if language != source:
                reviewed = f"{language}/{paper.context}" in pack.about.get("reviewed", [])
                values["translation_state"] = "reviewed" if reviewed else "machine_draft"
                values["source_digest"] = digest_of(rows[f"{source}/{key}"], names)
            rows[f"{language}/{key}"] = values
    return rows


def _words_of(pack: Pack, paper: Paper, language: str) -> dict[str, Any]:
    def words(text: str) -> str:
        return pack.translation(language, paper.context, text) if text else ""

    return {
        "title": words(paper.front["title"]),
        "summary": words(paper.front["summary"]),
        "body": [piece for block in paper.blocks for piece in _pieces(block, words)],
        "translation_state": "source",
        "source_digest": "",
    }


def _pieces(block: LessonBlock, words: Words) -> Iterator[list[Any]]:
    """A check becomes a piece for each of its questions."""
    if block.kind == "check":
        yield from (["question", _question(choice, words)] for choice in block.choices)
        return
    value: dict[str, Any] = {"heading": words(block.heading), "text": _html(block.parts, words)}
    if block.kind == "scenario":
        value["items"] = [
            {"choice": words(choice.text), "text": _html(choice.parts, words)}
            for choice in block.choices
        ]
    yield [block.kind, value]


def _question(choice: Choice, words: Words) -> dict[str, Any]:
    items = [
        {
            "answer": words(answer.text),
            "is_right": answer.is_right,
            "text": f"<p>{inline(words(answer.why))}</p>",
        }
        for answer in choice.answers
    ]
    return {"heading": words(choice.text), "items": items}


def _html(parts: list[Part], words: Words) -> str:
    return "".join(part_as_html(part, words) for part in parts)
