"""A protocol as it is read: section by section, each step with who acts and how soon."""

from typing import Any, NamedTuple

from upstander.protocols.queries.content import Content
from upstander.protocols.rules.within import in_words
from upstander.protocols.states import Section


class Told(NamedTuple):
    """A step in words. `place` is its number in the content; None of `levels` means every one."""

    place: int
    text: str
    who: str
    partner: str
    when: str
    levels: list[str]
    is_first: bool
    is_last: bool


def sections_of(content: Content) -> list[tuple[Any, list[Told]]]:
    """Each section with its steps in order, also where it has none yet."""
    found = []
    for section in Section:
        steps = [(n, s) for n, s in enumerate(content["steps"]) if s["section"] == section]
        rows = [_told(content, n, s, (n == steps[0][0], n == steps[-1][0])) for n, s in steps]
        found.append((section, rows))
    return found


def _told(content: Content, place: int, step: dict[str, Any], ends: tuple[bool, bool]) -> Told:
    duty: dict[str, Any] = {} if step["duty"] is None else content["duties"][step["duty"]]
    levels = [content["levels"][level]["title"] for level in step["levels"]]
    who, partner = duty.get("title", ""), duty.get("partner", "")
    return Told(place, step["text"], who, partner, in_words(step["within"]), levels, *ends)
