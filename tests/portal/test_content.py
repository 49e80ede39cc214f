"""Content as plain values: there and back, and links by key."""

import json

import pytest

from upstander.core.content import plain_body, raw_body
from upstander.portal.content import content_digest
from upstander.portal.models import PublicPage
from upstander.portal.queries import page_keys

IDS = {"record": 7, "options": 8}
KEYS = {7: "record", 8: "options"}
TO_RECORD, TO_OPTIONS = '<a href="page:record">x</a>', '<a href="page:options">y</a>'
BODIES = {
    "text": [["text", {"heading": "", "text": f"<p>{TO_RECORD} <strong>y</strong></p>"}]],
    "two links": [["text", {"heading": "", "text": f"<p>{TO_RECORD}{TO_OPTIONS}</p>"}]],
    "list": [["steps", {"heading": "H", "items": ["one", f"two {TO_OPTIONS}"]}]],
    "cards": [["cards", {"heading": "", "items": [{"page": "record", "title": "T", "line": ""}]}]],
    "outside": [["text", {"heading": "", "text": '<a href="https://a.example/?b=1&amp;c=2">x</a>'}]],
    "signs": [["text", {"heading": "<&>", "text": "<p>&lt;b&gt; &amp; it's &quot;so&quot;</p>"}]],
    "nothing": [],
    "empty block": [["map", {"heading": ""}], ["map", {"heading": ""}]],
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_comes_back_as_it_was(body) -> None:
    assert plain_body(raw_body(body, IDS, "page"), KEYS) == body


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_can_be_stored_as_json(body) -> None:
    raw = raw_body(body, IDS, "page")
    assert json.loads(json.dumps(raw)) == raw


def test_links_are_stored_by_number() -> None:
    (block,) = raw_body(BODIES["text"], IDS, "page")
    assert block["value"]["text"] == '<p><a linktype="page" id="7">x</a> <strong>y</strong></p>'


@pytest.mark.parametrize(
    ("kind", "field", "written", "expected"),
    [
        ("text", "text", '<a id="7" linktype="page">x</a>', TO_RECORD),
        ("text", "text", '<p data-block-key="k1"><b>y</b></p><p></p>', "<p><strong>y</strong></p>"),
        (
            "text",
            "text",
            '<p><a href="mailto:a@example.org" class="z">x</a></p>',
            '<p><a href="mailto:a@example.org">x</a></p>',
        ),
        ("text", "text", "<p>a &#x27; b</p>", "<p>a ' b</p>"),
        ("steps", "items", ['<p data-block-key="k1">one</p>'], ["one"]),
        ("steps", "items", ["<p>one</p><p>two</p>"], ["<p>one</p><p>two</p>"]),
    ],
)
def test_what_the_editor_adds_is_no_change(kind, field, written, expected) -> None:
    assert plain_body([{"type": kind, "value": {field: written}, "id": "a"}], KEYS) == [
        [kind, {field: expected}]
    ]


def test_a_link_to_what_is_gone_points_to_no_page() -> None:
    raw = raw_body([["text", {"text": '<a href="page:gone">x</a>'}]], IDS, "page")
    assert 'id="0"' in raw[0]["value"]["text"]
    assert plain_body(raw, KEYS) == [["text", {"text": '<a href="page:">x</a>'}]]


def test_block_ids_are_the_same_in_every_language_and_differ_within_a_page() -> None:
    body = BODIES["list"] + BODIES["cards"]
    first, second = raw_body(body, IDS, "page"), raw_body(body, {"options": 99}, "page")
    assert [b["id"] for b in first] == [b["id"] for b in second]
    ids = [b["id"] for b in first] + [i["id"] for b in first for i in b["value"]["items"]]
    assert len(ids) == len(set(ids)) == 5
    assert [b["id"] for b in raw_body(body, IDS, "other")] != [b["id"] for b in first]


VALUES = {"title": "T", "menu": "M", "summary": "S", "body": [["map", {"heading": ""}]]}


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"icon": "x", "position": 3, "translation_state": "reviewed"}, True),
        ({"title": "U"}, False),
        ({"menu": "U"}, False),
        ({"summary": "U"}, False),
        ({"body": []}, False),
    ],
)
def test_the_digest_changes_with_the_content_alone(change, is_same) -> None:
    assert (content_digest({**VALUES, **change}) == content_digest(VALUES)) is is_same


@pytest.mark.django_db
def test_every_stored_page_comes_back_as_it_is_stored() -> None:
    keys = page_keys()
    for page in PublicPage.objects.select_related("locale"):
        language = page.locale_id
        own = PublicPage.objects.filter(locale=language)
        ids = dict(own.values_list("key", "id"))
        body = plain_body(page.body.raw_data, keys)
        assert raw_body(body, ids, page.key) == list(page.body.raw_data)
        values = {"title": page.title, "menu": page.menu, "summary": page.summary, "body": body}
        assert page.content_digest == content_digest(values)
