"""What waits for a person in the library and in training, and what is late."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.panels import Panel, Row, what_waits_first
from upstander.learning.models import Proposal
from upstander.learning.queries.cohort_panel import trainings_panel
from upstander.learning.queries.link import Broken, are_links_checked, broken_links
from upstander.learning.queries.proposal import proposals_visible_to
from upstander.learning.queries.who import is_of_hub, organisations_of
from upstander.learning.states import WRITTEN_STATES, ProposalState

MOST_ROWS = 20


def proposals_panel(user: User, now: datetime) -> Panel | None:
    """Of the hub: what is to be decided. Of a spoke: what it writes, and what came back."""
    is_hub = is_of_hub(user)
    if not is_hub and not organisations_of(user):
        return None
    states = [*WRITTEN_STATES, ProposalState.PROPOSED]
    rows = proposals_visible_to(user).filter(state__in=states)[:MOST_ROWS]
    more = (_("Resources"), reverse("learning:library"))
    title = _("Offered to the library")
    shown = [_row(row, is_hub=is_hub) for row in rows]
    return Panel(title, shown, _("Nothing is here yet."), more)


def _row(proposal: Proposal, *, is_hub: bool) -> Row:
    is_mine = (proposal.state == ProposalState.PROPOSED) == is_hub
    url = reverse("learning:proposal", args=[proposal.pk])
    note = f"{proposal.get_state_display()} · {proposal.organisation}"
    return Row(proposal.title, url, note, is_waiting=is_mine)


def links_panel(user: User, now: datetime) -> Panel | None:
    """Addresses that no longer answer; the hub looks after them."""
    if not is_of_hub(user):
        return None
    rows = [_broken(found) for found in broken_links()]
    answered = _("Every link answered when last checked.")
    empty = answered if are_links_checked() else _("Nothing is here yet.")
    return Panel(_("Links that do not answer"), rows, empty)


def _broken(found: Broken) -> Row:
    first = next((key for kind, key in found.titles if kind == "resource"), "")
    url = reverse("learning:resource", args=[first]) if first else ""
    text = ", ".join(found.titles.values()) or found.link.address
    return Row(text, url, found.link.address, is_waiting=True)


# Each gives None for whom it does not concern. A noun adds its own here.
PANELS: tuple[Callable[[User, datetime], Panel | None], ...] = (
    trainings_panel,
    proposals_panel,
    links_panel,
)


def panels_for(user: User, now: datetime) -> list[Panel]:
    """Those that concern this person, what waits first in each."""
    return what_waits_first(make(user, now) for make in PANELS)
