"""Page content as plain values: what is compared with a pack, and what translations are bound to.

A body is a list of `[kind, value]`. Links between pages are written `page:key`, so that the
content of a page says the same in every database.
"""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

BY_ID = re.compile(r'linktype="page" id="(\d+)"|id="(\d+)" linktype="page"')
BY_KEY = re.compile(r'href="page:([a-z0-9-]+)"')
CONTENT = ("title", "menu", "summary", "body")

Body = list[Any]


def plain_body(raw: Any, keys: Mapping[int, str]) -> Body:
    """The stored body without the ids of its blocks, and links by key."""
    return [[block["type"], _plain(block["value"], keys)] for block in raw]


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


def content_digest(values: Mapping[str, Any]) -> str:
    """By which a translation knows the content that it was made from (SHA-256, hex)."""
    content = [values[name] for name in CONTENT]
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any, keys: Mapping[int, str]) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v, keys) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(_without_id(item), keys) for item in value]
    if isinstance(value, str):
        return BY_ID.sub(lambda m: f'href="page:{keys.get(int(m[1] or m[2]), "")}"', value)
    return value


def _without_id(item: Any) -> Any:
    is_list_item = isinstance(item, dict) and item.get("type") == "item" and "value" in item
    return item["value"] if is_list_item else item


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
