"""Patterns of protocols in a pack: read, refused with file, line and reason, loaded three ways."""

from pathlib import Path

import pytest

from tests.packs.changing import change
from tests.packs.emptiness import everything
from tests.packs.test_checking import line_of, refusal
from tests.packs.test_loading import translate
from upstander.network.models import Wording
from upstander.packs.catalogues import stale, update
from upstander.packs.checking import faults_of
from upstander.packs.faults import Fault
from upstander.packs.loading import load
from upstander.packs.patterns import pattern_rows
from upstander.packs.reading import find_pack, read_pack
from upstander.protocols.models import Pattern
from upstander.protocols.queries.pattern_words import library

pytestmark = pytest.mark.usefixtures("nothing")
FILE = "protocols.toml"
PATTERN = """\
[[pattern]]
key = "dark"
title = "A lamp goes out"
summary = "What we do in the dark."

[[pattern_level]]
pattern = "dark"
key = "one"
title = "One lamp"
trigger = "It smokes."

[[pattern_level]]
pattern = "dark"
key = "all"
title = "All lamps"
trigger = "Nobody sees."

[[pattern_duty]]
pattern = "dark"
key = "keeper"
title = "Keeper of lamps"

[[pattern_step]]
pattern = "dark"
key = "safety-1"
section = "safety"
text = "Stay where you are."
duty = "keeper"
levels = ["all"]
within = 5

[[pattern_step]]
pattern = "dark"
key = "care-1"
section = "care"
text = "Bring oil."
duty = "keeper"
"""


@pytest.fixture
def dark(lanterns: Path) -> Path:
    """The tiny pack with a pattern, translated."""
    (lanterns / FILE).write_text(PATTERN, "utf-8")
    translate(lanterns)
    return lanterns


def test_a_pattern_is_read_with_numbers_for_its_rows_section_by_section(dark: Path) -> None:
    assert pattern_rows(read_pack(dark)) == {
        "dark": {
            "title": "A lamp goes out",
            "summary": "What we do in the dark.",
            "language": "en",
            "content": {
                "summary": "What we do in the dark.",
                "levels": [
                    {"title": "One lamp", "trigger": "It smokes."},
                    {"title": "All lamps", "trigger": "Nobody sees."},
                ],
                "duties": [{"title": "Keeper of lamps", "partner": ""}],
                "steps": [
                    {"section": "care", "text": "Bring oil.", "duty": 0, "levels": [],
                     "within": None},
                    {"section": "safety", "text": "Stay where you are.", "duty": 0, "levels": [1],
                     "within": 5},
                ],
            },
        }
    }  # fmt: skip


def test_its_texts_stand_in_the_catalogues_as_all_texts_do(lanterns: Path) -> None:
    before = len(list(read_pack(lanterns).units()))
    (lanterns / FILE).write_text(PATTERN, "utf-8")
    assert stale(lanterns)[0] == "locale/ar.po is not fresh: run upstander catalogues"
    assert update(lanterns) == {"ar": 9, "fr": 9}
    units = list(read_pack(lanterns).units())
    assert len(units) == before + 9
    contexts = [unit.context for unit in units if unit.file == FILE]
    assert contexts[0] == "pattern:dark:title"
    assert contexts[-1] == "pattern_step:dark/care-1:text"
    assert "locale/ar.po: 'Bring oil.'" in stale(lanterns)


def test_the_patterns_of_the_example_fit() -> None:
    pack = read_pack(find_pack("resilience_bc"))
    found = [fault for fault in faults_of(pack) if fault.file == FILE]
    assert [fault for fault in found if not fault.reason.startswith("not translated")] == []
    assert len(pattern_rows(pack)) == 3


@pytest.mark.parametrize(
    ("old", "new", "words", "reason"),
    [
        ('duty = "keeper"\nlevels', 'duty = "cook"\nlevels', '"cook"',
         "the pattern 'dark' has no duty 'cook'"),
        ('levels = ["all"]', 'levels = ["none"]', '["none"]',
         "the pattern 'dark' has no level 'none'"),
        ("within = 5", "within = 0", "within", "'within' is in minutes, from 1 to 527040"),
        ('section = "care"', 'section = "cure"', '"cure"',
         "'section' is one of safety, charge, documenting, care"),
        ('text = "Bring oil."\n', "", 'key = "care-1"', ""),
        ('[[pattern_duty]]\npattern = "dark"', '[[pattern_duty]]\npattern = "dusk"', '"dusk"', ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(
    dark: Path, old: str, new: str, words: str, reason: str
) -> None:
    before = everything()
    change(dark, FILE, old, new)
    found = refusal(dark)
    if reason:
        assert found == [Fault(FILE, line_of(dark / FILE, words), reason)]
    assert [fault for fault in found if fault.file not in (FILE,)] == []
    assert everything() == before


def test_a_title_that_is_too_long_or_taken_and_a_pattern_without_steps_are_told(
    dark: Path,
) -> None:
    text = (dark / FILE).read_text("utf-8").replace("Bring oil.", "o" * 1001)
    again = '\n[[pattern]]\nkey = "dusk"\ntitle = "A lamp goes out"\nsummary = "Again."\n'
    (dark / FILE).write_text(text + again, "utf-8")
    translate(dark)
    reasons = {fault.reason for fault in faults_of(read_pack(dark))}
    assert reasons == {
        "another pattern is called 'A lamp goes out'",
        "a pattern has at least one step",
        *(f"'text' has more than 1000 characters in {code!r}" for code in ("en", "ar", "fr")),
    }


def test_it_is_offered_in_every_language_and_loading_again_changes_nothing(dark: Path) -> None:
    load(dark)
    pattern = Pattern.objects.get()
    assert (pattern.key, pattern.state, pattern.version) == ("dark", "offered", 0)
    assert library().languages_of(pattern) == ["en", "ar", "fr"]
    said = library().said(pattern, "fr")
    assert said is not None
    assert said.content["steps"][0]["text"] == "fr: Bring oil."
    before = everything()
    assert load(dark).written == 0
    assert everything() == before


def test_the_pack_words_it_anew_and_what_is_no_longer_offered_stays_so(dark: Path) -> None:
    load(dark)
    Pattern.objects.update(state="withdrawn")
    change(dark, FILE, "Bring oil.", "Bring a lamp.")
    translate(dark)
    load(dark)
    pattern = Pattern.objects.get()
    assert (pattern.state, pattern.version) == ("withdrawn", 1)
    assert pattern.content["steps"][0]["text"] == "Bring a lamp."
    assert library().languages_of(pattern) == ["en", "ar", "fr"]


def test_what_the_hub_changed_stays(dark: Path) -> None:
    load(dark)
    Pattern.objects.update(summary="Ours")
    assert "pattern:dark" in load(dark).kept
    change(dark, FILE, "Bring oil.", "Bring a lamp.")
    translate(dark)
    outcome = load(dark)
    assert [row.name for row in outcome.differing] == ["pattern:dark"]
    assert Pattern.objects.get().summary == "Ours"


def test_one_of_an_older_installation_is_taken_up_without_a_word_changed(dark: Path) -> None:
    row = pattern_rows(read_pack(dark))["dark"]
    Pattern.objects.create(key="dark", state="draft", **row)
    assert load(dark).differing == []
    pattern = Pattern.objects.get()
    assert (pattern.state, pattern.version) == ("draft", 0)
    assert Wording.objects.filter(key="pattern:dark:title", language="ar").exists()
