"""The three duties of a community, modelled on OARH's: partnership, protocol, annual summary."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from upstander.accounts.interface import User
from upstander.action.models import AnnualSummary
from upstander.action.queries.summary import summaries_visible_to
from upstander.action.rules.summary import may_agree
from upstander.action.states import SummaryState
from upstander.core.errors import refusal
from upstander.network.interface import WRITING_ROLES as WRITING
from upstander.network.interface import (
    Audience,
    audiences_of,
    memberships_of,
    open_spokes,
    releasing_to,
)
from upstander.partnership.interface import partners_visible_to
from upstander.protocols.interface import ProtocolState, Standing, protocols_by_place


class Is(Enum):
    """How a duty stands. Of what is not shown, nothing is said: neither that it is nor is not."""

    MET = "met"
    LATE = "late"
    MISSING = "missing"
    LATER = "later"
    UNSHOWN = "unshown"


class Duty(NamedTuple):
    """One duty: what there is, since when, and the next step with its address ("" for none).

    `who` says who takes the next step, where she may not.
    """

    key: str
    title: Any
    standing: Is
    words: Any
    since: date | None = None
    step: Any = ""
    url: str = ""
    who: Any = ""

    @property
    def is_gap(self) -> bool:
        """Whether something is to be done now."""
        return self.standing in (Is.MISSING, Is.LATE)


class Place(NamedTuple):
    """A community with the spoke that serves it, and its duties as one person may see them."""

    community: Any
    spoke: Any
    is_own: bool
    duties: tuple[Duty, ...]

    @property
    def organisation(self) -> Any:
        """Whoever serves it."""
        return self.spoke.organisation

    @property
    def gaps(self) -> list[Duty]:
        """What is missing or late."""
        return [duty for duty in self.duties if duty.is_gap]

    def duty(self, key: str) -> Duty:
        """The one with this key."""
        return next(duty for duty in self.duties if duty.key == key)


class Known(NamedTuple):
    """What she may see: partners as (organisation, communities, first day), and by number."""

    partners: list[tuple[int, frozenset[int], date]]
    protocols: Mapping[tuple[int, int], ProtocolState]
    summaries: Mapping[int, AnnualSummary]
    mine: list[Any]


def places_visible_to(
    user: User, today: date, key: str = "", *, own_only: bool = False
) -> list[Place]:
    """Communities that her organisations serve, for the hub all; one, where `key` is given.

    A constant number of queries; three where she sees none.
    """
    mine = list(memberships_of(user))
    own = {m.organisation_id for m in mine if m.role in WRITING}
    is_of_hub = Audience.HUB in audiences_of(mine)
    is_for_all = is_of_hub and not own_only
    found = list(open_spokes() if is_for_all else open_spokes().filter(organisation__in=own))
    if not found:
        return []
    known = _known(user, today, mine)
    return [
        _place(spoke, place, spoke.organisation_id in own, known, today)
        for spoke in found
        for place in spoke.communities.all()
        if key in ("", place.key)
    ]


def _known(user: User, today: date, mine: list[Any]) -> Known:
    running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    partners = [
        (row.organisation_id, frozenset(place.pk for place in row.communities.all()), row.starts_on)
        for row in partners_visible_to(user).filter(running)
    ]
    summaries = summaries_visible_to(user).filter(year=today.year - 1)
    return Known(
        partners,
        protocols_by_place(user, today),
        {row.organisation_id: row for row in summaries},
        mine,
    )


def _place(spoke: Any, community: Any, is_own: bool, known: Known, today: date) -> Place:
    duties = (
        _partnership(spoke.organisation, community, known),
        _protocol(spoke.organisation, community, known),
        _summary(spoke, known, today),
    )
    if not is_own:
        is_closed = spoke.organisation.is_indigenous_governed
        duties = tuple(_from_outside(duty, is_closed) for duty in duties)  # type: ignore[assignment]
    return Place(community, spoke, is_own, duties)


def _from_outside(duty: Duty, is_closed: bool) -> Duty:
    """As others see it: the next step is not theirs, and what is not shown is not missing."""
    if is_closed and duty.standing is not Is.MET and duty.standing is not Is.LATE:
        return Duty(duty.key, duty.title, Is.UNSHOWN, Standing.UNSHOWN.label)
    return duty._replace(step="", url="", who="")


def _partnership(organisation: Any, community: Any, known: Known) -> Duty:
    here = [
        starts_on
        for holder, places, starts_on in known.partners
        if holder == organisation.pk and (not places or community.pk in places)
    ]
    title, url = _("Partnership"), reverse("partnership:organisation", args=[organisation.pk])
    if not here:
        words, step = _("There is no partner yet."), _("Add a partner")
        return Duty("partnership", title, Is.MISSING, words, None, step, url)
    words = ngettext("%(number)s partner", "%(number)s partners", len(here))
    return Duty("partnership", title, Is.MET, words % {"number": len(here)}, min(here), "", url)


# What follows for whoever keeps the protocol.
NEXT_STEPS: dict[str, tuple[str, Any]] = {
    Standing.NONE: ("protocols:protocol-new", gettext_lazy("Start a protocol")),
    Standing.WRITTEN: ("protocols:protocols", gettext_lazy("Go on with the protocol")),
    Standing.SIGNED: ("protocols:protocols", gettext_lazy("Go on with the protocol")),
    Standing.LATE: ("protocols:protocols", gettext_lazy("Review the protocol")),
}


def _protocol(organisation: Any, community: Any, known: Known) -> Duty:
    found = known.protocols.get((organisation.pk, community.pk), ProtocolState(Standing.NONE))
    holds = {Standing.IN_FORCE: Is.MET, Standing.LATE: Is.LATE}
    name, step = NEXT_STEPS.get(found.standing, ("protocols:protocols", ""))
    return Duty(
        "protocol",
        _("Agreed protocol"),
        holds.get(found.standing, Is.MISSING),
        found.standing.label,
        found.since,
        step,
        reverse(name),
    )


def _summary(spoke: Any, known: Known, today: date) -> Duty:
    year, found = today.year - 1, known.summaries.get(spoke.organisation_id)
    title = _("Annual summary of %(year)s") % {"year": year}
    if found is not None:
        url = reverse("action:summary", args=[found.pk])
        if found.state == SummaryState.AGREED:
            words = found.get_state_display()
            return Duty("summary", title, Is.MET, words, found.agreed_on, "", url)
        words, who = found.get_state_display(), refusal(may_agree, known.mine, found, today)
        step = "" if who else _("Read it and agree it")
        return Duty("summary", title, Is.MISSING, words, None, step, url, who)
    if spoke.starts_on.year > year:
        day = date_format(spoke.starts_on, "DATE_FORMAT")
        words = _("Not asked for: the work began on %(day)s.") % {"day": day}
        return Duty("summary", title, Is.LATER, words)
    url = reverse("action:summary-new", args=[spoke.organisation_id])
    words, step = _("There is no summary yet."), _("Write a summary")
    return Duty("summary", title, Is.MISSING, words, None, step, url)


class Told(NamedTuple):
    """A spoke with its communities, and how its summary of the last year stands for a reader.

    `has_papers` says that there is something to read in its plan and its report.
    """

    spoke: Any
    communities: Sequence[Any]
    duty: Duty
    has_papers: bool


def summaries_of_spokes(user: User, today: date) -> list[Told]:
    """For hub and funder, by region and name; nothing for anyone else. Constant queries.

    The address of a summary is there where she may read it.
    """
    mine = list(memberships_of(user))
    audiences = audiences_of(mine)
    if not audiences:
        return []
    own = {m.organisation_id for m in mine if m.role in WRITING}
    rows = summaries_visible_to(user).filter(year=today.year - 1)
    known = Known([], {}, {row.organisation_id: row for row in rows}, mine)
    open_to_her = {pk for audience in audiences for pk in releasing_to(audience)}
    spokes = open_spokes().order_by("region__position", "organisation__name", "pk")
    return [
        Told(
            spoke,
            list(spoke.communities.all()),
            _told(spoke, known, today, spoke.organisation_id in own),
            not spoke.organisation.is_indigenous_governed or spoke.organisation_id in open_to_her,
        )
        for spoke in spokes
    ]


def _told(spoke: Any, known: Known, today: date, is_own: bool) -> Duty:
    duty = _summary(spoke, known, today)
    if is_own:
        return duty
    found = known.summaries.get(spoke.organisation_id)
    url = reverse("action:summary", args=[found.pk]) if found else ""
    return _from_outside(duty, spoke.organisation.is_indigenous_governed)._replace(url=url)
