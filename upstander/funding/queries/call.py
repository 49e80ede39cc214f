"""Calls as officers of the funder see them: their parts, and what was asked of them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.funding.models import (
    Application,
    Award,
    AwardKind,
    Call,
    Criterion,
    EligibleCost,
    Question,
)
from upstander.funding.queries.conflict import conflicts
from upstander.funding.rules.call import may_manage
from upstander.funding.rules.call_checklist import Whole
from upstander.funding.states import HELD_AWARD_STATES, ApplicationState
from upstander.network.interface import memberships_of, regions

PARTS: dict[str, type[Any]] = {
    "kinds": AwardKind,
    "costs": EligibleCost,
    "questions": Question,
    "criteria": Criterion,
}
READ_STATES = (ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE)
NOTHING = Decimal("0.00")


def is_officer(user: User) -> bool:
    """Whether this person makes calls."""
    return allowed(may_manage, memberships_of(user))


def calls_visible_to(user: User) -> QuerySet[Call]:
    """All calls for officers of the funder, the newest year first; none for others."""
    return Call.objects.all() if is_officer(user) else Call.objects.none()


def calls_with_counts(user: User) -> QuerySet[Call]:
    """The same, each with how many applications were `sent`; of a year, what opens last first."""
    sent = Count("applications", filter=Q(applications__state__in=READ_STATES))
    newest = (
        "-year",
        F("opens_at").desc(nulls_first=True),
        "title",
        "pk",
    )  # counting keeps no order
    return calls_visible_to(user).annotate(sent=sent).order_by(*newest)


def locked(call: Call) -> Call:
    """The call as it is now, so that nobody else changes it until this is over."""
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)


def whole(call: Call) -> Whole:
    """The call with all its parts."""
    return Whole(
        call,
        list(call.kinds.all()),
        list(call.envelopes.select_related("region")),
        list(call.costs.all()),
        list(call.questions.select_related("asked_if")),
        list(call.criteria.all()),
    )


def parts_of(call: Call, section: str) -> list[Any]:
    """The parts of one section in order."""
    return list(PARTS[section]._default_manager.filter(call=call))


class Slice(NamedTuple):
    """A region in a call, in the currency of the call; an empty `ceiling` is none."""

    region: Any
    floor: Decimal
    ceiling: Decimal | None
    asked: Decimal
    awarded: Decimal


def slices(call: Call) -> list[Slice]:
    """Each region with its envelope, what applications ask there, and what was awarded.

    An application belongs to the region of its communities; one in several is shared evenly, to
    the cent, and the first region takes what is left over.
    """
    envelopes = {e.region_id: e for e in call.envelopes.all()}
    asked, awarded = _sums(_asked(call)), _sums(_awarded(call))
    return [
        Slice(
            region,
            envelopes[region.pk].floor if region.pk in envelopes else NOTHING,
            envelopes[region.pk].ceiling if region.pk in envelopes else None,
            asked.get(region.pk, NOTHING),
            awarded.get(region.pk, NOTHING),
        )
        for region in regions()
        if region.pk in envelopes or region.pk in asked or region.pk in awarded
    ]


Shares = Iterator[tuple[Decimal, list[int]]]  # an amount, and the regions of its communities


def _asked(call: Call) -> Shares:
    rows = Application.objects.filter(call=call, state=ApplicationState.SUBMITTED)
    for row in rows.prefetch_related("communities"):
        yield row.asked or NOTHING, [c.region_id for c in row.communities.all()]


def _awarded(call: Call) -> Shares:
    rows = Award.objects.filter(call=call, state__in=HELD_AWARD_STATES)
    for row in rows.prefetch_related("places__community"):
        yield row.amount, [place.community.region_id for place in row.places.all()]


def _sums(shares: Shares) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for amount, places in shares:
        for region, share in _shared(amount, sorted(set(places))):
            found[region] = found.get(region, NOTHING) + share
    return found


def _shared(amount: Decimal, places: list[int]) -> Iterator[tuple[int, Decimal]]:
    if not places:
        return
    each = (amount / len(places)).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    yield places[0], amount - each * (len(places) - 1)
    yield from ((place, each) for place in places[1:])


class Sent(NamedTuple):
    """An application as it stands in the table of a call; `awarded` where it was."""

    application: Application
    communities: list[str]
    regions: list[str]
    partners: int
    awarded: Decimal | None


def sent_to(call: Call, *, but_of: User | None = None) -> list[Sent]:
    """The applications that were sent, by organisation; nobody's drafts.

    Without those to which `but_of` stands in a conflict.
    """
    rows = Application.objects.filter(call=call, state__in=READ_STATES)
    rows = rows.select_related("organisation", "kind", "award").prefetch_related(
        "communities__region", "partners"
    )
    near = conflicts(list(rows), [but_of.pk]) if but_of else frozenset()
    return [_sent(row) for row in rows if not but_of or (but_of.pk, row.pk) not in near]


def _sent(row: Application) -> Sent:
    places = list(row.communities.all())
    award = getattr(row, "award", None)
    return Sent(
        row,
        [place.name for place in places],
        sorted({place.region.name for place in places}),
        sum(partner.state == "confirmed" for partner in row.partners.all()),
        award.amount if award and award.state in HELD_AWARD_STATES else None,
    )
