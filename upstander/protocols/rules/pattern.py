"""The library of patterns: the hub writes and offers them, everyone who writes copies them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.network.interface import signs_for
from upstander.protocols.models import Duty, Level, Pattern, Step
from upstander.protocols.states import PATTERN_MOVES, PatternState, Section

SECTION_KEYS = tuple(Section.values)


def _room(model: Any, name: str) -> int:
    """How many characters fit."""
    return int(model._meta.get_field(name).max_length)


# How long the texts of a pattern may be in any language, by kind of row and name in a pack.
LONGEST_WORDS: dict[tuple[str, str], int] = {
    (kind, name): _room(model, name)
    for kind, model, names in (
        ("pattern", Pattern, ("title", "summary")),
        ("pattern_level", Level, ("title", "trigger")),
        ("pattern_duty", Duty, ("title",)),
        ("pattern_step", Step, ("text",)),
    )
    for name in names
}


def may_keep_patterns(is_hub: bool) -> None:
    """The library is the hub's."""
    if not is_hub:
        raise NotAllowed(_("Only the hub can change the library of patterns."))


def may_write(is_hub: bool, pattern: Any) -> None:
    """While it is a draft: what others copy does not change under their hands."""
    may_keep_patterns(is_hub)
    if pattern.state != PatternState.DRAFT:
        raise NotAllowed(_("Make this pattern a draft again to change it."))


def may_move(is_hub: bool, pattern: Any, to: PatternState) -> None:
    """Offered once there is something to copy; taken back at any time."""
    may_keep_patterns(is_hub)
    if to not in PATTERN_MOVES[PatternState(pattern.state)]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    if to == PatternState.OFFERED and not pattern.content.get("steps"):
        raise NotAllowed(_("Write at least one step before you offer it."))


def may_be_copied(pattern: Any) -> None:
    """Only what is offered."""
    if pattern.state != PatternState.OFFERED:
        raise NotAllowed(_("This pattern is no longer offered. Choose another one."))


def may_be_copied_in(language: str, languages: Sequence[str]) -> None:
    """In its own language, or in one in which a translation of all of it is ready."""
    if language not in languages:
        names = ", ".join(table()[code].name for code in languages)
        raise NotAllowed(_("You can copy this pattern in: %(languages)s.") % {"languages": names})


def may_give_as_pattern(mine: Iterable[Any], version: Any) -> None:
    """Whoever signs for the organisation that keeps the words gives them."""
    if not signs_for(mine, version.protocol.organisation_id):
        raise NotAllowed(_("Only a coordinator of your organisation can do this."))
