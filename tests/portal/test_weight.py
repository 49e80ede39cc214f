"""What a first load weighs before the page can be read: its HTML and the one sheet of styles."""

import gzip
import re
import sys
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from upstander.core.languages import table
from upstander.portal.queries import offered_languages

pytestmark = pytest.mark.django_db

MOST = 14 * 1024
WAYS = {
    "brotli 5": lambda data: len(brotli.compress(data, quality=5)),
    "gzip 6": lambda data: len(gzip.compress(data, compresslevel=6, mtime=0)),
}


def _sheet(html: str) -> bytes:
    links = re.findall(r'<link rel="stylesheet" href="/static/([^"?]+)', html)
    assert links == ["core/look.css"]
    return Path(finders.find(links[0])).read_bytes()


def _weights(code: str) -> dict[str, tuple[int, int]]:
    html = Client().get(f"/{code}/it-happened-to-me/").content
    sheet = _sheet(html.decode())
    return {name: (way(html), way(sheet)) for name, way in WAYS.items()}


def test_the_page_that_must_be_quick_is_light_in_every_language() -> None:
    weights = {code: _weights(code) for code in offered_languages()}
    assert set(weights) <= set(table())
    for code, row in weights.items():
        said = "; ".join(f"{name}: HTML {a} + CSS {b} = {a + b}" for name, (a, b) in row.items())
        sys.stdout.write(f"\n{code:8} {said}")
    heavy = {(code, name): a + b for code, row in weights.items() for name, (a, b) in row.items()}
    assert {key: size for key, size in heavy.items() if size > MOST} == {}
