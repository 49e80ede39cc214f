"""The hub keeps a library of patterns: writes, offers and takes back; spokes give to it."""

from typing import Any

from django.db import transaction

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.moves import move
from upstander.network.interface import memberships_of
from upstander.protocols.models import Pattern, Version
from upstander.protocols.queries.editing import blank, editable, general, locked_pattern
from upstander.protocols.queries.protocol import is_of_hub
from upstander.protocols.rules import pattern as rules
from upstander.protocols.states import PATTERN_MOVES, PatternState


@transaction.atomic
def start_pattern(title: str, summary: str, *, language: str, by: User) -> Pattern:
    """An empty draft of the hub's."""
    rules.may_keep_patterns(is_of_hub(by))
    content = {**blank(), "summary": summary}
    return _make(title, content, language, by)


@transaction.atomic
def give_as_pattern(version: Version, *, by: User) -> Pattern:
    """The words of a version as a draft of the library. Contacts and partners are left out."""
    rules.may_give_as_pattern(memberships_of(by), version)
    content = general(editable(version))
    pattern = _make(version.protocol.title, content, version.source_language, by)
    facts = {"number": version.number, "pattern": pattern.pk}
    of = f"protocol:{version.protocol_id}"
    record("protocol.given_as_pattern", by=f"user:{by.pk}", of=of, facts=facts)
    return pattern


@transaction.atomic
def move_pattern(pattern: Pattern, to: PatternState, *, by: User) -> None:
    """Offered, no longer offered, or a draft again."""
    pattern = locked_pattern(pattern.pk)
    rules.may_move(is_of_hub(by), pattern, to)
    move(pattern, to=to, moves=PATTERN_MOVES, version=pattern.version + 1)
    _record(f"pattern.{to.value}", pattern, by)


def _make(title: str, content: dict[str, Any], language: str, by: User) -> Pattern:
    pattern = Pattern.objects.create(
        title=_free_title(title),
        summary=content["summary"],
        language=language,
        content=content,
        made_by=by,
    )
    _record("pattern.started", pattern, by)
    return pattern


def _free_title(title: str) -> str:
    """The title, with a number behind it where another pattern has it."""
    taken = set(Pattern.objects.values_list("title", flat=True))
    titles = (title if n == 1 else f"{title[:150]} ({n})" for n in range(1, len(taken) + 2))
    return next(found for found in titles if found not in taken)


def _record(verb: str, pattern: Pattern, by: User) -> None:
    facts = {"version": pattern.version}
    record(verb, by=f"user:{by.pk}", of=f"pattern:{pattern.pk}", facts=facts)
