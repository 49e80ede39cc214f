"""Reading the TOML tables of a pack so that each row knows its file and line."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upstander.packs.faults import Fault, FaultyPack

HEADER = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]|\s*\[\s*([\w-]+)\s*\]")


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


def read_tables(path: Path) -> list[Row]:
    """Every `[table]` and `[[table]]` of a file, in order. Raises FaultyPack on bad TOML."""
    text = _text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise FaultyPack([Fault(path.name, line, f"not valid TOML: {error}")]) from None
    remaining = {k: iter(v if isinstance(v, list) else [v]) for k, v in content.items()}
    return [
        Row(kind, next(remaining[kind]), path.name, line, lines)
        for kind, line, lines in _headers(text)
        if kind in remaining
    ]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise FaultyPack([Fault(path.name, 1, "the file is missing")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise FaultyPack([Fault(path.name, line, "not UTF-8")]) from None


def _headers(text: str) -> list[tuple[str, int, dict[str, int]]]:
    found: list[tuple[str, int, dict[str, int]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            found.append((header[1] or header[2], number, {}))
        elif found and (setting := re.match(r"([\w-]+)\s*=", line)):
            found[-1][2].setdefault(setting[1], number)
    return found
