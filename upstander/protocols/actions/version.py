"""A version goes into consultation and back, is spoken about, and may be given up."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.moves import move
from upstander.network.interface import memberships_of
from upstander.protocols.models import Comment, Version
from upstander.protocols.queries.protocol import locked, partners_of
from upstander.protocols.rules import protocol as rules
from upstander.protocols.rules.editing import may_be_second
from upstander.protocols.states import VERSION_MOVES, VersionState


def open_consultation(version: Version, *, by: User) -> None:
    """Its partners are asked what they think."""
    _move(version, VersionState.CONSULTATION, "protocol.consulted", by)


def take_back_to_draft(version: Version, *, by: User) -> None:
    """It is written on; what was said of it stays."""
    _move(version, VersionState.DRAFT, "protocol.drafted", by)


def give_up_version(version: Version, *, by: User) -> None:
    """It is not followed any further, and stays to be read."""
    today = timezone.localdate()
    _move(version, VersionState.WITHDRAWN, "protocol.given_up", by, ended_on=today)


@transaction.atomic
def add_comment(version: Version, text: str, partner_id: int | None, *, by: User) -> Comment:
    """What was said of it, and for which partner."""
    version = locked(version.pk)
    rules.may_comment(memberships_of(by), version)
    rules.may_take_part(partner_id, partners_of(version.protocol.organisation))
    said = {"text": text, "partner_id": partner_id, "made_on": timezone.localdate(), "made_by": by}
    if same := version.comments.filter(**said).first():
        return same  # a second press of the same button
    comment = Comment.objects.create(of=version, **said)
    _record("protocol.commented", version, by, comment=comment.pk)
    return comment


@transaction.atomic
def answer_comment(comment: Comment, answer: str, seen: str, *, by: User) -> None:
    """What came of it. `seen` is the answer that stood on the page from which this was sent."""
    version = locked(comment.of_id)
    rules.may_write(memberships_of(by), version)
    comment = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    may_be_second(comment.answer, seen)
    comment.answer = answer
    comment.save(update_fields=["answer"])
    _record("protocol.answered", version, by, comment=comment.pk)


@transaction.atomic
def _move(version: Version, to: VersionState, verb: str, by: User, **changes: Any) -> None:
    version = locked(version.pk)
    rules.may_move(memberships_of(by), version, to)
    move(version, to=to, moves=VERSION_MOVES, version=version.version + 1, **changes)
    _record(verb, version, by)


def _record(verb: str, version: Version, by: User, **facts: int) -> None:
    of = f"protocol:{version.protocol_id}"
    record(verb, by=f"user:{by.pk}", of=of, facts={"number": version.number, **facts})
