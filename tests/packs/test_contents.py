"""What the rooms are given of a pack: plain values."""

from pathlib import Path
from typing import Any

import pytest

from tests.packs.changing import change
from upstander.network.interface import all_kinds
from upstander.packs.contents import page_rows, record_rows, wording_rows
from upstander.packs.reading import digest_of, read_pack
from upstander.portal.interface import content_digest


def rows_of(pack: Path, name: str) -> tuple[dict[str, dict[str, Any]], dict[str, int]]:
    [kind] = [kind for kind in all_kinds() if kind.name == name]
    return record_rows(read_pack(pack), kind)


def test_a_record_has_every_field_and_what_is_not_said_is_empty(lanterns: Path) -> None:
    rows, positions = rows_of(lanterns, "community")

    assert rows["cedar-top"] == {
        "name": "Cedar Top",
        "also": [],
        "region": "hills",
        "latitude": "12.0000",
        "longitude": "21.0000",
        "geonames_id": 12345,
        "part_of": None,
        "neighbours": [],
    }
    assert positions["cedar-top"] == 4


def test_the_programme_knows_its_language_and_has_no_map(lanterns: Path) -> None:
    rows, _ = rows_of(lanterns, "programme")

    values = rows["1"]
    assert list(rows) == ["1"]
    assert (values["source_language"], values["leave_to"], values["outline"]) == (
        "en",
        "https://example.org/weather/",
        "",
    )


def test_the_programme_has_the_map_of_the_pack(lanterns: Path) -> None:
    (lanterns / "map.json").write_text("{}", "utf-8")

    assert rows_of(lanterns, "programme")[0]["1"]["outline"] == "{}"


def test_many_references_are_in_order(lanterns: Path) -> None:
    change(lanterns, "spokes.toml", '["amber-bay", "birch-ferry"]', '["birch-ferry", "amber-bay"]')

    rows, _ = rows_of(lanterns, "spoke")

    assert rows["ferry-friends"]["communities"] == ["amber-bay", "birch-ferry"]


def test_a_wording_is_bound_to_the_text_that_it_renders(lanterns: Path) -> None:
    rows = wording_rows(read_pack(lanterns))

    assert rows["ar/term:place/beach:name"] == {
        "text": "ar: On the beach",
        "source_digest": digest_of("On the beach"),
        "state": "machine_draft",
    }
    assert [name for name in rows if name.startswith("en/")] == []
    assert [name for name in rows if "lantern-house:remark" in name] == []


def test_pages_are_in_every_language_and_the_source_first(lanterns: Path) -> None:
    rows = page_rows(read_pack(lanterns))

    keys = ["home", "around", "lamp", "lamp-oil"]
    assert list(rows) == [f"{code}/{key}" for code in ("en", "ar", "fr") for key in keys]


def test_a_translated_page_is_bound_to_its_source(lanterns: Path) -> None:
    rows = page_rows(read_pack(lanterns))

    states = {
        name: row["translation_state"] for name, row in rows.items() if name.endswith("/home")
    }
    assert states == {"en/home": "source", "ar/home": "machine_draft", "fr/home": "reviewed"}
    assert rows["ar/lamp"]["source_digest"] == content_digest(rows["en/lamp"])
    assert rows["en/lamp"]["source_digest"] == ""


BODIES = {
    "en/home": [
        ["text", {
            "heading": "",
            "text": "<p>You are welcome <strong>here</strong>. "
            'See <a href="page:lamp-oil">the oil</a>.</p>',
        }],
        ["doors", {"heading": "", "items": [
            {"page": "lamp", "title": "Find a lamp", "line": "It is near."},
            {"page": "around", "title": "Who we are", "line": ""},
        ]}],
        ["near", {"heading": "Lamps near you", "text": ""}],
        ["services", {"heading": "When it is dark", "items": ["night-line"]}],
    ],
    "fr/lamp": [
        ["text", {"heading": "", "text": "<p>fr: It will be light again.</p>"}],
        ["steps", {"heading": "fr: What to do now", "items": [
            "fr: <strong>Stop.</strong> Stand still.",
            'fr: Look for <a href="page:lamp-oil">the oil</a>.',
        ]}],
        ["cards", {"heading": "fr: More", "items": [
            {"page": "lamp-oil", "title": "fr: The oil", "line": "fr: How it burns."},
        ]}],
        ["facts", {"heading": "fr: Good to know", "items": ["one-moon"]}],
        ["panel", {
            "heading": "fr: What happens next",
            "text": "<p>fr: Someone comes.</p>"
            "<ul><li>fr: With a lamp</li><li>fr: With a blanket</li></ul>",
        }],
    ],
    "ar/lamp-oil": [
        ["details", {
            "heading": "ar: More about oil",
            "text": "<h3>ar: Kinds</h3><ol><li>ar: Clear</li><li>ar: Dark</li></ol>",
        }],
        ["notice", {
            "heading": "ar: Beware",
            "text": "<p>ar: Oil is &quot;slippery&quot; &amp; hot. "
            'Read <a href="https://oil.example/?a=1&amp;b=2">more</a>.</p>',
        }],
        ["record", {"heading": ""}],
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_every_kind_of_block_has_its_plain_form(name: str, lanterns: Path) -> None:
    assert page_rows(read_pack(lanterns))[name]["body"] == BODIES[name]
