"""What other contexts may use of the portal."""

from upstander.portal.actions import open_languages, settle_aliases, write_pages
from upstander.portal.addresses import Address, addresses
from upstander.portal.content import content_digest
from upstander.portal.map import why_undrawn
from upstander.portal.queries import SiteMap, offered_languages, page_snapshot, site_map
from upstander.portal.showing import frame, respond

__all__ = [
    "Address",
    "SiteMap",
    "addresses",
    "content_digest",
    "frame",
    "offered_languages",
    "open_languages",
    "page_snapshot",
    "respond",
    "settle_aliases",
    "site_map",
    "why_undrawn",
    "write_pages",
]
