"""The index on disk: written whole, read whole, and by many."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from upstander.core.languages import table
from upstander.search import index
from upstander.search.queries import find
from upstander.search.shapes import Document

NO = {"en": [["job", "work"]]}


def docs(*titles: str) -> list[Document]:
    return [Document("page", title, title, f"/en/{title}/") for title in titles]


def write(source: str, *titles: str, is_new: bool = False, **more: Any) -> bool:
    parts = [(source, "en", partial(docs, *titles))]
    return index.write(parts, more.get("synonyms"), is_new=is_new)


def keys(typed: str) -> list[str]:
    return [hit.key for hit in find(typed, "en", "en").hits]


def test_a_part_is_written_anew_and_the_others_stay(empty_home: Path) -> None:
    write("one", "first", is_new=True)
    assert write("two", "second")
    assert write("one", "third")
    assert [keys(word) for word in ("first", "second", "third")] == [[], ["second"], ["third"]]


def test_what_did_not_change_is_not_written(empty_home: Path) -> None:
    write("one", "first", is_new=True, synonyms=NO)
    before = (index.folder() / "now.json").read_bytes()
    assert not write("one", "first")
    assert not write("one", "first", synonyms=NO)
    assert (index.folder() / "now.json").read_bytes() == before
    assert write("one", "first", synonyms={})


def test_old_states_are_swept_and_shared_files_stay(empty_home: Path) -> None:
    write("one", "first", is_new=True)
    for number in range(4):
        write("two", f"second{number}")
    assert len(list(index.folder().glob("v*"))) == index.KEPT
    assert keys("first") == ["first"]


def test_another_reader_sees_the_new_state_at_once(empty_home: Path) -> None:
    write("one", "first", is_new=True)
    one = index.opened()
    assert index.opened() is one
    write("one", "second")
    assert index.opened() is not one
    assert keys("second") == ["second"]


def harm_a_file(place: Path) -> None:
    file = max(place.glob("*.store"), key=lambda path: path.stat().st_size)
    found = bytearray(file.read_bytes())
    found[len(found) // 2] ^= 0xFF
    file.write_bytes(found)


def lose_a_file(place: Path) -> None:
    next(place.glob("*.idx")).unlink()


def cut_a_file(place: Path) -> None:
    file = place / "meta.json"
    file.write_bytes(file.read_bytes()[:20])


def lose_the_folder(place: Path) -> None:
    place.rename(place.with_name("elsewhere"))


def lose_the_name(place: Path) -> None:
    (index.folder() / "now.json").unlink()


def harm_the_name(place: Path) -> None:
    (index.folder() / "now.json").write_text("{")


def be_of_another_form(place: Path) -> None:
    file = index.folder() / "now.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "form": index.FORM + 1}))


HARMS = [harm_a_file, lose_a_file, cut_a_file, lose_the_folder, lose_the_name, harm_the_name,
         be_of_another_form]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_damaged_is_not_read_and_is_made_anew(harm: Any, empty_home: Path) -> None:
    write("one", "first", is_new=True)
    harm(index.folder() / json.loads((index.folder() / "now.json").read_text())["folder"])
    index.READER.close()
    with pytest.raises(index.Damaged):
        keys("first")
    with pytest.raises(index.Damaged):
        write("one", "first")
    write("one", "first", is_new=True)
    assert keys("first") == ["first"]


def test_what_breaks_while_it_is_read_is_given_up(empty_home: Path, monkeypatch: Any) -> None:
    write("one", "first", is_new=True)
    broken = index.opened()._replace(files=None)
    monkeypatch.setattr("upstander.search.queries.finding.opened", lambda: broken)
    with pytest.raises(AttributeError):  # a mistake of ours is no damage
        keys("first")

    class Panic:
        def __getattr__(self, name: str) -> Any:
            raise ValueError("a file of the index")

    monkeypatch.setattr(
        "upstander.search.queries.finding.opened", lambda: broken._replace(files=Panic())
    )
    with pytest.raises(index.Damaged):
        keys("first")
    assert not (index.folder() / "now.json").exists()


def test_a_writer_that_fails_leaves_everything_as_it_was(empty_home: Path) -> None:
    write("one", "first", is_new=True)

    def fail() -> list[Document]:
        return [Document("page", "k", "t", "/", topics=(("a",),))]  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="not enough values"):
        index.write([("one", "en", fail)], is_new=False)
    assert keys("first") == ["first"]
    assert len(list(index.folder().glob("v*"))) == 1


def test_no_two_languages_have_the_same_sign() -> None:
    assert len({index.sign_of(code) for code in table()}) == len(table())


def test_only_the_first_asks_until_the_wish_is_old_or_met(
    empty_home: Path, monkeypatch: Any
) -> None:
    assert [index.is_first_to_ask() for _ in range(3)] == [True, False, False]
    index.wish_is_met()
    assert index.is_first_to_ask()
    monkeypatch.setattr(index, "ASKED_AGAIN", -1)
    assert index.is_first_to_ask()


WRITER = """
import django
from django.conf import settings
settings.configure(HOME={home!r})
from functools import partial
from upstander.search import index
from upstander.search.shapes import Document
for number in range(6):
    rows = [Document("page", f"{name}{{n}}", f"{name}{{n}}", "/") for n in range(number + 1)]
    index.write([({name!r}, "en", partial(list, rows))], is_new=False)
"""


def test_two_processes_write_one_after_the_other_and_lose_nothing(empty_home: Path) -> None:
    write("mine", "first", is_new=True)
    code = [WRITER.format(home=str(settings.HOME), name=name) for name in ("one", "two")]
    running = [subprocess.Popen([sys.executable, "-c", text]) for text in code]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    found = [keys(word) for word in ("first", "one5", "two5")]
    assert found == [["first"], ["one5"], ["two5"]]
    assert set(index.opened().parts) == {"mine:en", "one:en", "two:en"}
