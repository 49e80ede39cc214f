"""What stands on a page: values under their labels, tables row by row, the words of lists."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.utils.html import strip_tags

from tests.accounts.people import sign_in


def page(user: Any, path: str) -> str:
    """A page of funding as she sees it."""
    answer = sign_in(Client(), user).get(f"/desk/funding/{path}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def words(markup: str) -> str:
    """What is read of it, without the marks that keep an amount together."""
    apart = re.sub(r"</(p|li|d[dt]|div|h\d|legend)>", " ", markup)
    return " ".join(re.sub("[\u2068\u2069]", "", unescape(strip_tags(apart))).split())


def _found(pattern: str, markup: str) -> list[Any]:
    return re.findall(pattern, markup, re.DOTALL)


def facts(markup: str) -> dict[str, str]:
    """Each label with what stands under it."""
    pairs = _found(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", markup)
    return {words(label): words(text) for label, text in pairs}


def table(markup: str, number: int = 0) -> list[list[str]]:
    """The cells of a table, row by row."""
    rows = _found(r"<tr[^>]*>(.*?)</tr>", _found(r"<table.*?</table>", markup)[number])
    return [[words(cell) for cell in _found(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def items(markup: str, kind: str = "request") -> list[str]:
    """The words of each entry of a list; `kind` is how its class begins."""
    return [words(entry) for entry in _found(rf'<li class="{kind}[ "].*?</li>', markup)]


def between(markup: str, begin: str, end: str) -> str:
    """A piece of a page."""
    return markup.partition(begin)[2].partition(end)[0]
