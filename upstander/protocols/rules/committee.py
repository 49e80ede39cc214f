"""Who speaks of a protocol from a seat in the committee."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.protocols.rules.protocol import may_take_part
from upstander.protocols.states import VersionState


def may_speak(version: Any, partner_id: int, heard: Iterable[Any]) -> None:
    """While it is discussed, for one of the partners for whom she is heard."""
    if version.state != VersionState.CONSULTATION:
        raise NotAllowed(_("Comments are taken only while the protocol is in consultation."))
    may_take_part(partner_id, heard)
