"""A faulty pack is refused with file, line and reason of every fault, and loads nothing."""

from pathlib import Path

import pytest
from django.apps import apps

from tests.packs.changing import change
from tests.packs.emptiness import everything
from tests.packs.faulty import FAULTY, FIRST, SAME, SECOND, Faulty
from upstander.packs.checking import faults_of
from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.forms import PAGE
from upstander.packs.loading import load
from upstander.packs.reading import read_pack


def line_of(file: Path, words: int | str) -> int:
    """The only line of a file on which these words stand."""
    if isinstance(words, int):
        return words
    lines = file.read_text("utf-8").split("\n")
    [found] = [number for number, line in enumerate(lines, start=1) if words in line]
    return found


def refusal(folder: Path) -> list[Fault]:
    """The faults for which the pack is refused."""
    with pytest.raises(FaultyPack) as refused:
        load(folder)
    return refused.value.faults


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("faulty", FAULTY, ids=lambda faulty: faulty.name)
def test_a_faulty_pack_is_refused_whole(faulty: Faulty, lanterns: Path) -> None:
    before = everything()
    change(lanterns, *faulty.change)

    found = refusal(lanterns)

    expected = [
        Fault(file, line_of(lanterns / file, words), reason)
        for file, words, reason in faulty.faults
    ]
    assert found == sorted(expected)
    assert everything() == before


def test_no_two_faulty_packs_are_the_same() -> None:
    assert len({faulty.change for faulty in FAULTY}) == len({f.name for f in FAULTY}) == len(FAULTY)


def test_the_pack_without_a_change_has_no_fault(lanterns: Path) -> None:
    assert faults_of(read_pack(lanterns)) == []


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(
    "file", ["pack.toml", "spokes.toml", "glossary.toml", "rights.toml", "services.toml"]
)
def test_a_pack_without_one_of_its_files_is_refused(file: str, lanterns: Path) -> None:
    before = everything()
    (lanterns / file).unlink()

    assert refusal(lanterns) == [Fault(file, 1, "the file is missing")]
    assert everything() == before


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(
    ("file", "words", "line"),
    [
        ("regions.toml", b"Hills", 7),
        ("pages/lamp.md", b"Someone", 24),
        ("locale/ar.po", b"Language", 4),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused(
    file: str, words: bytes, line: int, lanterns: Path
) -> None:
    path = lanterns / file
    path.write_bytes(path.read_bytes().replace(words, b"\xff\xfe", 1))

    assert refusal(lanterns) == [Fault(file, line, "not UTF-8")]


@pytest.mark.usefixtures("nothing")
def test_a_pack_without_a_catalogue_is_refused(lanterns: Path) -> None:
    before = everything()
    (lanterns / "locale" / "ar.po").unlink()

    reason = "the language 'ar' is missing its catalogue"
    assert refusal(lanterns) == [Fault("locale/ar.po", 1, reason)]
    assert everything() == before


@pytest.mark.usefixtures("nothing")
def test_a_pack_without_a_front_page_is_refused(lanterns: Path) -> None:
    (lanterns / "pages" / "home.md").unlink()

    assert refusal(lanterns) == [Fault("pages/home.md", 1, "a pack needs a front page")]


def test_a_page_whose_name_is_no_key_is_refused(lanterns: Path) -> None:
    (lanterns / "pages" / "around.md").rename(lanterns / "pages" / "Around us.md")

    found = [fault for fault in faults_of(read_pack(lanterns)) if "is no key" in fault.reason]

    reason = "'Around us' is no key (a-z, 0-9, hyphens)"
    assert found == [Fault("pages/Around us.md", 1, reason)]


def test_faults_of_many_files_are_found_at_once(lanterns: Path) -> None:
    change(lanterns, "rights.toml", 'mark = "P"', 'mark = "T"')
    change(lanterns, "spokes.toml", '"hill-council"', '"moon-council"')
    change(lanterns, "pages/lamp.md", "fact:one-moon", "fact:two-moons")

    found = [(fault.file, fault.reason) for fault in faults_of(read_pack(lanterns))]

    assert found == [
        ("pages/lamp.md", "unknown fact 'two-moons'"),
        ("rights.toml", "mark is P (primary source) or S (secondary source)"),
        ("spokes.toml", "unknown organisation 'moon-council'"),
    ]


@pytest.mark.parametrize("ends_on", ["2024-01-31", "2023-12-31"])
def test_a_community_is_handed_over_the_day_after_a_term(ends_on: str, lanterns: Path) -> None:
    change(lanterns, "spokes.toml", FIRST + SECOND, f'{FIRST}ends_on = "{ends_on}"\n{SAME}')

    found = [fault.reason for fault in faults_of(read_pack(lanterns))]

    assert found == ["the term ends before it starts"] * (ends_on < "2024-01-01")


def test_a_fault_is_said_in_one_line() -> None:
    assert (
        str(Fault("spokes.toml", 7, "unknown community 'x'"))
        == "spokes.toml:7: unknown community 'x'"
    )


def test_no_title_menu_or_summary_may_be_longer_than_the_portal_keeps() -> None:
    page = apps.get_model("portal", "PublicPage")

    assert {name: page._meta.get_field(name).max_length for name in PAGE.longest} == PAGE.longest
