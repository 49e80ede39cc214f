"""What a pack leads people to: each link must be one that a browser may follow safely."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from upstander.packs.courses import Paper
from upstander.packs.faults import Fault
from upstander.packs.markdown import Page, inline
from upstander.packs.reading import Pack

SITE = URLValidator(schemes=["http", "https"])
FOLLOWED = ("page:", "https://", "http://", "mailto:", "tel:", "sms:")
NO_SITE = "must be an address that begins with https:// or http://"


def link_faults(pack: Pack) -> Iterator[Fault]:
    """Every link that is none: where *Leave quickly* lands, websites, and links in a text."""
    about = pack.rows["pack"][0]
    if not _is_site(about.values["leave_to"]):
        yield Fault(about.file, about.line_of("leave_to"), f"'leave_to' {NO_SITE}")
    for kind in ("organisation", "service"):
        for row in pack.rows.get(kind, []):
            # The tables refuse what is no address, but would take one that is reached by FTP.
            if row.values.get("website", "").casefold().startswith("ftp"):
                yield Fault(row.file, row.line_of("website"), f"'website' {NO_SITE}")
    yield from _in_texts(pack)


def addresses_in(text: str) -> list[str]:
    """Where the links of a rich text lead, in order."""
    return re.findall(r'href="([^"]*)"', inline(text))


def _is_site(address: str) -> bool:
    try:
        SITE(address)
    except ValidationError:
        return False
    return True


def _in_texts(pack: Pack) -> Iterator[Fault]:
    pages: list[Page | Paper] = [*pack.all_pages(), *pack.papers()]
    for page in pages:
        for segment in page.segments():
            for address in addresses_in(segment.text) if segment.is_rich else []:
                if not address.casefold().startswith(FOLLOWED):
                    yield Fault(page.file, segment.line, f"a link leads nowhere: {address!r}")
