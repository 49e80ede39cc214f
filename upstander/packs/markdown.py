"""Pages of a pack: front matter in TOML, then Markdown with a few kinds of blocks.

The words of a page are its *segments*: a title, a heading, a paragraph, a list item. Each is
one unit of translation; what is between them is the page's shape, the same in every language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

from upstander.packs.faults import Fault, FaultyPack
from upstander.packs.forms import EMPTY, LISTED, PAGE, Form
from upstander.packs.tables import content_of, statements, text_of

FRONT_MATTER = re.compile(r"\+\+\+\n(?P<head>.*?)\n\+\+\+(?:\n|\Z)", re.DOTALL)
FENCE = re.compile(r"\s*:::\s*(\S*)\s*(.*?)\s*$")
CARD = re.compile(r"\[(?P<title>[^\]]+)\]\(page:(?P<page>[a-z0-9-]+)\)\s*(?P<line>.*)$")
REFERENCE = re.compile(r"(?P<kind>service|fact|resource):(?P<key>[a-z0-9-]+)$")
REFERRED = ("page", "service", "fact", "resource")
INLINE = MarkdownIt("commonmark", {"html": False})
MARKS = {"text", "strong_open", "strong_close", "link_open", "link_close", "text_special"}


@dataclass(frozen=True)
class Part:
    """A piece of prose: a paragraph, a small heading, or a list; each text with its line."""

    kind: str  # paragraph | heading | list | numbers
    texts: list[str]
    lines: list[int]


@dataclass(frozen=True)
class Block:
    """A block of a page: its kind, heading and content. `items` are words or references."""

    kind: str
    heading: str
    line: int
    items: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


class Segment(NamedTuple):
    """A unit of translation, its line, and whether it may hold bold words and links."""

    text: str
    line: int
    is_rich: bool = False


@dataclass(frozen=True)
class Page:
    """A page in the source language; `lines` says where its front matter sets what."""

    key: str
    file: str
    front: dict[str, Any]
    blocks: list[Block]
    lines: dict[str, int] = field(default_factory=dict)
    form: Form = PAGE

    @property
    def context(self) -> str:
        """Where its texts belong in a catalogue: `page:options`."""
        return f"{self.form.kind}:{self.key}"

    def line_of(self, name: str) -> int:
        """The line of a setting of the front matter."""
        return self.lines.get(name, 1)

    def segments(self) -> Iterator[Segment]:
        """Every unit of translation, in reading order."""
        for name in self.form.words:
            yield Segment(self.front.get(name, ""), self.line_of(name))
        for block in self.blocks:
            if block.heading:
                yield Segment(block.heading, block.line)
            for item, line in zip(block.items, block.lines, strict=True):
                yield from (Segment(item[k], line) for k in ("title", "line") if k in item)
                yield from (Segment(item[k], line, is_rich=True) for k in ("text",) if k in item)
            for part in block.parts:
                for text, line in zip(part.texts, part.lines, strict=True):
                    yield Segment(text, line, is_rich=True)

    def references(self) -> Iterator[tuple[str, str, int]]:
        """Everything that the page points to: kind (page, service, …), key and line."""
        for segment in self.segments():
            yield from (("page", key, segment.line) for key in linked_pages(segment.text))
        for block in self.blocks:
            for item, line in zip(block.items, block.lines, strict=True):
                yield from ((k, item[k], line) for k in REFERRED if k in item)


def linked_pages(text: str) -> list[str]:
    """The keys of the pages that a text links to, in order."""
    return re.findall(r"\]\(page:([^)]*)\)", text)


def inline(text: str) -> str:
    """A segment as HTML: bold and links only; everything else is escaped."""
    return INLINE.renderInline(text)


def read_page(path: Path, form: Form = PAGE) -> Page:
    """Parse one file; raises FaultyPack with every fault, by file, line and reason."""
    file = f"{form.folder}/{path.name}"
    text = text_of(path, file)
    found = FRONT_MATTER.match(text)
    if not found:
        raise FaultyPack([Fault(file, 1, "a page begins with its front matter between +++ lines")])
    front = content_of(found["head"], file, offset=1)
    lines = {s.name: s.line + 1 for s in reversed(list(statements(found["head"])))}
    faults = [Fault(file, line, reason) for line, reason in _front_faults(front, lines, form)]
    body = _Body(file, faults, form)
    blocks = list(body.read(text[found.end() :].split("\n"), found[0].count("\n")))
    if faults:
        raise FaultyPack(faults)
    page = Page(path.stem, file, front, blocks, lines, form)
    reason = "only **bold** and [links](page:key) may stand in a text"
    rich = [segment for segment in page.segments() if segment.is_rich]
    if faults := [Fault(file, s.line, reason) for s in rich if not is_plain_enough(s.text)]:
        raise FaultyPack(faults)
    return page


def is_plain_enough(text: str) -> bool:
    """Whether a rich text holds nothing but words, bold words and links."""
    tokens = INLINE.parseInline(text)[0].children or []
    return all(token.type in MARKS and token.attrs.keys() <= {"href"} for token in tokens)


def _front_faults(
    front: dict[str, Any], lines: dict[str, int], form: Form
) -> Iterator[tuple[int, str]]:
    for name, kind in form.required.items():
        found = front.get(name)
        if not isinstance(found, kind) or isinstance(found, bool) or found == "":
            yield lines.get(name, 1), f"front matter lacks {name} ({kind.__name__})"
    for name, value in front.items():
        if name not in form.required | form.optional:
            yield lines[name], f"front matter has no field {name!r}"
        elif name in form.optional and not isinstance(value, form.optional[name]):
            kind = form.optional[name]
            yield lines[name], f"{name!r} must be {'text' if kind is str else kind.__name__}"


class _Body:
    """The reader of what stands below the front matter; faults are gathered, not raised."""

    def __init__(self, file: str, faults: list[Fault], form: Form) -> None:
        self.file = file
        self.faults = faults
        self.form = form

    def read(self, lines: list[str], offset: int) -> Iterator[Block]:
        """The blocks of `lines`, before which `offset` lines stand."""
        held: list[tuple[int, str]] = []
        fence: tuple[str, str, int] | None = None
        for number, line in enumerate(lines, start=offset + 1):
            mark = FENCE.match(line)
            if mark is None:
                held.append((number, line))
                continue
            yield from self._close(fence, held)
            held = []
            if fence and mark[1]:
                self._fault(fence[2], f"the block {fence[0]!r} is not closed by :::")
            elif not fence and not mark[1]:
                self._fault(number, "::: closes no block")
            fence = self._open(mark[1], mark[2], number) if mark[1] else None
        if fence:
            self._fault(fence[2], f"the block {fence[0]!r} is not closed by :::")
        else:
            yield from prose(held)

    def _fault(self, line: int, reason: str) -> None:
        self.faults.append(Fault(self.file, line, reason))

    def _open(self, kind: str, heading: str, line: int) -> tuple[str, str, int]:
        if kind not in self.form.blocks:
            self._fault(line, f"no block is called {kind!r}")
        return kind, heading, line

    def _close(
        self, fence: tuple[str, str, int] | None, held: list[tuple[int, str]]
    ) -> Iterator[Block]:
        if fence is None:
            yield from prose(held)
        elif fence[0] in LISTED:
            yield self._listed(*fence, held)
        elif fence[0] in EMPTY and any(text.strip() for _, text in held):
            self._fault(fence[2], f"the block {fence[0]!r} takes no content")
        else:
            yield Block(*fence, parts=list(parts_of(held)))

    def _listed(self, kind: str, heading: str, line: int, held: list[tuple[int, str]]) -> Block:
        block = Block(kind, heading, line)
        for part in parts_of(held):
            for text, number in zip(part.texts, part.lines, strict=True):
                if item := _item(kind, text) if part.kind in ("list", "numbers") else None:
                    block.items.append(item)
                    block.lines.append(number)
                else:
                    self._fault(number, f"not an item of the block {kind!r}: {text[:40]}")
        if not any(text.strip() for _, text in held):
            self._fault(line, f"the block {kind!r} has no items")
        return block


def _item(kind: str, text: str) -> dict[str, str] | None:
    if kind == "steps":
        return {"text": text}
    if kind in ("cards", "doors"):
        card = CARD.match(text)
        return card.groupdict() if card else None
    reference = REFERENCE.match(text)
    own = kind.removesuffix("s")
    return {own: reference["key"]} if reference and reference["kind"] == own else None


def prose(lines: list[tuple[int, str]]) -> Iterator[Block]:
    """Free prose: one block for each `##` heading, the lead before any."""
    body: list[tuple[int, str]] = []
    heading, start = "", lines[0][0] if lines else 1
    for number, line in [*lines, (0, "## ")]:
        if line.startswith("## "):
            parts = list(parts_of(body))
            if heading or parts:
                yield Block("text", heading, start, parts=parts)
            heading, start, body = line[3:].strip(), number, []
        else:
            body.append((number, line))


def parts_of(lines: list[tuple[int, str]]) -> Iterator[Part]:
    part: Part | None = None
    for number, line in [*lines, (0, "")]:
        kind, text = _classify(line)
        if part and _continues(part, kind, line):
            part.texts[-1] += f" {text}"
            continue
        if part and (kind != part.kind or kind == "heading"):
            yield part
            part = None
        if kind == "blank":
            continue
        if part is None:
            part = Part(kind, [], [])
        part.texts.append(text)
        part.lines.append(number)


def _continues(part: Part, kind: str, line: str) -> bool:
    """A paragraph goes on until a blank line; a list item, with lines that are set in."""
    is_set_in = line[:1].isspace() and part.kind in ("list", "numbers")
    return kind == "paragraph" and (part.kind == "paragraph" or is_set_in)


def _classify(line: str) -> tuple[str, str]:
    text = line.strip()
    if not text:
        return "blank", ""
    if text.startswith("### "):
        return "heading", text[4:]
    if text.startswith("- "):
        return "list", text[2:]
    if numbered := re.match(r"[0-9]+\. (.*)", text):
        return "numbers", numbered[1]
    return "paragraph", text
