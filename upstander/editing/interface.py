"""What the rooms above may use of editing.

A room that has content in several languages gives it as a `Source` (see `shapes`) in the `ready`
of its AppConfig:

    def ready(self):
        register(Source("page", _("Pages"), pieces, words, write, publish, editor_url, public_url))
"""

from typing import NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.panels import numbers_of
from upstander.editing.actions.careful import write_careful
from upstander.editing.actions.glossary import write_avoided, write_terms
from upstander.editing.actions.words import write_words
from upstander.editing.models.glossary import LONGEST_NOTE, LONGEST_WORD
from upstander.editing.queries.careful import careful
from upstander.editing.queries.checks import findings_for
from upstander.editing.queries.glossary import avoided_snapshot, terms_snapshot
from upstander.editing.queries.home import panels_for
from upstander.editing.queries.words import pieces, words_of
from upstander.editing.shapes import Source, register

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_WORD",
    "Source",
    "Waiting",
    "avoided_snapshot",
    "careful",
    "editing_waiting",
    "findings_for",
    "pieces",
    "register",
    "terms_snapshot",
    "words_of",
    "write_avoided",
    "write_careful",
    "write_terms",
    "write_words",
]


class Waiting(NamedTuple):
    """Whether translations concern a person, how much waits for her, how much is late."""

    may_enter: bool
    waiting: int
    late: int


def editing_waiting(user: User) -> Waiting:
    """What stands on the home of a member of staff."""
    panels = panels_for(user, timezone.now())
    return Waiting(bool(panels), *numbers_of(panels))
