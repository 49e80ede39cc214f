from pathlib import Path

import pytest

from checks import sizes


def _function(name: str, lines: int) -> str:
    return f"def {name}():\n" + "    x = 1\n" * (lines - 1)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "upstander").mkdir()
    (tmp_path / "upstander" / "small.py").write_text(_function("small", 8))
    return tmp_path


def test_a_small_house_is_fine(house: Path) -> None:
    assert sizes.faults(house) == []


def test_a_function_past_sixty_lines_is_found(house: Path) -> None:
    small = "".join(_function(f"f{n}", 3) for n in range(20))
    (house / "upstander" / "long.py").write_text(small + _function("long", 61))
    assert [fault.partition(" ")[2] for fault in sizes.faults(house)] == [
        "long has 61 lines, more than 60"
    ]


def test_too_many_functions_of_middling_length_are_found(house: Path) -> None:
    (house / "upstander" / "middling.py").write_text(_function("middling", 26))
    assert sizes.faults(house) == ["only 1 of 2 functions have at most 25 lines"]


def test_a_long_file_is_found(house: Path) -> None:
    (house / "upstander" / "long.py").write_text("x = 1\n" * 401)
    assert sizes.faults(house) == ["upstander/long.py has 401 lines, more than 400"]


def test_a_long_template_is_found(house: Path) -> None:
    (house / "upstander" / "long.html").write_text("<p>\n" * 121)
    assert sizes.faults(house) == ["upstander/long.html has 121 lines, more than 120"]


def test_migrations_may_be_long(house: Path) -> None:
    folder = house / "upstander" / "migrations"
    folder.mkdir()
    (folder / "0001_initial.py").write_text("x = 1\n" * 500)
    assert sizes.faults(house) == []
