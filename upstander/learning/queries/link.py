"""Where content leads, and which of these addresses no longer answer."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from upstander.core.content import addresses_of
from upstander.learning.models import Course, Lesson, Link, Resource
from upstander.learning.states import LinkState

NEARLY_A_DAY = timedelta(hours=20)
LONGEST = 500  # characters, as the table keeps


class Leading(NamedTuple):
    """A piece of content that leads elsewhere, in one language; its key is that of all of them."""

    kind: str
    key: str
    title: str
    addresses: Collection[str]


_above: dict[Callable[[], Iterable[Leading]], None] = {}  # in the order in which they came


def also_leading(find: Callable[[], Iterable[Leading]]) -> None:
    """Said once, by a room above: its published content is looked at too, originals first."""
    _above[find] = None


def addresses_of_row(row: Any) -> set[str]:
    """Every address elsewhere of a page or a row of ours that the table can keep."""
    found = {getattr(row, "address", ""), *addresses_of(list(row.body.raw_data))} - {""}
    return {address for address in found if len(address) <= LONGEST}


def addresses_of_content() -> set[str]:
    """Every address that something published leads to, in any language."""
    return {address for found in _leading() for address in found.addresses}


def _leading() -> Iterator[Leading]:
    """Originals first: they were there before their translations."""
    for model in (Resource, Course, Lesson):
        kind, names = model._meta.model_name or "", ["key", "title", "body"]
        names += ["address"] if model is Resource else []
        rows = model._default_manager.filter(live=True).order_by("pk").only(*names)
        for row in rows.iterator(chunk_size=200):
            yield Leading(kind, row.key, row.title, addresses_of_row(row))
    for find in _above:
        yield from find()


def due_links(now: datetime) -> list[Link]:
    """Those that were not looked at for a day, the longest unseen first."""
    new = list(Link.objects.filter(checked_at=None))
    old = Link.objects.filter(checked_at__lte=now - NEARLY_A_DAY).order_by("checked_at", "pk")
    return [*new, *old]


def are_links_checked() -> bool:
    """Whether any address was ever looked at."""
    return Link.objects.exclude(checked_at=None).exists()


def broken_among(addresses: Collection[str]) -> set[str]:
    """Those that did not answer when they were last opened."""
    rows = Link.objects.filter(state=LinkState.BROKEN, address__in=addresses)
    return set(rows.values_list("address", flat=True)) if addresses else set()


class Broken(NamedTuple):
    """An address that does not answer; by kind and key the title of each piece that leads there."""

    link: Link
    titles: dict[tuple[str, str], str]


def broken_links() -> list[Broken]:
    """Each with what leads there, whatever is broken in a constant number of queries."""
    links = list(Link.objects.filter(state=LinkState.BROKEN))
    if not links:
        return []
    titles: dict[tuple[str, str], str] = {}
    leading: dict[str, set[tuple[str, str]]] = {}
    for found in _leading():
        piece = (found.kind, found.key)
        titles.setdefault(piece, found.title)
        for address in found.addresses:
            leading.setdefault(address, set()).add(piece)
    return [
        Broken(link, {piece: titles[piece] for piece in sorted(leading.get(link.address, ()))})
        for link in links
    ]
