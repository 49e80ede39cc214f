"""Courses of a pack: a folder for each, its lessons in the order of their files.

Beside text, a lesson holds exercises, scenarios (a choice is a small heading, and what comes of
it stands below) and checks (a question is a small heading, its answers are a list with `[x]` for
what is right, and after `=>` the reason).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.markdown import (
    FENCE,
    FRONT_MATTER,
    Part,
    Segment,
    is_plain_enough,
    linked_pages,
    parts_of,
    prose,
)
from upstander.packs.tables import content_of, statements, text_of

NAMES = re.compile(r"(?P<order>[0-9]{2})-(?P<key>[a-z0-9-]+)\.md")
ANSWER = re.compile(r"\[(?P<mark>[x ])\] (?P<answer>.+?) => (?P<why>.+)")
COURSE_FRONT: dict[str, type] = {"title": str, "summary": str, "order": int, "audience": str}
LESSON_FRONT: dict[str, type] = {"title": str, "summary": str, "number": int, "minutes": int}
FENCED = ("exercise", "scenario", "check")
AUDIENCES = ("everyone", "helpers", "schools", "workplaces", "groups")
LONGEST = {"title": 160, "summary": 240}
MOST_LESSONS = 60


@dataclass(frozen=True)
class Answer:
    """An answer of a check, whether it is right, and why."""

    text: str
    is_right: bool
    why: str
    line: int


@dataclass(frozen=True)
class Choice:
    """A choice of a scenario with what comes of it, or a question of a check with its answers."""

    text: str
    line: int
    parts: list[Part] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True)
class LessonBlock:
    """`text` and `exercise` have parts; a scenario has choices too; a check has choices alone."""

    kind: str
    heading: str
    line: int
    parts: list[Part] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def segments(self) -> Iterator[Segment]:
        """Every unit of translation, in reading order."""
        if self.heading:
            yield Segment(self.heading, self.line)
        yield from _words(self.parts)
        for choice in self.choices:
            yield Segment(choice.text, choice.line)
            yield from _words(choice.parts)
            for answer in choice.answers:
                yield Segment(answer.text, answer.line)
                yield Segment(answer.why, answer.line, is_rich=True)


@dataclass(frozen=True)
class Paper:
    """A course or a lesson in the source language; the key of a lesson is `course/lesson`."""

    key: str
    file: str
    front: dict[str, Any]
    blocks: list[LessonBlock]
    lines: dict[str, int]

    @property
    def context(self) -> str:
        """Where its texts belong in a catalogue: `lesson:course/lesson`."""
        return f"{'lesson' if '/' in self.key else 'course'}:{self.key}"

    def segments(self) -> Iterator[Segment]:
        """Every unit of translation, in reading order."""
        for name in ("title", "summary"):
            yield Segment(self.front[name], self.lines[name])
        for block in self.blocks:
            yield from block.segments()


@dataclass(frozen=True)
class Course:
    """A course with its lessons in order."""

    paper: Paper
    lessons: list[Paper]

    @property
    def key(self) -> str:
        """The name of its folder."""
        return self.paper.key


def read_course(folder: Path) -> Course:
    """Parse a course; raises FaultyPack with every fault, by file, line and reason."""
    faults: list[Fault] = []
    paper = _gather(folder / "course.md", folder.name, COURSE_FRONT, faults)
    lessons = []
    for path in sorted(folder.glob("*.md")):
        named = NAMES.fullmatch(path.name)
        if named:
            key = f"{folder.name}/{named['key']}"
            lessons.append(_gather(path, key, LESSON_FRONT, faults))
        elif path.name != "course.md":
            reason = "a lesson is called like 01-what-you-may-see.md"
            faults.append(Fault(_name(path), 1, reason))
    found = [lesson for lesson in lessons if lesson]
    faults += _faults_of(paper, found)
    if faults or paper is None:
        raise FaultyPack(sorted(faults))
    return Course(paper, found)


def course_faults(pack: Any) -> Iterator[Fault]:
    """Lessons that have one key, or none and are said to be careful; links to unknown pages."""
    seen: set[str] = set()
    for lesson in (lesson for course in pack.courses for lesson in course.lessons):
        key = lesson.key.partition("/")[2]
        if key in seen:
            yield Fault(lesson.file, 1, f"another lesson is called {key!r} already")
        seen.add(key)
    row = pack.rows["pack"][0]
    for key in set(pack.about.get("careful_lessons", [])) - seen:
        yield Fault(row.file, row.line_of("careful_lessons"), f"unknown lesson {key!r}")
    for paper in pack.papers():
        for segment in paper.segments():
            for key in linked_pages(segment.text):
                if key not in pack.pages:
                    yield Fault(paper.file, segment.line, f"unknown page {key!r}")


def _faults_of(paper: Paper | None, lessons: list[Paper]) -> Iterator[Fault]:
    if paper and paper.front["audience"] not in AUDIENCES:
        yield Fault(paper.file, paper.lines["audience"], f"audience is one of {AUDIENCES}")
    if paper and not lessons:
        yield Fault(paper.file, 1, "a course has one lesson at least")
    seen: set[int] = set()
    for lesson in lessons:
        number = lesson.front["number"]
        if number in seen or not 1 <= number <= MOST_LESSONS:
            reason = f"number is from 1 to {MOST_LESSONS}, and no other lesson has it"
            yield Fault(lesson.file, lesson.lines["number"], reason)
        seen.add(number)


def _name(path: Path) -> str:
    return f"courses/{path.parent.name}/{path.name}"


def _gather(path: Path, key: str, front: dict[str, type], faults: list[Fault]) -> Paper | None:
    try:
        return _read(path, key, front)
    except FaultyPack as error:
        faults.extend(error.faults)
        return None


def _read(path: Path, key: str, wanted: dict[str, type]) -> Paper:
    file = _name(path)
    text = text_of(path, file)
    found = FRONT_MATTER.match(text)
    if not found:
        raise FaultyPack([Fault(file, 1, "a page begins with its front matter between +++ lines")])
    front = content_of(found["head"], file, offset=1)
    lines = {s.name: s.line + 1 for s in reversed(list(statements(found["head"])))}
    faults = [Fault(file, line, reason) for line, reason in _front_faults(front, lines, wanted)]

    def fault(line: int, reason: str) -> None:
        faults.append(Fault(file, line, reason))

    blocks = list(_blocks(text[found.end() :].split("\n"), found[0].count("\n"), fault))
    for block in blocks:
        for segment in block.segments():
            if segment.is_rich and not is_plain_enough(segment.text):
                fault(segment.line, "only **bold** and [links](page:key) may stand in a text")
    if faults:
        raise FaultyPack(faults)
    return Paper(key, file, front, blocks, lines)


def _front_faults(
    front: dict[str, Any], lines: dict[str, int], wanted: dict[str, type]
) -> Iterator[tuple[int, str]]:
    for name, kind in wanted.items():
        found = front.get(name)
        if not isinstance(found, kind) or isinstance(found, bool) or found == "":
            yield lines.get(name, 1), f"front matter lacks {name} ({kind.__name__})"
        elif isinstance(found, str) and len(found) > LONGEST.get(name, 240):
            yield lines[name], f"{name} has more than {LONGEST.get(name, 240)} characters"
    for name in front:
        if name not in wanted:
            yield lines[name], f"front matter has no field {name!r}"


Complain = Callable[[int, str], None]


def _blocks(lines: list[str], offset: int, fault: Complain) -> Iterator[LessonBlock]:
    held: list[tuple[int, str]] = []
    fence: tuple[str, str, int] | None = None
    for number, line in enumerate(lines, start=offset + 1):
        mark = FENCE.match(line)
        if mark is None:
            held.append((number, line))
            continue
        yield from _closed(fence, held, fault)
        held = []
        if fence and mark[1]:
            fault(fence[2], f"the block {fence[0]!r} is not closed by :::")
        elif not fence and not mark[1]:
            fault(number, "::: closes no block")
        if mark[1] and mark[1] not in FENCED:
            fault(number, f"no block of a lesson is called {mark[1]!r}")
        fence = (mark[1], mark[2], number) if mark[1] else None
    if fence:
        fault(fence[2], f"the block {fence[0]!r} is not closed by :::")
    yield from _closed(None, held, fault)


def _closed(
    fence: tuple[str, str, int] | None, held: list[tuple[int, str]], fault: Complain
) -> Iterator[LessonBlock]:
    if fence is None:
        for block in prose(held):
            yield LessonBlock("text", block.heading, block.line, block.parts)
        return
    kind, heading, line = fence
    first, choices = _by_heading(list(parts_of(held)))
    if kind == "scenario":
        if not first or len(choices) < 2 or not all(choice.parts for choice in choices):
            fault(line, "a scenario has a text and two choices, each with what comes of it")
        yield LessonBlock(kind, heading, line, first, choices)
    elif kind == "check":
        questions = [_question(choice, fault) for choice in choices]
        if first or not questions:
            fault(line, "a check holds questions alone")
        yield LessonBlock(kind, heading, line, [], questions)
    else:
        if not held or choices:
            fault(line, "an exercise holds text without small headings")
        yield LessonBlock(kind, heading, line, first)


def _by_heading(parts: list[Part]) -> tuple[list[Part], list[Choice]]:
    first: list[Part] = []
    choices: list[Choice] = []
    for part in parts:
        if part.kind == "heading":
            choices.append(Choice(part.texts[0], part.lines[0]))
        else:
            (choices[-1].parts if choices else first).append(part)
    return first, choices


def _question(choice: Choice, fault: Complain) -> Choice:
    answers = []
    for part in choice.parts:
        for text, line in zip(part.texts, part.lines, strict=True):
            found = ANSWER.fullmatch(text)
            if found is None or part.kind != "list":
                fault(line, "an answer is like: - [x] Words => the reason")
            else:
                answers.append(Answer(found["answer"], found["mark"] == "x", found["why"], line))
    if len(answers) < 2 or not any(answer.is_right for answer in answers):
        fault(choice.line, "a question has two answers at least, and one that is right")
    return Choice(choice.text, choice.line, [], answers)


def _words(parts: list[Part]) -> Iterator[Segment]:
    for part in parts:
        for text, line in zip(part.texts, part.lines, strict=True):
            yield Segment(text, line, is_rich=True)
