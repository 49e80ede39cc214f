"""Words as people type them, as content and back: headings with ##, lists with - or 1."""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

NUMBER = re.compile(r"[0-9]{1,3}[.)] +")
TAG = re.compile(r"<[^>]+>")
PIECE = re.compile(r"<(p|h3|ul|ol)>(.*?)</\1>", re.DOTALL)
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
LONGEST_HEADING = 160  # characters, as a block keeps

Body = list[Any]


def body_of(text: str) -> Body:
    """A plain body: a block of text for each `##` heading, and one for what stands before."""
    blocks: Body = []
    heading, lines = "", list[str]()
    for line in [*text.replace("\r\n", "\n").split("\n"), "## "]:
        if line.startswith("## "):
            html = "".join(_html(lines))
            if heading or html:
                blocks.append(["text", {"heading": heading, "text": html}])
            heading, lines = line[3:].strip()[:LONGEST_HEADING], []
        else:
            lines.append(line.strip())
    return blocks


def _html(lines: list[str]) -> Iterator[str]:
    """Neighbouring lines are one paragraph or one list; an empty line ends it."""
    kind, held = "", list[str]()
    for line in [*lines, ""]:
        found, words = _kind(line)
        if kind and (found != kind or kind == "h3"):
            yield _element(kind, held)
            held = []
        kind = found
        if found:
            held.append(escape(words).replace("&#x27;", "'"))


def _kind(line: str) -> tuple[str, str]:
    if line.startswith("### "):
        return "h3", line[4:]
    if line.startswith("- "):
        return "ul", line[2:]
    if number := NUMBER.match(line):
        return "ol", line[number.end() :]
    return ("p", line) if line else ("", "")


def _element(kind: str, held: list[str]) -> str:
    if kind in ("ul", "ol"):
        return f"<{kind}>{''.join(f'<li>{words}</li>' for words in held)}</{kind}>"
    return f"<{kind}>{' '.join(held)}</{kind}>"


def text_of(body: Body) -> str:
    """A plain body as one would type it. References to records are left out: they are not words."""
    parts = []
    for kind, value in body:
        if not isinstance(value, dict) or kind in ("services", "facts", "resources"):
            continue
        if value.get("heading"):
            parts.append(f"## {value['heading']}")
        if kind == "steps":
            parts.append(_numbered(value["items"]))
        else:
            parts += [_typed(*piece) for piece in PIECE.findall(value["text"])]
    return "\n\n".join(parts)


def _typed(tag: str, inner: str) -> str:
    if tag == "ul":
        return "\n".join(f"- {_words(item)}" for item in ITEM.findall(inner))
    if tag == "ol":
        return _numbered(ITEM.findall(inner))
    return f"### {_words(inner)}" if tag == "h3" else _words(inner)


def _numbered(items: list[str]) -> str:
    return "\n".join(f"{n}. {_words(item)}" for n, item in enumerate(items, start=1))


def _words(html: str) -> str:
    return unescape(TAG.sub("", html)).strip()
