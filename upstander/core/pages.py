"""Where the pages of the site are, for rooms below the one that has them.

That room says how they are found, when the program starts; a room below asks here, and content
that it shows can link to pages.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class PageAddress(NamedTuple):
    """A live page: its number, key, language and path; the original is no translation."""

    id: int
    key: str
    language: str
    path: str
    is_original: bool


_found_by: list[Callable[[], list[PageAddress]]] = []


def pages_are_found_by(find: Callable[[], list[PageAddress]]) -> None:
    """Said once, by the room that has the pages; the last word counts."""
    _found_by[:] = [find]


def page_addresses(language: str) -> tuple[Mapping[int, str], Mapping[str, str]]:
    """The key of each page by number, and the path of each by key.

    The path is that in `language`, else that of the original.
    """
    found = _found_by[0]() if _found_by else []
    paths = {page.key: page.path for page in found if page.is_original}
    paths |= {page.key: page.path for page in found if page.language == language}
    return {page.id: page.key for page in found}, paths


def page_numbers() -> Mapping[str, Mapping[str, int]]:
    """The number of each page, by language and key."""
    numbers: dict[str, dict[str, int]] = {}
    for page in _found_by[0]() if _found_by else []:
        numbers.setdefault(page.language, {})[page.key] = page.id
    return numbers


def page_paths() -> set[str]:
    """The paths of all live pages, in every language."""
    return {page.path for page in (_found_by[0]() if _found_by else [])}
