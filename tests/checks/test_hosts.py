import subprocess
from pathlib import Path

import pytest

from checks import hosts

HASHED = "django==5.2.19 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via wagtail\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "requirements.txt").write_text(HASHED)
    return tmp_path


def test_a_clean_clone_is_fine(clone: Path) -> None:
    assert hosts.faults(clone) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("cd /" + "work/main", "a path of one machine"),
        ("/" + "home/someone/upstander", "a path of one machine"),
        ("pip install -" + "-index-url x", "a package index"),
        ("pip install -" + "-extra-index-url x", "a package index"),
        ("https://" + "index.example/simple/django", "a package index"),
        ('"resolved"' + ': "https://example.org/x.tgz"', "a download address"),
    ],
)
def test_a_place_is_found(clone: Path, line: str, what: str) -> None:
    (clone / "notes.md").write_text(f"first\n{line}\n")
    assert hosts.faults(clone) == [f"notes.md:2 names {what}"]


def test_what_is_not_committed_may_name_places(clone: Path) -> None:
    (clone / ".gitignore").write_text("var\n")
    (clone / "var").write_text("/" + "work/main")
    assert hosts.faults(clone) == []


def test_a_requirement_without_hash_is_found(clone: Path) -> None:
    (clone / "requirements.txt").write_text(HASHED + "wagtail==8.0.1\n")
    assert hosts.faults(clone) == ["requirements.txt has no hash for wagtail==8.0.1"]


def test_a_requirement_without_version_is_found(clone: Path) -> None:
    (clone / "requirements.txt").write_text(HASHED.replace("==5.2.19", ">=5.2.19"))
    assert hosts.faults(clone) == ["requirements.txt has no hash for django>=5.2.19 \\"]


def test_an_address_in_a_lock_file_is_found(clone: Path) -> None:
    (clone / "requirements.txt").write_text(HASHED + "    # from https://example.org/simple\n")
    assert hosts.faults(clone) == [
        "requirements.txt names an address: # from https://example.org/simple"
    ]


def test_an_address_of_the_site_is_no_path_of_a_machine(clone: Path) -> None:
    (clone / "notes.md").write_text("/en/options/" + "work/")
    assert hosts.faults(clone) == []
