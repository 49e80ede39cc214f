"""What a resource must have before anyone is shown it."""

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.learning.states import ResourceKind


def may_stand(kind: str | None, address: str | None, transcript: str | None) -> None:
    """A video leads somewhere, and who cannot hear it reads it."""
    if kind != ResourceKind.VIDEO:
        return
    if not address:
        raise NotAllowed(_("Say where the video is: write its web address."))
    if not (transcript or "").strip():
        raise NotAllowed(
            _("A video needs a transcript: every word that is said, and what one sees.")
        )
