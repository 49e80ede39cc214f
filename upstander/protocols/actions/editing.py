"""A version or a pattern changes, part by part. Who was second is told so."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from django.db import transaction

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.network.interface import memberships_of
from upstander.protocols.actions.rows import write_contact, write_rows
from upstander.protocols.models import Pattern, Version
from upstander.protocols.queries.content import Content
from upstander.protocols.queries.editing import Holder, editable, general, locked_pattern
from upstander.protocols.queries.protocol import (
    is_of_hub,
    locked,
    locked_protocol,
    partners_of,
    served_by,
)
from upstander.protocols.rules import editing as rules
from upstander.protocols.rules import pattern as pattern_rules
from upstander.protocols.rules import protocol as protocol_rules
from upstander.protocols.rules.protocol import OPEN_STATES
from upstander.protocols.states import HOLDING_STATES


class Seen(NamedTuple):
    """What is changed, the version of it from which a page was drawn, and who sends it."""

    holder: Holder
    version: int
    by: User


@transaction.atomic
def change_part(seen: Seen, part: str, place: int | None, values: Mapping[str, Any]) -> None:
    """One level, role or step; a new one at the end where `place` is None.

    `values` are those of a row of `queries.editing`; `partner_id` is one of the organisation's.
    """
    holder = _mine(seen)
    before = editable(holder)
    partner = values.get("partner_id")
    known = before[part][place].get("partner_id") if place in range(len(before[part])) else None
    if isinstance(holder, Version) and partner != known:
        organisation = holder.protocol.organisation
        protocol_rules.may_take_part(partner, partners_of(organisation))
    _store(seen, holder, part, before, rules.put(before, part, place, values))


@transaction.atomic
def remove_part(seen: Seen, part: str, place: int) -> None:
    """It is gone, and the others close up."""
    holder = _mine(seen)
    before = editable(holder)
    _store(seen, holder, part, before, rules.remove(before, part, place))


@transaction.atomic
def shift_part(seen: Seen, part: str, place: int, steps: int) -> None:
    """One up (-1) or down (1)."""
    holder = _mine(seen)
    before = editable(holder)
    _store(seen, holder, part, before, rules.shift(before, part, place, steps))


@transaction.atomic
def change_contact(seen: Seen, place: int, contact: Mapping[str, str]) -> None:
    """How to reach whoever has a role, by its place: also while partners sign, and in force.

    `contact` has `name`, `phone`, `email` and `when`. Private, so nothing of it is in the log.
    A next version that copied the old one gets it too, or it would bring that back into force.
    """
    version = cast(Version, seen.holder)
    locked_protocol(version.protocol_id)  # before any version, as where one is put in force
    version = locked(version.pk)
    protocol_rules.may_keep_contacts(memberships_of(seen.by), version)
    rules.may_be_second(version.version, seen.version)
    duty = rules.row_at(editable(version)["duties"], place)
    write_contact(duty["pk"], contact)
    _changed(seen, version, "contacts")
    if version.state in HOLDING_STATES and contact != duty["contact"]:
        _carry_on(seen, version, duty, contact)


def _carry_on(seen: Seen, held: Version, duty: Mapping[str, Any], contact: Any) -> None:
    """Where the version that is open says of the same role what was true until now."""
    said = ("title", "partner_id", "contact")
    for pk in held.protocol.versions.filter(state__in=OPEN_STATES).values_list("pk", flat=True):
        version = locked(pk)
        rows = [row for row in editable(version)["duties"] if all(row[n] == duty[n] for n in said)]
        for row in rows:
            write_contact(row["pk"], contact)
        if rows:
            _changed(seen, version, "contacts")


@transaction.atomic
def change_basics(
    seen: Seen, summary: str, review_on: date | None, *, is_read: bool = False
) -> None:
    """What a version is for, and when it is looked at again.

    `is_read`: someone who knows both languages has read what was a draft translation.
    """
    version = cast(Version, _mine(seen))
    if version.summary != summary:
        for text in version.texts.all():
            text.words.pop("summary", None)
            text.save(update_fields=["words"])
    changes: dict[str, Any] = {"summary": summary, "review_on": review_on}
    if is_read and version.is_draft_translation:
        changes["is_draft_translation"] = False
    Version.objects.filter(pk=version.pk).update(**changes)
    _changed(seen, version, "words" if "is_draft_translation" in changes else "basics")


@transaction.atomic
def rename_protocol(seen: Seen, title: str, places: list[Any]) -> None:
    """Title and communities, while its first version is written."""
    locked_protocol(cast(Version, seen.holder).protocol_id)  # first, as everywhere
    version = cast(Version, _mine(seen))
    protocol = version.protocol
    protocol_rules.may_be_named(memberships_of(seen.by), version)
    protocol_rules.may_be_for(places, served_by(protocol.organisation))
    if protocol.title != title:
        protocol.title = title
        protocol.save(update_fields=["title"])
    protocol.communities.set(places)
    _changed(seen, version, "name")


@transaction.atomic
def change_pattern(seen: Seen, title: str, summary: str) -> None:
    """What a pattern is called and is for."""
    pattern = cast(Pattern, _mine(seen))
    content = {**editable(pattern), "summary": summary}
    Pattern.objects.filter(pk=pattern.pk).update(title=title, summary=summary, content=content)
    _changed(seen, pattern, "basics")


def _mine(seen: Seen) -> Holder:
    """It under lock, if this person may change it and nobody did meanwhile."""
    holder: Holder
    if isinstance(seen.holder, Pattern):
        holder = locked_pattern(seen.holder.pk)
        pattern_rules.may_write(is_of_hub(seen.by), holder)
    else:
        holder = locked(seen.holder.pk)
        protocol_rules.may_write(memberships_of(seen.by), holder)
    rules.may_be_second(holder.version, seen.version)
    return holder


def _store(seen: Seen, holder: Holder, part: str, before: Content, after: Content) -> None:
    if isinstance(holder, Pattern):
        Pattern.objects.filter(pk=holder.pk).update(content=general(after))
    else:
        write_rows(holder, before, after)
    _changed(seen, holder, part)


def _changed(seen: Seen, holder: Holder, part: str) -> None:
    type(holder)._default_manager.filter(pk=holder.pk).update(version=holder.version + 1)
    facts: dict[str, Any] = {"part": part, "version": holder.version + 1}
    of = f"pattern:{holder.pk}"
    if isinstance(holder, Version):
        of, facts = f"protocol:{holder.protocol_id}", {"number": holder.number, **facts}
    record("protocol.changed", by=f"user:{seen.by.pk}", of=of, facts=facts)
