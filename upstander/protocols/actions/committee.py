"""A partner says what she thinks of a version, from her own account."""

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.protocols.models import Comment, Version
from upstander.protocols.queries.committee import partners_heard
from upstander.protocols.queries.protocol import locked
from upstander.protocols.rules.committee import may_speak


@transaction.atomic
def comment_from_seat(version: Version, text: str, partner_id: int, *, by: User) -> Comment:
    """Said for a partner for whom she speaks. NotAllowed for another, or outside consultation."""
    version = locked(version.pk)
    may_speak(version, partner_id, partners_heard(by, version.protocol.organisation))
    said = {"text": text, "partner_id": partner_id, "made_on": timezone.localdate(), "made_by": by}
    if same := version.comments.filter(**said).first():
        return same  # a second press of the same button
    comment = Comment.objects.create(of=version, **said)
    facts, of = {"number": version.number, "comment": comment.pk}, f"protocol:{version.protocol_id}"
    record("protocol.commented", by=f"user:{by.pk}", of=of, facts=facts)
    return comment
