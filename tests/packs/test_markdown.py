"""Pages of a pack: what each piece of Markdown becomes, and on which line it stands."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.packs.faults import FaultyPack
from upstander.packs.forms import PAGE
from upstander.packs.markdown import Block, Part, inline, linked_pages, read_page

FRONT = '+++\ntitle = "T"\nmenu = "M"\nsummary = "S"\norder = 1\nicon = "i"\n+++\n'
ABOVE = FRONT.count("\n")


def blocks_of(body: str, folder: Path) -> list[Block]:
    (folder / "a.md").write_text(FRONT + body, "utf-8")
    return read_page(folder / "a.md").blocks


def test_a_page_without_a_body_has_no_blocks(tmp_path: Path) -> None:
    assert blocks_of("", tmp_path) == []


def test_free_prose_is_one_block_for_each_heading(tmp_path: Path) -> None:
    body = "Lead\ngoes on.\n\n## One\n### Small\nText\n- a\n- b\n1. c\n\n## Two\n"

    assert blocks_of(body, tmp_path) == [
        Block("text", "", ABOVE + 1, parts=[Part("paragraph", ["Lead goes on."], [ABOVE + 1])]),
        Block(
            "text",
            "One",
            ABOVE + 4,
            parts=[
                Part("heading", ["Small"], [ABOVE + 5]),
                Part("paragraph", ["Text"], [ABOVE + 6]),
                Part("list", ["a", "b"], [ABOVE + 7, ABOVE + 8]),
                Part("numbers", ["c"], [ABOVE + 9]),
            ],
        ),
        Block("text", "Two", ABOVE + 11),
    ]


def test_an_item_goes_on_with_lines_that_are_set_in(tmp_path: Path) -> None:
    [block] = blocks_of("::: steps Now\n1. One\n   more\n2. Two\n:::\n", tmp_path)

    assert (block.items, block.lines) == (
        [{"text": "One more"}, {"text": "Two"}],
        [ABOVE + 2, ABOVE + 4],
    )


def test_cards_have_a_page_a_title_and_perhaps_a_line(tmp_path: Path) -> None:
    [block] = blocks_of("::: cards\n- [A b](page:a-b) Words.\n- [C](page:c)\n:::\n", tmp_path)

    assert block.items == [
        {"title": "A b", "page": "a-b", "line": "Words."},
        {"title": "C", "page": "c", "line": ""},
    ]


def test_services_and_facts_are_references(tmp_path: Path) -> None:
    body = "::: services Call\n- service:a\n- service:b-2\n:::\n::: facts\n- fact:c\n:::\n"

    found = [(block.kind, block.heading, block.items) for block in blocks_of(body, tmp_path)]

    assert found == [
        ("services", "Call", [{"service": "a"}, {"service": "b-2"}]),
        ("facts", "", [{"fact": "c"}]),
    ]


def test_segments_are_every_text_once_with_its_line(tmp_path: Path) -> None:
    body = "Hello [x](page:x).\n\n::: doors Go\n- [A](page:a) To a.\n- [B](page:b)\n:::\n"
    (tmp_path / "a.md").write_text(FRONT + body, "utf-8")

    page = read_page(tmp_path / "a.md")

    assert [(s.text, s.line) for s in page.segments() if s.text] == [
        ("T", 2),
        ("M", 3),
        ("S", 4),
        ("Hello [x](page:x).", 8),
        ("Go", 10),
        ("A", 11),
        ("To a.", 11),
        ("B", 12),
    ]
    assert list(page.references()) == [("page", "x", 8), ("page", "a", 11), ("page", "b", 12)]


def test_a_setting_that_is_not_made_stands_on_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FRONT, "utf-8")

    assert read_page(tmp_path / "a.md").line_of("parent") == 1


def test_signs_that_split_lines_elsewhere_do_not_move_lines(tmp_path: Path) -> None:
    [block] = blocks_of("one\u2028two\x85three\n\x0c\n::: map\n:::\n", tmp_path)[1:]

    assert (block.kind, block.line) == ("map", ABOVE + 3)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a **b** c", "a <strong>b</strong> c"),
        ("[a](page:b)", '<a href="page:b">a</a>'),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ('"a" & b', "&quot;a&quot; &amp; b"),
        ("[a](javascript:alert)", "[a](javascript:alert)"),
        (r"2 \* 3 \* 4", "2 * 3 * 4"),
    ],
)
def test_inline_text_is_bold_or_a_link_and_all_else_is_escaped(text: str, html: str) -> None:
    assert inline(text) == html


def test_linked_pages_are_in_order() -> None:
    assert linked_pages("[a](page:b) and [c](page:d-e), [f](https://g)") == ["b", "d-e"]


LINES = st.one_of(
    st.sampled_from(
        [f"::: {kind} Heading" for kind in PAGE.blocks] + [":::", "::: x", ":::x:::", "## "]
    ),
    st.sampled_from(
        ["- a", "1. b", "  c", "### d", "- [A](page:a) b", "- service:a", "- fact:b", ""]
    ),
    st.text(max_size=20),
)


@settings(max_examples=100)
@given(st.lists(LINES, max_size=12).map("\n".join), st.booleans())
def test_any_page_is_read_or_refused_on_a_line_that_it_has(
    tmp_path_factory: pytest.TempPathFactory, body: str, with_front: bool
) -> None:
    path = tmp_path_factory.mktemp("page") / "a.md"
    text = (FRONT if with_front else "") + body
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    try:
        lines = [segment.line for segment in read_page(path).segments()]
    except FaultyPack as refused:
        lines = [fault.line for fault in refused.faults]

    assert [line for line in lines if not 1 <= line <= last] == []
    assert lines != []
