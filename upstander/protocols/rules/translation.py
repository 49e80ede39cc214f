"""Who may word a version in another language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.core.languages import table
from upstander.network.interface import writes_for
from upstander.protocols.states import VersionState

OVER = (VersionState.SUPERSEDED, VersionState.WITHDRAWN)


def may_translate(mine: Iterable[Any], version: Any, language: str) -> None:
    """People of the organisation, while the version is alive, into another language."""
    if not writes_for(mine, version.protocol.organisation_id):
        raise NotAllowed(_("Only people of the organisation that keeps it can do this."))
    if version.state in OVER:
        raise NotAllowed(_("This cannot be done with the protocol as it is now."))
    if language == version.source_language or language not in table():
        raise NotAllowed(_("Choose another language."))
