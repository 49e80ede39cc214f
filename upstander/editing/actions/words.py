"""Writing the words of a piece in one language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.editing.queries.words import words_of
from upstander.editing.rules.task import Who, may_write
from upstander.editing.shapes import SOURCES


def write_words(kind: str, key: str, language: str, words: Mapping[str, str], *, by: User) -> None:
    """Keep `words` (path → text) as a machine draft; publishes nothing, touches no other language.

    Rich text is cleaned. A path that the original does not have is passed over.
    """
    if kind not in SOURCES:
        raise NotAllowed(_("This is not here any more."))
    SOURCES[kind].write(key, language, words, by=by)


def begin(who: Who, kind: str, key: str, language: str, *, by: User) -> None:
    """A translation that is missing begins with the words of the original, as a draft."""
    may_write(who, language)
    if words_of(kind, key, language) or not SOURCES[kind].can_begin:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    write_words(kind, key, language, {}, by=by)
