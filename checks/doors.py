"""Every address has a row in the table of who may enter, and every row an address."""

from collections.abc import Iterator
from typing import Any, get_args


def addresses(
    resolver: Any = None, space: str = "", before: str = "/"
) -> Iterator[tuple[str, str]]:
    """Name (with its namespaces) and path of every address; a nameless one goes by its path."""
    from django.urls import get_resolver

    entries: list[Any] = (resolver or get_resolver()).url_patterns
    for entry in entries:
        path = before + str(entry.pattern).lstrip("^")
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner, path)
        else:
            yield (f"{space}{entry.name}" if entry.name else path), path


def faults(found: list[tuple[str, str]] | None = None) -> list[str]:
    """Addresses without a row, rows without an address, words that mean nothing."""
    from upstander.config.doors import DOORS, Who, row_of

    named = found or list(addresses())
    missing = [f"{name} ({path}) has no row in doors.py" for name, path in named
               if row_of(name) is None]  # fmt: skip
    used = {row_of(name) for name, _ in named}
    dead = [
        f"doors.py has a row for {row}, which is no address" for row in DOORS if row not in used
    ]
    odd = [
        f"doors.py says {who} of {row}" for row, who in DOORS.items() if who not in get_args(Who)
    ]
    return missing + dead + odd
