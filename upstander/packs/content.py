"""What makes content that is learned from faulty beyond its form."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from upstander.learning.interface import CONTENT_KINDS
from upstander.packs.faults import Fault
from upstander.packs.markdown import Page, linked_pages
from upstander.packs.reading import Pack


def content_faults(pack: Pack) -> Iterator[Fault]:
    """Settings that the room would refuse, and links that have no place in it."""
    for kind, pages in pack.content.items():
        for page in pages.values():
            yield from _settings(page, CONTENT_KINDS[kind])
            for segment in page.segments():
                if linked_pages(segment.text):
                    reason = "what is printed and shared names a page, it does not link to it"
                    yield Fault(page.file, segment.line, reason)
    for page in pack.content["resource"].values():
        original = page.front.get("derived_from", "")
        if original and original not in pack.content["resource"]:
            yield Fault(page.file, page.line_of("derived_from"), f"unknown resource {original!r}")
        if page.front["kind"] == "video":
            for name in ("address", "transcript"):
                if not page.front.get(name):
                    yield Fault(page.file, page.line_of("kind"), f"a video needs {name!r}")


def _settings(page: Page, model: Any) -> Iterator[Fault]:
    for name in model.SHARED:
        if name in page.front:
            try:
                model._meta.get_field(name).clean(page.front[name], None)
            except ValidationError as refusal:
                for message in refusal.messages:
                    yield Fault(page.file, page.line_of(name), f"{name!r}: {message}")
