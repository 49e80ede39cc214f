"""Awards: what stands around one, and who may see which."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from upstander.funding.models import Amendment, Application, Award, AwardCommunity, Call
from upstander.funding.rules.amendment import Now, final_day
from upstander.funding.rules.award import Around
from upstander.funding.rules.ceilings import ceiling
from upstander.funding.rules.report import Books, Task, before_closing
from upstander.funding.states import (
    HELD_AWARD_STATES,
    OPEN_REPORT_STATES,
    AmendmentState,
    InstalmentState,
    ReportKind,
    ReportState,
)
from upstander.network.interface import WRITING_ROLES, is_officer, memberships_of


def awards_visible_to(user: Any) -> QuerySet[Award]:
    """All for officers of the funder; for others, those of the organisations they work in."""
    mine = list(memberships_of(user))
    rows = Award.objects.select_related("call", "organisation", "kind", "application")
    if is_officer(mine):
        return rows
    return rows.filter(
        organisation__in={m.organisation_id for m in mine if m.role in WRITING_ROLES}
    )


def awarded(call: Call, region_id: int | None = None) -> Decimal:
    """The sum of the awards of a call that hold, in one region or in all.

    The communities of an award are all in one region.
    """
    rows = Award.objects.filter(call=call, state__in=HELD_AWARD_STATES)
    if region_id is not None:
        here = AwardCommunity.objects.filter(community__region=region_id)
        rows = rows.filter(pk__in=here.values("award"))
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def around_application(application: Application, communities: Sequence[Any]) -> Around:
    """What stands around an amount for an application."""
    call, region = application.call, communities[0].region_id if communities else None
    taken = AwardCommunity.objects.filter(
        year=call.year, is_held=True, community__in=communities
    ).select_related("community")
    held = Award.objects.filter(
        organisation=application.organisation_id, year=call.year, state__in=HELD_AWARD_STATES
    )
    return Around(
        call=call,
        awarded=awarded(call),
        awarded_here=awarded(call, region) if region else Decimal(0),
        envelope=call.envelopes.select_related("region").filter(region=region).first(),
        ceiling=_ceiling(application.kind, len(communities)),
        taken=[row.community.name for row in taken],
        has_award=held.exists(),
    )


def around_award(award: Award) -> Around:
    """What stands around a change of an award's amount; the award itself counts as awarded."""
    places = [row.community for row in award.places.select_related("community")]
    region = places[0].region_id if places else None
    call = award.call
    return Around(
        call=call,
        awarded=awarded(call),
        awarded_here=awarded(call, region) if region else Decimal(0),
        envelope=call.envelopes.select_related("region").filter(region=region).first(),
        ceiling=_ceiling(award.kind, len(places)),
    )


def _ceiling(kind: Any, communities: int) -> Decimal | None:
    return ceiling(kind, communities) if kind else None


def locked_award(pk: int) -> Award:
    """The award as it is now, its call and itself held until the end of the transaction.

    The call first: whoever changes how much a call awards waits there for the others.
    """
    call = Call.objects.select_for_update(no_key=True).get(awards=pk)
    rows = Award.objects.select_for_update(no_key=True, of=("self",))
    award = rows.select_related("organisation", "kind", "application").get(pk=pk)
    award.call = call
    return award


def accepted_kinds(award: Award) -> set[str]:
    """The kinds of its reports that are accepted."""
    rows = award.reports.filter(state=ReportState.ACCEPTED)
    return set(rows.values_list("kind", flat=True))


def books_of(award: Award) -> Books:
    """The sums of an award, from its rows."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    counting = award.instalments.exclude(state=InstalmentState.CANCELLED)
    for state, amount in counting.values_list("state", "amount"):
        sums[state] += amount
    final = award.reports.filter(kind=ReportKind.FINAL, state=ReportState.ACCEPTED).first()
    agreed = award.amendments.filter(state=AmendmentState.AGREED)
    return Books(
        amount=award.amount,
        instalments=sum(sums.values(), Decimal(0)),
        planned=sums[InstalmentState.PLANNED],
        paid=sums[InstalmentState.PAID],
        spent=_sum(final.lines, "spent") if final else None,
        returned=_sum(award.returns, "amount"),
        carried=_sum(agreed, "carried"),
    )


def now_of(award: Award) -> Now:
    """How an award stands when it is to be changed."""
    books = books_of(award)
    reports = {report.kind: report for report in award.reports.all()}
    interim, final = reports.get(ReportKind.INTERIM), reports.get(ReportKind.FINAL)
    is_open = interim is not None and interim.state in OPEN_REPORT_STATES
    return Now(
        planned=books.planned,
        left=books.left,
        is_reported=final is not None and final.state not in OPEN_REPORT_STATES,
        interim_due_on=interim.due_on if interim and is_open else None,
        final_due_on=final.due_on if final else None,
    )


def report_day_with(award: Award, amendment: Amendment) -> date | None:
    """When the final report is due if this change is agreed to; None where that stays as it is."""
    days = award.reports.filter(kind=ReportKind.FINAL).values_list("due_on", flat=True)
    return final_day(award, amendment.new_end, days.first()) if amendment.new_end else None


def tasks_of(award: Award) -> list[Task]:
    """What must be so before it is closed."""
    return before_closing(
        books_of(award),
        award.reports.all(),
        set(award.instalments.values_list("state", flat=True)),
        waits=award.amendments.filter(state=AmendmentState.PROPOSED).exists(),
        currency=award.call.currency,
    )


def _sum(rows: Any, field: str) -> Decimal:
    return rows.aggregate(sum=Sum(field))["sum"] or Decimal(0)
