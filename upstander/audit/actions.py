"""Writing to the log."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.audit.models import Entry, Head, Salt
from upstander.audit.rules import canonical, commitment, digest

# Rooms above that want to know what was entered, such as the search, which reads it again.
LISTENERS: list[Callable[[str], None]] = []


def listen(listener: Callable[[str], None]) -> None:
    """Have each verb said, within the transaction of its entry; once, however often it is asked."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def record(  # noqa: PLR0913 - each is given by its name
    verb: str,
    *,
    by: str,
    of: str,
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
    to_the_day: bool = False,
) -> Entry:
    """Append an entry inside the caller's transaction, so that act and entry stand or fall as one.

    `by` and `of` are references such as `user:3`; `facts` are JSON values that identify nobody;
    of `personal` only a salted commitment is kept. `to_the_day` leaves out the hour: for what a
    person without a name did.
    """
    with transaction.atomic():
        head, _ = Head.objects.select_for_update().get_or_create(pk=1)
        salts = {name: secrets.token_hex(16) for name in personal or {}}
        at = _today() if to_the_day else timezone.now()
        body = canonical(
            {
                "at": at.isoformat(),
                "by": by,
                "commitments": {n: commitment(salts[n], c) for n, c in (personal or {}).items()},
                "facts": dict(facts or {}),
                "of": of,
                "sequence": head.sequence + 1,
                "verb": verb,
            }
        )
        entry = Entry.objects.create(
            sequence=head.sequence + 1,
            at=at,
            verb=verb,
            of=of,
            body=body,
            previous=head.digest,
            digest=digest(head.digest, body),
        )
        Salt.objects.bulk_create(Salt(entry=entry, name=n, salt=s) for n, s in salts.items())
        Head.objects.filter(pk=1).update(sequence=entry.sequence, digest=entry.digest)
        for listener in LISTENERS:
            listener(verb)
    return entry


def _today() -> datetime:
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return start.astimezone(UTC)
