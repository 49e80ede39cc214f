"""Cleaned files of a request, sealed in pieces."""

import uuid
from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.core.cleaning.results import Clean
from upstander.core.seal import seal_row
from upstander.support.models import Attachment, AttachmentPart, Case
from upstander.support.queries.keys import Keys, place_of
from upstander.support.rules import may_attach

PIECE_BYTES = 2**20


def store_files(
    case: Case,
    files: Sequence[Clean],
    keys: Keys,
    *,
    by: User | None,
    batch: uuid.UUID | None = None,
) -> None:
    """Seal cleaned files in pieces, within the caller's transaction."""
    batch = batch or uuid.uuid4()
    have = case.attachments.aggregate(last=Max("number"))["last"] or 0
    may_attach(have, len(files))
    for number, file in enumerate(files, start=have + 1):
        attachment = Attachment.objects.create(
            pk=uuid.uuid5(batch, str(number - have)),
            case=case,
            number=number,
            kind=file.kind,
            extension=file.extension,
            by=by,
            added_on=timezone.localdate(),
        )
        _store_pieces(attachment, file.data, keys["story"])


def _store_pieces(attachment: Attachment, data: bytes, key: bytes) -> None:
    for position, start in enumerate(range(0, len(data), PIECE_BYTES)):
        piece = AttachmentPart(attachment=attachment, position=position)
        piece.sealed = seal_row(key, data[start : start + PIECE_BYTES], place_of(piece))
        piece.save(force_insert=True)
