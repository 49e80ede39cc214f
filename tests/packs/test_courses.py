"""Courses of a pack: what each piece becomes, and what is found faulty, on which line."""

from pathlib import Path

import pytest

from upstander.packs.courses import read_course
from upstander.packs.faults import FaultyPack
from upstander.packs.reading import find_pack, read_pack
from upstander.packs.teaching import course_rows, lesson_rows

COURSE = '+++\ntitle = "C"\nsummary = "S"\norder = 10\naudience = "everyone"\n+++\nLead.\n'
FRONT = '+++\ntitle = "L"\nsummary = "S"\nnumber = {number}\nminutes = 9\n+++\n'
ABOVE = FRONT.count("\n")
SCENARIO = "::: scenario On the bus\nWhat do you do?\n\n### Sit down\nGood.\n### Wait\nHm.\n:::\n"
CHECK = "::: check\n### Why?\n- [x] So\n  => Yes.\n- [ ] Not\n  => No, **look**.\n:::\n"


def a_course(folder: Path, *bodies: str, course: str = COURSE) -> Path:
    own = folder / "kind"
    own.mkdir()
    (own / "course.md").write_text(course, "utf-8")
    for number, body in enumerate(bodies, start=1):
        text = FRONT.format(number=number) + body
        (own / f"0{number}-lesson-{number}.md").write_text(text, "utf-8")
    return own


def faults(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(FaultyPack) as found:
        read_course(folder)
    return [(fault.file, fault.line, fault.reason) for fault in found.value.faults]


def test_a_lesson_is_read_with_its_pieces_in_order(tmp_path: Path) -> None:
    course = read_course(a_course(tmp_path, f"Hello.\n\n## More\n- a\n{SCENARIO}{CHECK}"))
    [lesson] = course.lessons
    assert (course.key, lesson.key, lesson.context) == (
        "kind", "kind/lesson-1", "lesson:kind/lesson-1",
    )  # fmt: skip
    assert [(block.kind, block.heading) for block in lesson.blocks] == [
        ("text", ""), ("text", "More"), ("scenario", "On the bus"), ("check", ""),
    ]  # fmt: skip
    assert [choice.text for choice in lesson.blocks[2].choices] == ["Sit down", "Wait"]
    [question] = lesson.blocks[3].choices
    assert [(a.text, a.is_right, a.why) for a in question.answers] == [
        ("So", True, "Yes."), ("Not", False, "No, **look**."),
    ]  # fmt: skip


def test_every_word_is_a_unit_of_translation_once_and_in_order(tmp_path: Path) -> None:
    [lesson] = read_course(a_course(tmp_path, f"Hello.\n{SCENARIO}{CHECK}")).lessons
    assert [(segment.text, segment.is_rich) for segment in lesson.segments()] == [
        ("L", False), ("S", False), ("Hello.", True), ("On the bus", False),
        ("What do you do?", True), ("Sit down", False), ("Good.", True), ("Wait", False),
        ("Hm.", True), ("Why?", False), ("So", False), ("Yes.", True), ("Not", False),
        ("No, **look**.", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("body", "line", "reason"), [
    ("::: video\n:::\n", 1, "no block of a lesson is called 'video'"),
    ("::: exercise\nx\n", 1, "the block 'exercise' is not closed by :::"),
    ("::: scenario A\nx\n### One\ny\n:::\n", 1,
     "a scenario has a text and two choices, each with what comes of it"),
    ("::: scenario A\nx\n### One\n### Two\ny\n:::\n", 1,
     "a scenario has a text and two choices, each with what comes of it"),
    ("::: check\n:::\n", 1, "a check holds questions alone"),
    ("::: check\n### Q\n- [ ] a => b\n- [ ] c => d\n:::\n", 2,
     "a question has two answers at least, and one that is right"),
    ("::: check\n### Q\n- [x] a\n- [ ] c => d\n- [x] e => f\n:::\n", 3,
     "an answer is like: - [x] Words => the reason"),
    ("::: exercise\nx\n### y\nz\n:::\n", 1, "an exercise holds text without small headings"),
    ("Look *here*.\n", 1, "only **bold** and [links](page:key) may stand in a text"),
])  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, body: str, line: int, reason: str) -> None:
    found = faults(a_course(tmp_path, body))
    assert ("courses/kind/01-lesson-1.md", ABOVE + line, reason) in found


@pytest.mark.parametrize(("was", "becomes", "reason"), [
    ('audience = "everyone"', 'audience = "cats"', "audience is one of"),
    ('audience = "everyone"\n', "", "front matter lacks audience (str)"),
    ("order = 10", "order = 10\nmenu = 'x'", "front matter has no field 'menu'"),
    ('title = "C"', f'title = "{"C" * 161}"', "title has more than 160 characters"),
])  # fmt: skip
def test_a_faulty_front_is_told(tmp_path: Path, was: str, becomes: str, reason: str) -> None:
    folder = a_course(tmp_path, "x\n", course=COURSE.replace(was, becomes))
    assert [text for _file, _line, text in faults(folder) if text.startswith(reason)]


def test_two_lessons_of_one_number_and_a_file_of_another_name_are_told(tmp_path: Path) -> None:
    folder = a_course(tmp_path, "x\n", "y\n")
    (folder / "02-lesson-2.md").write_text(FRONT.format(number=1) + "y\n", "utf-8")
    (folder / "notes.md").write_text("x", "utf-8")
    found = {(file.rpartition("/")[2], reason[:22]) for file, _line, reason in faults(folder)}
    assert found == {
        ("02-lesson-2.md", "number is from 1 to 60"), ("notes.md", "a lesson is called lik"),
    }  # fmt: skip


def test_a_course_without_a_lesson_is_told(tmp_path: Path) -> None:
    [(file, _line, reason)] = faults(a_course(tmp_path))
    assert (file, reason) == ("courses/kind/course.md", "a course has one lesson at least")


def test_the_rows_of_the_pack_are_what_the_room_takes() -> None:
    pack = read_pack(find_pack("resilience_bc"))
    courses, lessons = course_rows(pack), lesson_rows(pack)
    assert [name for name in courses if name.startswith("en/")] == [
        "en/being-an-upstander", "en/first-answer",
    ]  # fmt: skip
    first = lessons["en/what-you-may-see"]
    assert (first["course"], first["number"], first["position"]) == ("being-an-upstander", 1, 10)
    kinds = [kind for kind, _value in first["body"]]
    assert kinds == ["text", "text", "text", "text", "scenario", "question", "question"]
    assert first["body"][-1][1]["items"][1] == {
        "answer": "Because it is often one of very many.",
        "is_right": True,
        "text": "<p>Yes. The person carries all the earlier times too. "
        "A kind act from you counts in the same way.</p>",
    }
