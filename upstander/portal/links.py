"""Addresses of public pages in the reader's language, looked up once a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.html import format_html
from wagtail.rich_text.pages import PageLinkHandler

from upstander.portal.queries import SiteMap

_map: ContextVar[SiteMap | None] = ContextVar("site_map", default=None)


@contextmanager
def reading(site_map: SiteMap) -> Iterator[None]:
    """Within this, links between pages lead to the language of `site_map`."""
    token = _map.set(site_map)
    try:
        yield
    finally:
        _map.reset(token)


class PublicPageLink(PageLinkHandler):
    """`<a linktype="page" id="…">` of rich text, without a query for each link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        site_map = _map.get()
        if site_map is None:
            return super().expand_db_attributes_many(attrs_list)
        return [_opening_tag(site_map, attrs) for attrs in attrs_list]


def _opening_tag(site_map: SiteMap, attrs: dict[str, Any]) -> str:
    link = site_map.by_id(int(attrs["id"]))
    if link is None:
        return "<a>"
    if link.language != site_map.language:
        return format_html('<a href="{}" hreflang="{}">', link.path, link.language)
    return format_html('<a href="{}">', link.path)
