"""Content as plain values: what is compared with a pack, and what translations are bound to.

A body is a list of `[kind, value]`. Links between pages are written `page:key`, so that the
content of a page says the same in every database. Rich text is written in one way, whoever wrote
it: a page that was opened in the editor and published without a change of words is unchanged.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any
from uuid import NAMESPACE_URL, uuid5

BY_KEY = re.compile(r'href="page:([a-z0-9-]+)"')
SAME_TAGS = {"b": "strong"}
TAG = re.compile(r"<(/?)(\w+)[^>]*>")
APART = {"p", "li", "ul", "ol", "h2", "h3", "h4", "br"}
# Of a stored block: what is for the machine, and of a card or picture keys, no words.
OUTSIDE = re.compile(r'href="(https?://[^"]+)"')
NO_WORDS = ("page", "icon", "picture", "address", "id", "type")

Body = list[Any]


def plain_body(raw: Any, keys: Mapping[int, str]) -> Body:
    """The stored body without the ids of its blocks, and links by key."""
    return [[block["type"], _plain_block(block["type"], block["value"], keys)] for block in raw]


def raw_body(body: Body, ids: Mapping[str, int], page: str) -> list[dict[str, Any]]:
    """A plain body as Wagtail stores it, links by the ids of the pages of one language.

    Blocks have the same ids in every language, by which a translation finds its source.
    """
    return [
        {"type": kind, "value": _raw(value, ids, name), "id": _block_id(name)}
        for number, (kind, value) in enumerate(body)
        if (name := f"{page}/{number}")
    ]


def _block_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"upstander:{name}"))


def plain_html(text: str, keys: Mapping[int, str]) -> str:
    """Rich text without what the editor adds: keys of blocks, empty paragraphs, page numbers."""
    parser = _RichText(keys)
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces).replace("<p></p>", "")


class _RichText(HTMLParser):
    """Writes the same HTML as a pack has: no attributes but where a link leads."""

    def __init__(self, keys: Mapping[int, str]) -> None:
        super().__init__()
        self.keys = keys
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.pieces.append(f'<a href="{escape(self._target(found))}">')
        else:
            self.pieces.append(f"<{SAME_TAGS.get(tag, tag)}>")

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(f"</{SAME_TAGS.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(escape(data).replace("&#x27;", "'"))

    def _target(self, found: Mapping[str, str | None]) -> str:
        number = found.get("id") or ""
        if found.get("linktype") == "page" and number.isdecimal():
            return f"page:{self.keys.get(int(number), '')}"
        return found.get("href") or ""


def _plain_block(kind: str, value: Any, keys: Mapping[int, str]) -> Any:
    """`text` is rich text in every block, and so are the items of steps; all else is words."""
    if not isinstance(value, dict):
        return value
    plain = {name: _without_ids(found) for name, found in value.items()}
    if "text" in plain:
        plain["text"] = plain_html(plain["text"], keys)
    if isinstance(plain.get("items"), list):
        plain["items"] = [_with_plain_text(item, keys) for item in plain["items"]]
    if kind == "steps":
        plain["items"] = [_unwrapped(plain_html(item, keys)) for item in plain["items"]]
    return plain


def _unwrapped(html: str) -> str:
    """The editor puts a lone paragraph around the words of a list's item."""
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in inner else inner


def _without_ids(value: Any) -> Any:
    return [_without_id(item) for item in value] if isinstance(value, list) else value


def _without_id(item: Any) -> Any:
    is_list_item = isinstance(item, dict) and item.get("type") == "item" and "value" in item
    return item["value"] if is_list_item else item


def _with_plain_text(item: Any, keys: Mapping[int, str]) -> Any:
    """A choice or an answer: its `text` is rich text, as that of a block is."""
    if not isinstance(item, dict) or "text" not in item:
        return item
    return {**item, "text": plain_html(item["text"], keys)}


def _raw(value: Any, ids: Mapping[str, int], name: str) -> Any:
    if isinstance(value, dict):
        return {k: _raw(v, ids, f"{name}/{k}") for k, v in value.items()}
    if isinstance(value, list):
        names = [f"{name}/{number}" for number in range(len(value))]
        return [
            {"type": "item", "value": _raw(item, ids, own), "id": _block_id(own)}
            for item, own in zip(value, names, strict=True)
        ]
    if isinstance(value, str):
        return BY_KEY.sub(lambda m: f'linktype="page" id="{ids.get(m[1], 0)}"', value)
    return value


def plain_words(html: str) -> str:
    """Rich text as words; what stands in blocks of its own stays apart."""
    return unescape(TAG.sub(lambda tag: " " if tag[2].lower() in APART else "", html))


def words_of(value: Any) -> Iterator[str]:
    """All texts in the value of a stored block, as plain words."""
    if isinstance(value, str):
        yield plain_words(value)
    elif isinstance(value, list):
        for item in value:
            yield from words_of(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in NO_WORDS:
                yield from words_of(item)


def addresses_of(value: Any) -> Iterator[str]:
    """Every web address elsewhere to which the value of a stored block leads."""
    if isinstance(value, str):
        yield from (unescape(found) for found in OUTSIDE.findall(value))
    elif isinstance(value, list):
        for item in value:
            yield from addresses_of(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            is_bare = name == "address" and str(item).startswith(("http://", "https://"))
            yield from [item] if is_bare else addresses_of(item)
