"""What is learned from, in a pack: read, refused, translated whole or not at all, loaded."""

from pathlib import Path

import polib
import pytest

from upstander.learning.models import Resource
from upstander.packs.catalogues import update
from upstander.packs.checking import faults_of
from upstander.packs.contents import content_rows
from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.forms import RESOURCE
from upstander.packs.loading import load
from upstander.packs.reading import read_pack

FRONT = """+++
title = "Trim the wick"
summary = "How it burns longer."
order = 3
kind = "guide"
topic = "safety"
{more}
+++
"""
FILE = "resources/wick.md"


def write(pack: Path, body: str = "Cut it.\n", more: str = "", front: str = FRONT) -> None:
    """One resource beside the pages."""
    (pack / "resources").mkdir(exist_ok=True)
    (pack / FILE).write_text(front.format(more=more) + body, "utf-8")


def translate(pack: Path, language: str, most: int = 99) -> None:
    """The first texts of the resource in a language."""
    path = pack / "locale" / f"{language}.po"
    catalogue = polib.pofile(str(path))
    entries = [e for e in catalogue if e.msgctxt == "resource:wick"]
    for entry in entries[:most]:
        entry.msgstr = f"{language}: {entry.msgid}"
    catalogue.save()


@pytest.mark.parametrize(
    ("body", "more", "line", "reason"),
    [
        ("[Here](page:home)\n", "", 9, "what is printed and shared names a page"),
        ("::: resources\n- resource:oil\n:::\n", "", 10, "unknown resource 'oil'"),
        ("Cut.\n", 'derived_from = "oil"', 7, "unknown resource 'oil'"),
        ("Cut.\n", 'audience = "cats"', 7, "'audience': Value 'cats' is not a valid choice."),
        ("Cut.\n", 'address = "nowhere"', 7, "'address': Enter a valid URL."),
        ("Cut.\n", "source = 7", 7, "'source' must be text"),
        ("Cut.\n", 'colour = "red"', 7, "front matter has no field 'colour'"),
        ("::: map\n:::\n", "", 9, "no block is called 'map'"),
    ],
)
def test_what_cannot_stand_there_is_told(lanterns, body, more, line, reason):
    write(lanterns, body, more)
    try:
        found = faults_of(read_pack(lanterns))
    except FaultyPack as refused:
        found = refused.faults
    assert [(f.file, f.line) for f in found] == [(FILE, line)]
    assert reason in found[0].reason


def test_a_video_needs_its_address_and_a_transcript(lanterns):
    write(lanterns, front=FRONT.replace('"guide"', '"video"'))
    assert faults_of(read_pack(lanterns)) == [
        Fault(FILE, 5, "a video needs 'address'"), Fault(FILE, 5, "a video needs 'transcript'"),
    ]  # fmt: skip


def test_in_a_language_it_is_whole_or_missing(lanterns):
    write(lanterns)
    update(lanterns)
    assert faults_of(read_pack(lanterns)) == []
    translate(lanterns, "fr", most=2)
    (fault,) = faults_of(read_pack(lanterns))
    assert fault.reason == "not translated into 'fr': 'Cut it.'"
    translate(lanterns, "fr")
    rows = content_rows(read_pack(lanterns), RESOURCE)
    assert [(name, row["title"], row["translation_state"]) for name, row in rows.items()] == [
        ("en/wick", "Trim the wick", "source"),
        ("fr/wick", "fr: Trim the wick", "machine_draft"),
    ]
    assert rows["en/wick"]["licence"] == "cc-by"


def test_a_translation_is_marked_as_reviewed_by_its_name(lanterns):
    write(lanterns)
    update(lanterns)
    translate(lanterns, "fr")
    path = lanterns / "pack.toml"
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("reviewed")]
    place = next(n for n, line in enumerate(lines) if line.startswith("leave_to"))
    lines.insert(place, 'reviewed = ["fr/resource:wick"]')
    path.write_text("\n".join(lines), "utf-8")
    pack = read_pack(lanterns)
    assert faults_of(pack) == []
    assert content_rows(pack, RESOURCE)["fr/wick"]["translation_state"] == "reviewed"


@pytest.mark.usefixtures("nothing")
def test_loading_again_keeps_what_the_hub_has_edited(lanterns):
    write(lanterns)
    update(lanterns)
    translate(lanterns, "fr")
    load(lanterns)
    assert load(lanterns).written == 0
    row = Resource.objects.get(locale__language_code="en")
    row.summary = "Ours."
    row.save_revision().publish()
    assert load(lanterns).kept == ["resource:en/wick"]
    write(lanterns, front=FRONT.replace("burns longer", "burns best"))
    update(lanterns)
    translate(lanterns, "fr")
    outcome = load(lanterns)
    assert [found.name for found in outcome.differing] == ["resource:en/wick"]
    assert Resource.objects.get(pk=row.pk).summary == "Ours."
    load(lanterns, take_pack=lambda difference: True)
    assert Resource.objects.get(pk=row.pk).summary == "How it burns best."
