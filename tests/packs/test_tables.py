"""TOML tables with the lines on which everything stands."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.tables import content_of, read_tables, statements

TRICKY = '''# [[region]] is only a remark

[[region]]
key = "a" # name = "no"
name = """
[[region]]
key = "not a key"
"""
also = [
  # a remark with a bracket ]
  "]", '[',
  "key = 1",
]

[[region]]
'key' = "b"
"name" = { text = "x", more = [1,
2] }
dotted.name = 1
dotted.other = 2
  indented = \'\'\'
[other]
\'\'\'
quotes = """ends in two quotes"""""
[ other ]
last = 1'''


def rows_of(text: str, folder: Path) -> list[tuple[str, int, dict[str, int]]]:
    (folder / "x.toml").write_text(text, "utf-8")
    return [(row.kind, row.line, row.lines) for row in read_tables(folder / "x.toml")]


def test_a_key_within_a_list_or_a_text_of_several_lines_is_no_setting(tmp_path: Path) -> None:
    assert rows_of(TRICKY, tmp_path) == [
        ("region", 3, {"key": 4, "name": 5, "also": 9}),
        ("region", 15, {"key": 16, "name": 17, "dotted": 19, "indented": 21, "quotes": 24}),
        ("other", 25, {"last": 26}),
    ]


def test_the_values_of_a_row_are_those_below_its_header(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(TRICKY, "utf-8")

    keys = [row.values.get("key") for row in read_tables(tmp_path / "x.toml")]

    assert keys == ["a", "b", None]


def test_the_line_of_a_field_that_is_not_set_is_that_of_the_header(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("\n[a]\nkey = 1\n", "utf-8")

    [row] = read_tables(tmp_path / "x.toml")

    assert (row.line_of("key"), row.line_of("name")) == (3, 2)


def test_lines_of_windows_count_once(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"[a]\r\nx = 1\r\n\r\n[b]\r\ny = 2\r\n")

    found = [(row.kind, row.line, row.lines) for row in read_tables(tmp_path / "x.toml")]

    assert found == [("a", 1, {"x": 2}), ("b", 4, {"y": 5})]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[a]\nx = \n", 2, "not valid TOML: Invalid value (at line 2, column 5)"),
        ("x = 1\n[a]\n", 1, "'x' stands in no table"),
        ("[a.b]\nx = 1\n", 1, "a table stands in another table"),
        ("[a]\n[[a.b]]\nx = 1\n", 2, "a table stands in another table"),
        ('[a]\n\n\nx = """', 4, "not valid TOML: Unterminated string (at end of document)"),
        ("\ufeff[a]\n", 1, "not valid TOML: Invalid statement (at line 1, column 1)"),
    ],
)
def test_what_is_no_table_is_refused(text: str, line: int, reason: str, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(text, "utf-8")

    with pytest.raises(FaultyPack) as refused:
        read_tables(tmp_path / "x.toml")

    assert refused.value.faults == [Fault("x.toml", line, reason)]


def test_lists_in_lists_without_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("x = " + "[" * 100_000, "utf-8")

    with pytest.raises(FaultyPack) as refused:
        read_tables(tmp_path / "x.toml")

    assert [fault.line for fault in refused.value.faults] == [1]


PIECES = st.sampled_from(
    ["[[a]]", "[b]", "[ 'c' ]", "\n", " ", "#", "x", "y.z", "=", "1", '"', '"""', "'", "'''", "\\",
     "[", "]", "{", "}", ",", "é", "\u2028", "\x85", "\r\n", "\0"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@example('[a]\nx = """\\""""\ny = 1')
def test_any_text_has_lines_or_is_refused(text: str) -> None:
    try:
        content = content_of(text, "x.toml")
        found = list(statements(text))
    except FaultyPack as refused:
        [fault] = refused.faults
        content, found = {}, []
        place = fault.line
    else:
        place = 1

    assert 1 <= place <= text.count("\n") + 1

    headers = [number for number, statement in enumerate(found) if statement.is_header]
    above = headers[0] if headers else len(found)
    named = {s.name for number, s in enumerate(found) if s.is_header or number < above}
    assert named == set(content)
    assert [s.line for s in found] == sorted(s.line for s in found)


NAMES = st.text("abc-_12", min_size=1, max_size=5)
VALUES = st.one_of(
    st.integers(-9, 9).map(str),
    st.text(st.characters(exclude_categories=["C"], exclude_characters='"\\'), max_size=8).map(
        lambda text: f'"{text}"'
    ),
    st.sampled_from(
        ['"""\n[x]\ny = 1\n"""', "[\n  1, # ]\n  2,\n]", "'''\n''' ", "{ a = [1,\n2] }"]
    ),
)


@given(
    st.lists(st.tuples(NAMES, VALUES), max_size=8, unique_by=lambda pair: pair[0]),
    st.integers(0, 3),
)
def test_every_setting_is_found_on_the_line_where_it_was_written(
    settings: list[tuple[str, str]], gap: int
) -> None:
    lines, text = {}, "[table]\n"
    for name, value in settings:
        text += "\n" * gap
        lines[name] = text.count("\n") + 1
        text += f"{name} = {value}\n"
    tomllib.loads(text)

    found = {s.name: s.line for s in statements(text) if not s.is_header}

    assert found == lines
