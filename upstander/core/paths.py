"""The words of content one by one, each under a path that says where it stands.

`title`, `body/0/heading`, `body/0/text`, `body/2/items/1`, `body/3/items/0/title`. A text at a
path that ends in `text`, and an item of steps, is rich text (HTML with links `page:key`); any
other is plain.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any

from upstander.core.content import NO_WORDS

OF_RECORDS = ("services", "facts", "resources")  # their items are keys of records
FIRST = ("heading", "title", "choice", "answer")
RICH = re.compile(r"/text$|/items/\d+$")
TAGS = frozenset({"p", "strong", "b", "ul", "ol", "li", "h3", "br"})
LEADS = re.compile(r"^(https?://|mailto:|tel:|page:[a-z0-9-]+$)")
SILENT = ("script", "style")


def is_rich(path: str) -> bool:
    """Whether the text at a path is HTML."""
    return bool(RICH.search(path))


def words_by_path(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """The words in the fields `names` of plain values, in order; empty ones are left out."""
    return {path: text for name in names for path, text in _words(name, values[name]) if text}


def _words(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif "/" not in path and isinstance(value, list):  # a body
        for number, (kind, block) in enumerate(value):
            yield from _words(f"{path}/{number}", _only_words(kind, block))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _words(f"{path}/{number}", item)
    elif isinstance(value, dict):
        # As one reads them: a database may keep the names in an order of its own.
        for name, item in sorted(value.items(), key=lambda pair: (pair[0] not in FIRST, pair[0])):
            if name not in NO_WORDS:
                yield from _words(f"{path}/{name}", item)


def _only_words(kind: str, block: Any) -> Any:
    is_of_records = kind in OF_RECORDS and isinstance(block, dict)
    return {"heading": block.get("heading") or ""} if is_of_records else block


def with_words(
    values: Mapping[str, Any], names: Iterable[str], words: Mapping[str, str]
) -> dict[str, Any]:
    """The fields `names` of plain values, with other words at the paths that `words` has.

    Rich text keeps only what the editor would let in.
    """
    return {name: _with(name, values[name], words) for name in names}


def _with(path: str, value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        new = words.get(path)
        if not value or new is None:
            return value
        return clean_html(new) if is_rich(path) else new
    if "/" not in path and isinstance(value, list):
        return [
            [kind, block if kind in OF_RECORDS and not isinstance(block, dict)
             else _in_block(f"{path}/{number}", kind, block, words)]
            for number, (kind, block) in enumerate(value)
        ]  # fmt: skip
    if isinstance(value, list):
        return [_with(f"{path}/{n}", item, words) for n, item in enumerate(value)]
    if isinstance(value, dict):
        return {
            name: item if name in NO_WORDS else _with(f"{path}/{name}", item, words)
            for name, item in value.items()
        }
    return value


def _in_block(path: str, kind: str, block: Any, words: Mapping[str, str]) -> Any:
    if kind not in OF_RECORDS:
        return _with(path, block, words)
    return {**block, "heading": _with(f"{path}/heading", block.get("heading") or "", words)}


def clean_html(text: str) -> str:
    """Words, paragraphs, lists, bold and links; all else that someone may have sent is gone."""
    parser = _Clean()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)


class _Clean(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent = 0
        self.links: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "a":
            href = (dict(attrs).get("href") or "").strip()
            self.links.append(bool(LEADS.match(href)))
            if self.links[-1]:
                self.pieces.append(f'<a href="{escape(href)}">')
        elif tag in TAGS:
            self.pieces.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a":
            if self.links and self.links.pop():
                self.pieces.append("</a>")
        elif tag in TAGS and tag != "br":
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(escape(data).replace("&#x27;", "'"))
