"""Every public address in every language, for the sitemap and for checks."""

from typing import NamedTuple

from upstander.action.interface import public_place_keys
from upstander.events.interface import event_paths
from upstander.funding.interface import public_paths
from upstander.learning.interface import course_paths
from upstander.learning.interface import public_paths as library_paths
from upstander.network.interface import communities, hub_today, open_spokes
from upstander.portal.queries import site_map


class Address(NamedTuple):
    """A public path, its language, the same page in each language, and the one for all others."""

    path: str
    language: str
    alternates: list[tuple[str, str]]
    default: str


def addresses() -> list[Address]:
    """All of them: pages, places and what is done there, members, calls and awards."""
    pages = site_map()
    found = []
    for link in pages.links:
        others = [(a.language, a.path) for a in pages.alternates(link.key)]
        default = dict(others).get(pages.source, "")
        found.append(Address(link.path, link.language, others, default))
    for rest in _from_records():
        everywhere = [(code, f"/{code}/{rest}") for code in pages.languages]
        default = dict(everywhere).get(pages.source, "")
        found += [Address(path, code, everywhere, default) for code, path in everywhere]
    return found


def _from_records() -> list[str]:
    hub = hub_today()
    members = [spoke.organisation.key for spoke in open_spokes()]
    members += [hub.organisation.key] if hub else []
    places = [f"find-help/{community.key}/" for community in communities()]
    spoken_of = [f"network/{key}/" for key in members]
    local = [f"local/{key}/" for key in public_place_keys()]
    return [
        "find-help/all/",
        *spoken_of,
        "funding/",
        *public_paths(),
        *places,
        *local,
        *library_paths(),
        *course_paths(),
        *event_paths(),
    ]
