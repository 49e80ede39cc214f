"""What may happen to what a spoke offers to the library."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.learning.rules.resource import may_stand
from upstander.learning.states import WRITTEN_STATES, Licence, ProposalState, ResourceKind
from upstander.network.interface import writes_for

# Of these, what is made from them must keep the same licence.
KEEPING = (Licence.CC_BY_SA, Licence.CC_BY_NC)


def may_write(mine: Iterable[Any], proposal: Any) -> None:
    """Whoever writes for the organisation, until it is with the hub."""
    if not writes_for(mine, proposal.organisation_id):
        raise NotAllowed(_("Only people of the organisation that wrote this can change it."))
    if proposal.state not in WRITTEN_STATES:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_propose(mine: Iterable[Any], proposal: Any) -> None:
    """Once it would stand in the library as it is."""
    may_write(mine, proposal)
    may_stand(proposal.kind, proposal.address, proposal.transcript)


def may_withdraw(mine: Iterable[Any], proposal: Any) -> None:
    """Until the hub has taken it."""
    if not writes_for(mine, proposal.organisation_id):
        raise NotAllowed(_("Only people of the organisation that wrote this can change it."))
    if proposal.state not in (*WRITTEN_STATES, ProposalState.PROPOSED):
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def may_decide(is_hub: bool, proposal: Any) -> None:
    """The hub, about what is proposed."""
    if not is_hub:
        raise NotAllowed(_("Only the hub can change the library."))
    if proposal.state != ProposalState.PROPOSED:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))


def has_words(answer: str) -> None:
    """Nothing is sent back without saying why."""
    if not answer.strip():
        raise NotAllowed(_("Write what should be changed, in kind words."))


def may_adapt(resource: Any) -> None:
    """What is only shown with permission is not ours to change, and a list is not a text."""
    if resource.licence == Licence.BY_PERMISSION:
        raise NotAllowed(_("This is shown with permission only. Ask its makers to adapt it."))
    if resource.kind == ResourceKind.COLLECTION:
        raise NotAllowed(_("A collection only lists others. Adapt one of these."))


def keeps_licence(original: str, own: str) -> None:
    """Some licences ask that what is made from it has the same."""
    if original in KEEPING and own != original:
        text = _("The original asks that you keep its licence: %(name)s.")
        raise NotAllowed(text % {"name": Licence(original).label})


def may_keep_library(is_hub: bool) -> None:
    """Files and links are the hub's to look after."""
    if not is_hub:
        raise NotAllowed(_("Only the hub can change the library."))


def is_as_seen(proposal: Any, seen: int | None) -> None:
    """What the hub decides about is what it has read; it may have been written anew meanwhile."""
    if proposal.version != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
