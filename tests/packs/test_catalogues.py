"""Catalogues follow the words of the pack: what is there stays, what is gone goes."""

from pathlib import Path

import polib

from tests.packs.changing import change
from upstander.packs.catalogues import stale, update
from upstander.packs.reading import read_pack


def entries(pack: Path, language: str) -> dict[tuple[str, str], str]:
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr
        for entry in polib.pofile(str(pack / "locale" / f"{language}.po"))
    }


def contents(pack: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (pack / "locale").glob("*.po")}


def test_catalogues_that_are_in_line_stay_as_they_are(lanterns: Path) -> None:
    before = contents(lanterns)

    assert update(lanterns) == {"ar": 0, "fr": 0}
    assert {name: polib.pofile(text.decode()) for name, text in before.items()} == {
        name: polib.pofile(text.decode()) for name, text in contents(lanterns).items()
    }
    assert stale(lanterns) == []


def test_a_second_update_writes_the_same_bytes(lanterns: Path) -> None:
    update(lanterns)
    before = contents(lanterns)

    update(lanterns)

    assert contents(lanterns) == before


def test_new_words_are_added_and_old_ones_go(lanterns: Path) -> None:
    change(lanterns, "regions.toml", '"The Hills"', '"The High Hills"')
    before = entries(lanterns, "ar")

    missing = update(lanterns)

    context = "region:hills:name"
    del before[context, "The Hills"]
    assert missing == {"ar": 1, "fr": 1}
    assert entries(lanterns, "ar") == {**before, (context, "The High Hills"): ""}


def test_words_that_moved_keep_their_translation(lanterns: Path) -> None:
    change(lanterns, "pages/lamp.md", "Someone comes.\n\n- With", "- With")
    change(lanterns, "pages/lamp.md", "It will be light again.", "Someone comes.")

    assert update(lanterns) == {"ar": 0, "fr": 0}


def test_a_catalogue_that_is_missing_is_made(lanterns: Path) -> None:
    for path in (lanterns / "locale").glob("*.po"):
        path.unlink()
    (lanterns / "locale").rmdir()

    missing = update(lanterns)

    units = list(read_pack(lanterns).units())
    assert missing == {"ar": len(units), "fr": len(units)}
    assert list(entries(lanterns, "fr")) == [(unit.context, unit.text) for unit in units]


def test_a_stale_catalogue_is_told_and_so_is_what_is_untranslated(lanterns: Path) -> None:
    change(lanterns, "locale/ar.po", 'msgstr "ar: The Hills"', 'msgstr ""')
    change(lanterns, "locale/fr.po", 'msgid "The Hills"', 'msgid "The High Hills"')

    assert stale(lanterns) == [
        "locale/ar.po: 'The Hills'",
        "locale/fr.po is not fresh: run upstander catalogues",
    ]


def test_a_catalogue_that_is_missing_is_stale(lanterns: Path) -> None:
    (lanterns / "locale" / "ar.po").unlink()

    assert stale(lanterns) == ["locale/ar.po is not fresh: run upstander catalogues"]
