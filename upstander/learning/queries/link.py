"""Where resources lead, and which of these addresses no longer answer."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import NamedTuple

from upstander.learning.models import Link, Resource
from upstander.learning.states import LinkState

NEARLY_A_DAY = timedelta(hours=20)
OUTSIDE = re.compile(r'href=\\?"(https?://[^"\\]+)')
LONGEST = 500  # characters, as the table keeps


def addresses_of_library() -> set[str]:
    """Every address that a resource leads to, in any language."""
    return {address for _, address in _leading()}


def _leading() -> Iterator[tuple[str, str]]:
    """Key of a resource, and an address that it leads to."""
    rows = Resource.objects.filter(live=True).only("key", "address", "body")
    for row in rows.iterator(chunk_size=200):
        found = [row.address] if row.address else []
        found += [unescape(a) for a in OUTSIDE.findall(str(list(row.body.raw_data)))]
        yield from ((row.key, address) for address in found if len(address) <= LONGEST)


def due_links(now: datetime) -> list[Link]:
    """Those that were not looked at for a day, the longest unseen first."""
    new = list(Link.objects.filter(checked_at=None))
    old = Link.objects.filter(checked_at__lte=now - NEARLY_A_DAY).order_by("checked_at")
    return [*new, *old]


def are_links_checked() -> bool:
    """Whether any address was ever looked at."""
    return Link.objects.exclude(checked_at=None).exists()


def broken_among(addresses: Collection[str]) -> set[str]:
    """Those that did not answer when they were last opened."""
    rows = Link.objects.filter(state=LinkState.BROKEN, address__in=addresses)
    return set(rows.values_list("address", flat=True)) if addresses else set()


class Broken(NamedTuple):
    """An address that does not answer, and the resources that lead there."""

    link: Link
    resources: list[Resource]


def broken_links() -> list[Broken]:
    """Each with its resources. Three queries at most, whatever is broken."""
    links = list(Link.objects.filter(state=LinkState.BROKEN))
    if not links:
        return []
    leading: dict[str, set[str]] = {}
    for key, address in _leading():
        leading.setdefault(address, set()).add(key)
    keys = set().union(*(leading.get(link.address, set()) for link in links))
    rows = {r.key: r for r in Resource.objects.filter(key__in=keys, live=True).order_by("-pk")}
    return [
        Broken(link, [rows[key] for key in sorted(leading.get(link.address, ())) if key in rows])
        for link in links
    ]
