"""Instalments of a period, and what waits about awards on the home of funding."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.funding.models import Agreement, Amendment, Award, Instalment, Report
from upstander.funding.queries.award import awards_visible_to
from upstander.funding.queries.panels import Panel, Row
from upstander.funding.rules.award import said
from upstander.funding.rules.instalment import holds
from upstander.funding.states import (
    OPEN_REPORT_STATES,
    AgreementState,
    AmendmentState,
    AwardState,
    InstalmentState,
    ReportState,
)
from upstander.network.interface import SIGNING_ROLES, WRITING_ROLES, is_officer, memberships_of


def instalments_between(since: date | None, until: date | None, state: str) -> QuerySet[Instalment]:
    """By the day that each was paid, or is due where it is not paid; both days count."""
    rows = Instalment.objects.annotate(day=Coalesce("paid_on", "due_on"))
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    rows = rows.filter(state=state) if state else rows.exclude(state=InstalmentState.CANCELLED)
    return rows.select_related(
        "award__organisation", "award__call", "approved_by", "paid_by"
    ).order_by("day", "award__reference", "number", "pk")


def officer_awards_panel(user: User, now: datetime) -> Panel | None:
    """For officers: agreements to send, reports, instalments, and who has not answered yet.

    Of each kind, what is due first leads.
    """
    if not is_officer(memberships_of(user)):
        return None
    own = {m.organisation_id for m in memberships_of(user)}
    awards = Award.objects.exclude(organisation__in=own).select_related("organisation", "call")
    return Panel(
        _("Awards"),
        [*_to_send(awards), *_to_read(awards), *_to_pay(awards, user), *_unanswered(awards)],
        _("No award waits for you."),
        (_("All awards"), reverse("funding:awards")),
    )


def _to_send(awards: QuerySet[Award]) -> list[Row]:
    sent = Agreement.objects.filter(award=OuterRef("pk"), state=AgreementState.OFFERED)
    rows = awards.filter(~Exists(sent), state=AwardState.OFFERED)
    return [_row(award, _("Send the agreement")) for award in rows]


def _unanswered(awards: QuerySet[Award]) -> list[Row]:
    """Offers on which the organisation has still to say a word."""
    sent = Agreement.objects.filter(award=OuterRef("pk"), state=AgreementState.OFFERED)
    rows = awards.filter(Exists(sent), state=AwardState.OFFERED)
    return [_row(award, str(AgreementState.OFFERED.label), is_waiting=False) for award in rows]


def _to_read(awards: QuerySet[Award]) -> list[Row]:
    rows = Report.objects.filter(award__in=awards, state=ReportState.SUBMITTED)
    return [
        _row(row.award, _("%(report)s: read it") % {"report": row.get_kind_display()})
        for row in rows.select_related("award__organisation")
    ]


def _to_pay(awards: QuerySet[Award], user: User) -> list[Row]:
    running = Instalment.objects.filter(award__in=awards, award__state=AwardState.ACCEPTED)
    rows = running.filter(
        Q(state=InstalmentState.PLANNED)
        | (Q(state=InstalmentState.APPROVED) & ~Q(approved_by=user))
    ).select_related("award__organisation")
    accepted: dict[int, set[str]] = defaultdict(set)
    reports = Report.objects.filter(award__in=awards, state=ReportState.ACCEPTED)
    for award, kind in reports.values_list("award", "kind"):
        accepted[award].add(kind)
    ordered = rows.order_by("due_on", "award__reference", "number", "pk")
    return [_instalment_row(row) for row in ordered if _may_go_on(row, accepted[row.award_id])]


def _may_go_on(row: Instalment, accepted: Collection[str]) -> bool:
    if row.state == InstalmentState.APPROVED:
        return True
    return holds(row.paid_after, row.award, accepted)


def _instalment_row(row: Instalment) -> Row:
    words = {"number": row.number, "day": date_format(row.due_on, "DATE_FORMAT")}
    is_planned = row.state == InstalmentState.PLANNED
    text = (
        _("Instalment %(number)s, due on %(day)s: approve it")
        if is_planned
        else _("Instalment %(number)s, due on %(day)s: pay it")
    )
    return _row(row.award, text % words, is_late=row.due_on < timezone.localdate())


def organisation_awards_panel(user: User, now: datetime) -> Panel | None:
    """For organisations: what is offered, what to sign, reports to write, what is late."""
    mine = list(memberships_of(user))
    here = {m.organisation_id for m in mine if m.role in WRITING_ROLES}
    signs = {m.organisation_id for m in mine if m.role in SIGNING_ROLES}
    awards = awards_visible_to(user).filter(organisation__in=here)
    awards = awards.exclude(state=AwardState.RECORDED)
    if not here or not awards.exists():
        return None
    return Panel(
        _("Our awards"),
        [
            *_to_sign(awards.filter(organisation__in=signs)),
            *_offered(awards, signs),
            *_to_write(awards),
        ],
        _("No award waits for you."),
        (_("All our awards"), reverse("funding:awards")),
    )


def _to_sign(awards: QuerySet[Award]) -> list[Row]:
    sent = Agreement.objects.filter(award=OuterRef("pk"), state=AgreementState.OFFERED)
    offered = awards.filter(Exists(sent), state=AwardState.OFFERED)
    changes = Amendment.objects.filter(award__in=awards, state=AmendmentState.PROPOSED)
    changed = [row.award for row in changes.select_related("award__organisation")]
    return [
        *(_row(award, _("Read the agreement and answer")) for award in offered),
        *(_row(award, _("Answer to a proposed change")) for award in changed),
    ]


def _offered(awards: QuerySet[Award], signs: set[int]) -> list[Row]:
    """Awards that she is told of: the agreement is still to come, or someone else signs it."""
    sent = Agreement.objects.filter(award=OuterRef("pk"), state=AgreementState.OFFERED)
    rows = awards.filter(state=AwardState.OFFERED).annotate(is_sent=Exists(sent))
    return [
        _row(award, award.get_state_display() if award.is_sent else _news(award), is_waiting=False)
        for award in rows
        if not (award.is_sent and award.organisation_id in signs)
    ]


def _news(award: Award) -> str:
    amount = said(award.amount, award.call.currency)
    return _("%(amount)s is offered to you. The funder sends the agreement.") % {"amount": amount}


def _to_write(awards: QuerySet[Award]) -> list[Row]:
    rows = Report.objects.filter(
        award__in=awards, award__state=AwardState.ACCEPTED, state__in=OPEN_REPORT_STATES
    ).select_related("award__organisation")
    return [
        _row(
            row.award,
            _("%(report)s, due on %(day)s")
            % {"report": row.get_kind_display(), "day": date_format(row.due_on, "DATE_FORMAT")},
            is_late=row.due_on < timezone.localdate(),
        )
        for row in rows
    ]


def _row(award: Any, what: str, *, is_late: bool = False, is_waiting: bool = True) -> Row:
    return Row(
        text=f"{award.organisation} · {award.reference}",
        url=reverse("funding:award", args=[award.reference]),
        note=what,
        is_late=is_late,
        is_waiting=is_waiting,
    )
