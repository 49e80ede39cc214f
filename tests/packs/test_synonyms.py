"""Words that mean the same, as a pack has them."""

import tomllib
from pathlib import Path

import pytest

from tests.packs.changing import append
from upstander.core.languages import table
from upstander.packs.checking import faults_of
from upstander.packs.faults import Fault
from upstander.packs.loading import load
from upstander.packs.reading import find_pack, read_pack
from upstander.search.models import Synonyms

FILE = "synonyms.toml"
GROUP = '[[synonyms]]\nlanguage = "en"\nkey = "light"\nwords = ["lamp", "lantern"]\n'


@pytest.fixture
def lit(lanterns: Path) -> Path:
    """The tiny pack with a group of words."""
    (lanterns / FILE).write_text(GROUP, "utf-8")
    return lanterns


@pytest.mark.usefixtures("nothing")
def test_they_are_loaded_once_and_changed_with_the_pack(lit: Path) -> None:
    load(lit)
    assert [(str(row), row.words) for row in Synonyms.objects.all()] == [
        ("en/light", ["lamp", "lantern"])
    ]
    assert load(lit).written == 0
    (lit / FILE).write_text(GROUP.replace("lamp", "torch"), "utf-8")
    assert load(lit).written == 1
    assert Synonyms.objects.get().words == ["torch", "lantern"]


def test_a_language_that_the_pack_does_not_speak_is_a_fault(lit: Path) -> None:
    append(lit, FILE, GROUP.replace('"en"', '"xx"'))
    assert faults_of(read_pack(lit)) == [Fault(FILE, 6, "the pack does not speak 'xx'")]


def test_a_group_stands_once(lit: Path) -> None:
    append(lit, FILE, GROUP)
    [fault] = faults_of(read_pack(lit))
    assert fault.file == FILE


def test_the_pack_has_the_same_groups_in_every_language() -> None:
    text = (find_pack("resilience_bc") / FILE).read_text("utf-8")
    groups: dict[str, set[str]] = {}
    for row in tomllib.loads(text)["synonyms"]:
        groups.setdefault(row["language"], set()).add(row["key"])
        assert len(row["words"]) > 1
    assert set(groups) == set(table())
    assert len({frozenset(keys) for keys in groups.values()}) == 1
