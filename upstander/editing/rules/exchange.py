"""Who takes words out and brings them back, and who keeps the glossary."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.editing.states import ASKING_ROLES
from upstander.network.interface import Role


def languages_to_exchange(
    mine: Iterable[Any], own: Collection[str], languages: Iterable[str], source: str
) -> list[str]:
    """The languages whose words a person changes: editors all, translators those they translate.

    `own` are the languages of a translator, `languages` those of the site. Never the source.
    """
    roles = {membership.role for membership in mine}
    if roles & ASKING_ROLES:
        return [code for code in languages if code != source]
    if Role.TRANSLATOR in roles:
        return [code for code in languages if code != source and code in own]
    return []


def may_exchange(language: str, hers: Collection[str]) -> None:
    """`hers` as `languages_to_exchange` gives them."""
    if language not in hers:
        raise NotAllowed(_("You do not translate into this language. Ask the hub."))
