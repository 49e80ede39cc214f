"""The library of patterns: the hub writes and offers them, everyone who writes copies them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.network.interface import signs_for
from upstander.protocols.states import PATTERN_MOVES, PatternState


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


def may_give_as_pattern(mine: Iterable[Any], version: Any) -> None:
    """Whoever signs for the organisation that keeps the words gives them."""
    if not signs_for(mine, version.protocol.organisation_id):
        raise NotAllowed(_("Only a coordinator of your organisation can do this."))
