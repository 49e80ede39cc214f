"""What a partner says of a version."""

from collections.abc import Sequence
from typing import Any

from upstander.protocols.forms.protocol import CommentForm


class SeatCommentForm(CommentForm):
    """Said for one of the partners for whom she speaks, never for nobody."""

    def __init__(self, *args: Any, partners: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, partners=partners, **kwargs)
        field: Any = self.fields["partner"]
        field.choices = [(partner.pk, partner.name) for partner in partners]
        field.required = True
