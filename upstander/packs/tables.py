"""Reading the TOML tables of a pack so that each row knows its file and line."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from upstander.packs.faults import Fault, FaultyPack

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # a text over several lines may end in two quotes of its own
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]"
    r"|[^\"'\#\[\]{}\n]+",
    re.DOTALL,
)


@dataclass(frozen=True)
class Row:
    """One table of a TOML file, with where it stands."""

    kind: str
    values: dict[str, Any]
    file: str
    line: int
    lines: dict[str, int]

    def line_of(self, field: str) -> int:
        """The line on which `field` is set, else the line of the table's header."""
        return self.lines.get(field, self.line)


class Statement(NamedTuple):
    """A header or a setting: its first name, its first line, and how deep a header leads."""

    name: str
    line: int
    is_header: bool
    is_nested: bool


def read_tables(path: Path) -> list[Row]:
    """Every `[table]` and `[[table]]` of a file, in order. Raises FaultyPack on bad TOML."""
    text = text_of(path, path.name)
    content = content_of(text, path.name)
    remaining = {k: iter(v if isinstance(v, list) else [v]) for k, v in content.items()}
    return [
        Row(name, next(remaining[name]), path.name, line, lines)
        for name, line, lines in _headers(text, path.name)
    ]


def text_of(path: Path, file: str) -> str:
    """What the file says. Raises FaultyPack where it is missing or is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise FaultyPack([Fault(file, 1, "the file is missing")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise FaultyPack([Fault(file, line, "not UTF-8")]) from None


def content_of(text: str, file: str, offset: int = 0) -> dict[str, Any]:
    """What the TOML says; `offset` lines stand above it. Raises FaultyPack on bad TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # Python refuses to read a number of 5,000 digits
        found = re.search(r"at line (\d+)", str(error))
        is_end = "end of document" in str(error)
        line = int(found[1]) if found else len(text.rstrip("\n").split("\n")) if is_end else 1
        raise FaultyPack([Fault(file, offset + line, f"not valid TOML: {error}")]) from None


def statements(text: str) -> Iterator[Statement]:
    """Every header and setting of valid TOML. Each is TOML by itself, which names it."""
    for line, statement in _statements(text):
        name, value = next(iter(tomllib.loads(statement).items()))
        is_header = statement.startswith("[")
        inner = value[0] if isinstance(value, list) and is_header else value
        yield Statement(name, line, is_header, is_header and bool(inner))


def _headers(text: str, file: str) -> list[tuple[str, int, dict[str, int]]]:
    found: list[tuple[str, int, dict[str, int]]] = []
    faults = []
    for statement in statements(text):
        if statement.is_nested:
            faults.append(Fault(file, statement.line, "a table stands in another table"))
        if statement.is_header:
            found.append((statement.name, statement.line, {}))
        elif found:
            found[-1][2].setdefault(statement.name, statement.line)
        else:
            faults.append(Fault(file, statement.line, f"{statement.name!r} stands in no table"))
    if faults:
        raise FaultyPack(faults)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    statement, began, line, depth = "", 1, 1, 0
    for piece in TOKEN.findall(f"{text}\n"):
        if piece == "\n" and depth == 0:
            if statement.strip():
                yield began, statement.strip()
            statement = ""
        elif not piece.startswith("#"):
            began = began if statement.strip() else line
            statement += piece
            depth += (piece in ("[", "{")) - (piece in ("]", "}"))
        line += piece.count("\n")
