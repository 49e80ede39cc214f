"""What the front matter of a Markdown file may say, and which blocks it may have, by its kind."""

from typing import NamedTuple

# A line of such a block is an item or a reference; one that takes nothing; one that takes prose.
PAGE_LISTED = ("steps", "cards", "doors", "services", "facts")
LISTED = (*PAGE_LISTED, "resources")
EMPTY = ("record", "map", "spokes", "funding", "languages", "milestones")
PROSE = ("panel", "notice", "near", "details", "text")


class Form(NamedTuple):
    """A kind of file: its folder, its settings with their types, and what of it is translated.

    `longest` is in characters, as the room that takes it keeps.
    """

    kind: str
    folder: str
    required: dict[str, type]
    optional: dict[str, type]
    words: tuple[str, ...]
    longest: dict[str, int]
    blocks: tuple[str, ...]


PAGE = Form(
    "page",
    "pages",
    {"title": str, "menu": str, "summary": str, "order": int, "icon": str},
    {"parent": str},
    ("title", "menu", "summary"),
    {"title": 255, "menu": 60, "summary": 240, "icon": 20},
    (*PAGE_LISTED, *EMPTY, *PROSE),
)

RESOURCE = Form(
    "resource",
    "resources",
    {"title": str, "summary": str, "order": int, "kind": str, "topic": str},
    {
        "audience": str,
        "age": str,
        "licence": str,
        "source": str,
        "address": str,
        "derived_from": str,
        "transcript": str,
        "easy_read": str,
    },
    ("title", "summary", "transcript", "easy_read"),
    {"title": 160, "summary": 240},
    ("steps", "services", "facts", "resources", "panel", "notice", "details", "text"),
)

# What the room of learning keeps. A file of these may be missing in a language: readers are then
# shown the source. Where one text of it is translated, all are.
CONTENT = (RESOURCE,)
