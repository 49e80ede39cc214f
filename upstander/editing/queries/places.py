"""What is there on this site: pages, and the records that stand at addresses of their own."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from upstander.core.languages import language_of_path
from upstander.core.pages import page_addresses, page_paths
from upstander.editing.rules.content import BY_KEY
from upstander.events.interface import public_event_paths
from upstander.funding.interface import public_paths as funding_paths
from upstander.learning.interface import course_paths
from upstander.learning.interface import public_paths as library_paths
from upstander.network.interface import communities, hub_today, open_spokes, source_language
from upstander.protocols.interface import public_paths as protocol_paths


def _members() -> list[str]:
    """The pages of the portal about a spoke or the hub."""
    hub = hub_today()
    members = [spoke.organisation for spoke in open_spokes()]
    members += [hub.organisation] if hub else []
    return [f"network/{row.key}/" for row in members]


def _places() -> list[str]:
    """The pages of the portal about a community."""
    keys = communities().values_list("key", flat=True)
    return [f"{first}/{key}/" for key in keys for first in ("find-help", "local")]


class Listed(NamedTuple):
    """Records with addresses: all of these below the language, and how many parts name one."""

    paths: Callable[[], Iterable[str]]
    parts: int = 2


# By the name of the view. Any other view stands there whatever it is asked for.
LISTED = {
    "learning-public:resource": Listed(library_paths),
    "learning-public:resource-pdf": Listed(library_paths),
    "learning-public:course": Listed(course_paths),
    "learning-public:lesson": Listed(course_paths, 3),
    "events-public:event": Listed(public_event_paths),
    "events-public:event-calendar": Listed(public_event_paths),
    "events-public:register": Listed(public_event_paths),
    "funding-call": Listed(funding_paths),
    "funding-award": Listed(funding_paths, 3),
    "protocols-public:protocol": Listed(protocol_paths),
    "protocols-public:protocol-pdf": Listed(protocol_paths),
    "protocols-public:version": Listed(protocol_paths),
    "protocols-public:version-pdf": Listed(protocol_paths),
    "member": Listed(_members),
    "place": Listed(_places),
    "local": Listed(_places),
}


def leading_in(language: str) -> Callable[[str], bool]:
    """Says of an address of this site whether something is there, in `language` or its source.

    Each list of records is asked once at most, and only where an address could be in it.
    """
    _keys, own = page_addresses(language)
    paths = page_paths()

    @cache
    def listed(find: Callable[[], Iterable[str]]) -> frozenset[str]:
        return frozenset(find())

    def leads(address: str) -> bool:
        if address.startswith(BY_KEY):
            return address.removeprefix(BY_KEY) in own
        path = address.partition("#")[0].partition("?")[0]
        if path in paths:
            return True
        view = _view_at(path)
        if view is None or view.url_name == "wagtail_serve":
            return False
        kind = LISTED.get(view.view_name)
        return kind is None or _below_language(path, kind.parts) in listed(kind.paths)

    return leads


def _view_at(path: str) -> ResolverMatch | None:
    try:
        with translation.override(language_of_path(path) or source_language()):
            return resolve(path)
    except Resolver404:
        return None


def _below_language(path: str, parts: int) -> str:
    """`/en/events/tea/2/` → `events/tea/`, of two parts."""
    return "".join(f"{part}/" for part in path.split("/")[2 : 2 + parts])
