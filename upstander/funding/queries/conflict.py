"""Who stands too near to which application."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from upstander.accounts.interface import User
from upstander.funding.models import (
    Application,
    Call,
    Collaborator,
    Conflict,
    Declaration,
    Partner,
)
from upstander.funding.states import ApplicationState, PartnerState
from upstander.network.interface import organisations_near

Pairs = frozenset[tuple[int, Any]]  # person and application, by number


class Applicant(NamedTuple):
    """All that a reviewer is shown before she has said whether she is free."""

    application: Application
    organisation: Any
    communities: list[Any]
    partners: list[Any]
    is_known: bool
    has_declared: bool
    has_conflict: bool

    @property
    def is_open(self) -> bool:
        """Whether she has still to say it."""
        return not self.has_conflict and not self.has_declared


def a_year_before(day: date) -> date:
    """The same day of the year before; the last of February where there is none."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def parties_of(applications: Iterable[Application]) -> dict[Any, set[int]]:
    """The applicant and its partners, but for those that declined, of each application."""
    found = {row.pk: {row.organisation_id} for row in applications}
    partners = Partner.objects.filter(application__in=found).exclude(state=PartnerState.DECLINED)
    for application, organisation in partners.values_list("application", "organisation"):
        found[application].add(organisation)
    return found


def known_conflicts(applications: Collection[Application], people: Collection[int]) -> Pairs:
    """What the records show today.

    Members of the applicant or of a partner, also if they left within the last twelve months;
    collaborators; who began, signed or sent it.
    """
    parties, since = parties_of(applications), a_year_before(timezone.localdate())
    near: dict[int, set[int]] = {}
    for user, organisation in organisations_near(people, since):
        near.setdefault(user, set()).add(organisation)
    hands = set(
        Collaborator.objects.filter(application__in=parties).values_list("user", "application")
    )
    for row in applications:
        hands |= {(row.started_by_id, row.pk), (row.signed_by_id or 0, row.pk)}
    return frozenset(
        (user, key)
        for user in people
        for key, organisations in parties.items()
        if near.get(user, set()) & organisations or (user, key) in hands
    )


def conflicts(applications: Collection[Application], people: Collection[int]) -> Pairs:
    """What the records show today, what they showed before, and what people said themselves."""
    parties = parties_of(applications)
    rows = Conflict.objects.filter(user__in=people)
    said = set(rows.values_list("user", "application", "organisation"))
    kept = {
        (user, key)
        for user, application, organisation in said
        for key, organisations in parties.items()
        if application == key or organisation in organisations
    }
    return known_conflicts(applications, people) | kept


def declared(applications: Collection[Application], people: Collection[int]) -> Pairs:
    """Who said of which application that she is free, of all the organisations it has now."""
    parties = parties_of(applications)
    rows = Declaration.objects.filter(user__in=people, application__in=parties)
    return frozenset(
        (row.user_id, row.application_id)
        for row in rows
        if parties[row.application_id] <= set(row.organisations)
    )


def in_review(call: Call) -> list[Application]:
    """The applications of a call that are in the running, by the applicant's name."""
    rows = Application.objects.filter(call=call, state=ApplicationState.SUBMITTED)
    return list(
        rows.select_related("organisation", "call", "kind").order_by("organisation__name", "pk")
    )


def applicants_for(user: User, call: Call) -> list[Applicant]:
    """Organisations, communities and partners, and what she has said of each so far."""
    rows = Application.objects.filter(call=call, state=ApplicationState.SUBMITTED)
    applications = list(
        rows.select_related("organisation").prefetch_related(
            "communities", "partners__organisation"
        )
    )
    mine = [user.pk]
    known = known_conflicts(applications, mine)
    every, free = conflicts(applications, mine), declared(applications, mine)
    return [_applicant(row, (user.pk, row.pk), known, every, free) for row in applications]


def _applicant(
    row: Application, pair: tuple[int, Any], known: Pairs, every: Pairs, free: Pairs
) -> Applicant:
    partners = [p for p in row.partners.all() if p.state != PartnerState.DECLINED]
    return Applicant(
        row,
        row.organisation,
        list(row.communities.all()),
        [partner.organisation for partner in partners],
        pair in known,
        pair in free,
        pair in every,
    )
