"""A whole pack, read from its folder."""

from pathlib import Path

import pytest

from tests.packs.changing import append, change
from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.reading import PACKS, Unit, digest_of, find_pack, identity_of, read_pack


def test_a_pack_that_comes_along_is_found_by_its_name() -> None:
    assert find_pack("resilience_bc") == PACKS / "resilience_bc"


def test_a_pack_is_found_in_any_folder(lanterns: Path) -> None:
    assert find_pack(str(lanterns)) == lanterns


@pytest.mark.parametrize("name", ["moon", "", "..", "a\nb"])
def test_a_pack_that_is_nowhere_is_refused(name: str) -> None:
    with pytest.raises(FaultyPack) as refused:
        find_pack(name)

    reason = f"no pack is called {name!r}, and no folder holds it"
    assert refused.value.faults == [Fault("pack.toml", 1, reason)]


def test_a_row_is_known_by_the_identity_of_its_kind(lanterns: Path) -> None:
    pack = read_pack(lanterns)

    found = {kind: [identity_of(row) for row in rows] for kind, rows in pack.rows.items()}

    assert (found["spoke"], found["term"], found["hub"], found["glossary"]) == (
        ["ferry-friends", "hill-council"],
        ["place/outside", "place/beach", "place/not-sure"],
        ["lantern-house"],
        ["lamp"],
    )


def test_languages_other_than_the_source_are_translated(lanterns: Path) -> None:
    assert read_pack(lanterns).translated_languages == ["ar", "fr"]


def test_each_text_is_a_unit_once_in_its_context(lanterns: Path) -> None:
    append(lanterns, "pages/lamp.md", "\nSomeone comes.\n\n## Someone comes.\n")

    units = list(read_pack(lanterns).units())

    assert len({(unit.context, unit.text) for unit in units}) == len(units)
    assert [unit for unit in units if unit.text == "Someone comes."] == [
        Unit("page:lamp", "Someone comes.", "pages/lamp.md", 24, is_rich=True)
    ]
    assert [unit for unit in units if unit.context == "region:hills:name"] == [
        Unit("region:hills:name", "The Hills", "regions.toml", 7)
    ]


def test_a_translation_is_that_of_its_context_and_the_source_its_own(lanterns: Path) -> None:
    pack = read_pack(lanterns)

    said = [pack.translation(code, "region:hills:name", "The Hills") for code in ("en", "ar", "fr")]

    assert said == ["The Hills", "ar: The Hills", "fr: The Hills"]


@pytest.mark.parametrize("mark", ["#, fuzzy\n", "#~ "])
def test_what_is_doubtful_or_obsolete_is_no_translation(mark: str, lanterns: Path) -> None:
    old = 'msgctxt "region:hills:name"\nmsgid "The Hills"\nmsgstr "ar: The Hills"'
    new = mark + (old.replace("\n", f"\n{mark}") if mark == "#~ " else old)
    change(lanterns, "locale/ar.po", old, new)

    assert ("region:hills:name", "The Hills") not in read_pack(lanterns).catalogues["ar"]


def test_faults_of_form_are_found_in_all_files_at_once(lanterns: Path) -> None:
    (lanterns / "regions.toml").write_text("[[region]", "utf-8")
    (lanterns / "pages" / "lamp.md").write_text("Hello", "utf-8")
    (lanterns / "locale" / "fr.po").write_text("hello", "utf-8")
    (lanterns / "spokes.toml").unlink()

    with pytest.raises(FaultyPack) as refused:
        read_pack(lanterns)

    found = [(fault.file, fault.line) for fault in refused.value.faults]
    assert found == [
        ("locale/fr.po", 1),
        ("pages/lamp.md", 1),
        ("regions.toml", 1),
        ("spokes.toml", 1),
    ]


def test_the_map_is_empty_where_the_pack_has_none_and_else_what_it_says(lanterns: Path) -> None:
    without = read_pack(lanterns).map()
    (lanterns / "map.json").write_text('{"type": "FeatureCollection", "features": [1]}', "utf-8")

    assert (without["features"], read_pack(lanterns).map()["features"]) == ([], [1])


def test_a_digest_is_that_of_the_text() -> None:
    # sha256 of "abc", FIPS 180-2, appendix B.1
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
