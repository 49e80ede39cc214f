"""What other contexts may use of the portal."""

from upstander.portal.addresses import Address, addresses
from upstander.portal.queries import SiteMap, offered_languages, site_map
from upstander.portal.showing import frame, respond

__all__ = ["Address", "SiteMap", "addresses", "frame", "offered_languages", "respond", "site_map"]
