"""Pages of a pack: front matter in TOML, then Markdown with a few kinds of blocks.

The words of a page are its *segments*: a title, a heading, a paragraph, a list item. Each is
one unit of translation; what is between them is the page's shape, the same in every language.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from upstander.packs.faults import Fault, FaultyPack

FENCE = re.compile(r":::\s*([a-z]+)\s*(.*?)\s*$")
CARD = re.compile(r"\[(?P<title>[^\]]+)\]\(page:(?P<page>[a-z0-9-]+)\)\s*(?P<line>.*)$")
REFERENCE = re.compile(r"(?:service|fact):(?P<key>[a-z0-9-]+)$")
LISTED = ("steps", "cards", "doors", "services", "facts")
EMPTY = ("record", "map", "spokes", "funding", "languages", "milestones")
PROSE = ("panel", "notice", "near", "details", "text")
KINDS = (*LISTED, *EMPTY, *PROSE)
FRONT = {"title": str, "menu": str, "summary": str, "order": int, "icon": str}
INLINE = MarkdownIt("commonmark", {"html": False})

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Part:
    """A piece of prose: a paragraph, a small heading, or a list with its items."""

    kind: str  # paragraph | heading | list | numbers
    texts: list[str]
    line: int


@dataclass(frozen=True)
class Block:
    """A block of a page: its kind, heading and content. `items` are words or references."""

    kind: str
    heading: str
    line: int
    items: list[dict[str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A page in the source language."""

    key: str
    file: str
    front: dict[str, Any]
    blocks: list[Block]

    def segments(self) -> Iterator[tuple[str, int]]:
        """Every unit of translation with its line, in reading order."""
        for name in ("title", "menu", "summary"):
            yield self.front[name], 1
        for block in self.blocks:
            if block.heading:
                yield block.heading, block.line
            for item in block.items:
                yield from ((item[k], block.line) for k in ("title", "line", "text") if k in item)
            for part in block.parts:
                yield from ((text, part.line) for text in part.texts)

    def references(self) -> Iterator[tuple[str, str, int]]:
        """Everything that the page points to: kind (page, service, fact), key and line."""
        for text, line in self.segments():
            yield from (("page", key, line) for key in re.findall(r"\]\(page:([^)]*)\)", text))
        for block in self.blocks:
            for item in block.items:
                yield from ((k, item[k], block.line) for k in ("page", "service", "fact") if k in item)


def read_page(path: Path) -> Page:
    """Parse one page; raises FaultyPack with file, line and reason."""
    file = f"pages/{path.name}"
    text = path.read_text("utf-8")
    front, body, offset = _split(text, file)
    return Page(path.stem, file, front, list(_blocks(body.splitlines(), offset, file)))


def inline(text: str) -> str:
    """A segment as HTML: bold and links only; everything else is escaped."""
    return INLINE.renderInline(text)


def _split(text: str, file: str) -> tuple[dict[str, Any], str, int]:
    head, mark, rest = text.removeprefix("+++\n").partition("\n+++\n")
    if not text.startswith("+++\n") or not mark:
        raise FaultyPack([Fault(file, 1, "a page begins with its front matter between +++ lines")])
    try:
        front = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise FaultyPack([Fault(file, 1, f"front matter is not valid TOML: {error}")]) from None
    for name, kind in FRONT.items():
        if not isinstance(front.get(name), kind) or front[name] == "":
            raise FaultyPack([Fault(file, 1, f"front matter lacks {name} ({kind.__name__})")])
    return front, rest, head.count("\n") + 3


def _blocks(lines: list[str], offset: int, file: str) -> Iterator[Block]:
    prose: list[tuple[int, str]] = []
    fence: tuple[str, str, int] | None = None
    for number, line in enumerate(lines, start=offset + 1):
        if fence is None and (opened := FENCE.match(line)):
            yield from _prose(prose, file)
            if opened[1] not in KINDS:
                raise FaultyPack([Fault(file, number, f"no block is called {opened[1]!r}")])
            prose, fence = [], (opened[1], opened[2], number)
        elif fence and line.strip() == ":::":
            yield _fenced(*fence, prose, file)
            prose, fence = [], None
        else:
            prose.append((number, line))
    if fence:
        raise FaultyPack([Fault(file, fence[2], f"the block {fence[0]!r} is not closed by :::")])
    yield from _prose(prose, file)


def _fenced(kind: str, heading: str, line: int, body: list[tuple[int, str]], file: str) -> Block:
    if kind in LISTED:
        items = [_item(kind, text, n, file) for part in _parts(body, file) for text, n in _listed(part)]
        if not items:
            raise FaultyPack([Fault(file, line, f"the block {kind!r} has no items")])
        return Block(kind, heading, line, items=items)
    if kind in EMPTY and any(text.strip() for _, text in body):
        raise FaultyPack([Fault(file, line, f"the block {kind!r} takes no content")])
    return Block(kind, heading, line, parts=list(_parts(body, file)))


def _listed(part: Part) -> list[tuple[str, int]]:
    return [(text, part.line) for text in part.texts]


def _item(kind: str, text: str, line: int, file: str) -> dict[str, str]:
    if kind == "steps":
        return {"text": text}
    if kind in ("cards", "doors") and (card := CARD.match(text)):
        return card.groupdict()
    if kind in ("services", "facts") and (reference := REFERENCE.match(text)):
        return {kind.removesuffix("s"): reference["key"]}
    raise FaultyPack([Fault(file, line, f"not an item of the block {kind!r}: {text[:40]}")])


def _prose(lines: list[tuple[int, str]], file: str) -> Iterator[Block]:
    """Free prose: one block for each `##` heading, the lead before any."""
    heading, start, body = "", lines[0][0] if lines else 1, []
    for number, line in [*lines, (0, "## ")]:
        if line.startswith("## "):
            parts = list(_parts(body, file))
            if heading or parts:
                yield Block("text", heading, start, parts=parts)
            heading, start, body = line[3:].strip(), number, []
        else:
            body.append((number, line))


def _parts(lines: list[tuple[int, str]], file: str) -> Iterator[Part]:
    part: Part | None = None
    for number, line in [*lines, (0, "")]:
        kind, text = _classify(line)
        if part and (kind != part.kind or kind == "heading"):
            yield part
            part = None
        if kind == "blank":
            continue
        if part is None:
            part = Part(kind, [text], number)
        elif kind == "paragraph":
            part.texts[-1] += f" {text}"
        else:
            part.texts.append(text)


def _classify(line: str) -> tuple[str, str]:
    text = line.strip()
    if not text:
        return "blank", ""
    if text.startswith("### "):
        return "heading", text[4:]
    if text.startswith("- "):
        return "list", text[2:]
    if numbered := re.match(r"\d+\. (.*)", text):
        return "numbers", numbered[1]
    return "paragraph", text
