"""The language table, and which language a request speaks.

The language is in the path. Only the bare address `/` and pages that do not exist look at
`Accept-Language`; a choice is never kept in a cookie.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple


class Language(NamedTuple):
    """A row of languages.toml: BCP 47 code, name in the language itself, direction.

    `reviewed` says that a person has read the interface's catalogue; `names` are other tags.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    names: tuple[str, ...] = ()
    reviewed: bool = False


@cache
def table() -> dict[str, Language]:
    """All languages that the product has, by code, in the order of the table."""
    rows = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))["language"]
    return {r["code"]: Language(**{**r, "names": tuple(r.get("names", ()))}) for r in rows}


def language_of_path(path: str) -> str | None:
    """`/pa/options/` → `pa`; None where the first part is no language of the table."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in table() else None


def negotiate(header: str, offered: Sequence[str]) -> str:
    """The best of `offered` for an Accept-Language header; its first where nothing fits.

    Any bytes may stand in the header: what cannot be read is passed over (RFC 9110, 12.5.4).
    """
    for wanted in _wishes(header[:1000]):
        for code in _candidates(wanted):
            if code in offered:
                return code
    return offered[0]


def _wishes(header: str) -> list[str]:
    wishes = []
    for position, part in enumerate(header.split(",")[:40]):
        tag, _, parameter = part.strip().partition(";")
        quality = _quality(parameter)
        if tag and quality > 0:
            wishes.append((-quality, position, tag.strip().lower().replace("_", "-")))
    return [tag for _, _, tag in sorted(wishes)]


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def _candidates(tag: str) -> Iterable[str]:
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        prefix = "-".join(parts[:length])
        yield from (row.code for row in table().values() if prefix in (row.code, *row.names))
