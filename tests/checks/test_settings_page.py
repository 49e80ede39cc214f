from pathlib import Path

import pytest

from checks import settings_page

ROW = "| `{}` | what it is | default | example |\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "upstander"
    folder.mkdir()
    (folder / "settings.py").write_text('A = env("KNOWN", "")\nB = os.environ.get("ASKED")\n')
    return folder


def _page(tmp_path: Path, *names: str) -> Path:
    page = tmp_path / "settings.md"
    page.write_text("".join(map(ROW.format, names)))
    return page


def test_a_page_that_describes_each_is_fine(tmp_path: Path, package: Path) -> None:
    assert settings_page.faults(package, _page(tmp_path, "KNOWN", "ASKED")) == []


def test_a_variable_without_a_row_is_found(tmp_path: Path, package: Path) -> None:
    assert settings_page.faults(package, _page(tmp_path, "KNOWN")) == [
        "upstander/settings.py:2 reads ASKED, which settings.md does not describe"
    ]


def test_a_row_that_nothing_reads_is_found(tmp_path: Path, package: Path) -> None:
    assert settings_page.faults(package, _page(tmp_path, "KNOWN", "ASKED", "OLD")) == [
        "settings.md describes OLD, which nothing reads"
    ]


def test_a_subscript_counts_and_setting_one_does_not(tmp_path: Path, package: Path) -> None:
    (package / "settings.py").write_text('os.environ["READ"]\nos.environ["WRITTEN"] = "1"\n')
    assert set(settings_page.variables(package)) == {"READ"}
