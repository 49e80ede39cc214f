"""Reports are asked for, written, sent, sent back and accepted; an award is closed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.funding.actions.award import note
from upstander.funding.models import Agreement, Award, Reminder, Report, ReportLine, Return
from upstander.funding.queries.award import books_of, locked_award, tasks_of
from upstander.funding.queries.project_lines import lines_of
from upstander.funding.rules.report import (
    is_complete,
    is_return,
    may_close,
    may_edit_report,
    may_return,
    may_settle_report,
    may_submit_report,
    moment,
)
from upstander.funding.states import (
    AWARD_MOVES,
    OPEN_REPORT_STATES,
    REPORT_MOVES,
    AwardState,
    ReportKind,
    ReportState,
)
from upstander.funding.tasks.award import alert_organisation
from upstander.network.interface import memberships_of


class Words(NamedTuple):
    """What a report says. `spent` is an amount or None, and a note, by the number of the line.

    `seen` is the version that the page was drawn from.
    """

    activities: str
    outcomes: str
    spent: Mapping[int, tuple[Decimal | None, str]]
    seen: int


def ask_for_reports(award: Award, agreement: Agreement) -> None:
    """The reports that the agreement names, with a line for each kind of cost of the budget."""
    lines = lines_of(award)
    days = {
        ReportKind.INTERIM: agreement.interim_due_on,
        ReportKind.FINAL: agreement.final_due_on,
    }
    for kind, due_on in days.items():
        if due_on:
            report = Report.objects.create(award=award, kind=kind, due_on=due_on)
            ReportLine.objects.bulk_create(
                ReportLine(report=report, cost=line.cost, planned=line.planned) for line in lines
            )


@transaction.atomic
def save_report(report: Report, words: Words, *, by: User) -> None:
    """Keep what is written so far. Nobody writes over what was saved meanwhile."""
    award = locked_award(report.award_id)
    report.refresh_from_db()
    may_edit_report(list(memberships_of(by)), report, award)
    _save(report, words)
    note("report.saved", award, by, report=report.kind)


@transaction.atomic
def submit_report(report: Report, words: Words, *, by: User) -> None:
    """Keep it and send it, signed by a coordinator."""
    award = locked_award(report.award_id)
    report.refresh_from_db()
    may_submit_report(list(memberships_of(by)), report, award)
    _save(report, words)
    is_complete(words.activities, words.outcomes, list(report.lines.all()))
    sent: dict[str, Any] = {"submitted_by": by, "submitted_at": timezone.now()}
    move(report, to=ReportState.SUBMITTED, moves=REPORT_MOVES, **sent)
    note("report.submitted", award, by, report=report.kind)


def _save(report: Report, words: Words) -> None:
    changes = {
        "activities": words.activities,
        "outcomes": words.outcomes,
        "version": words.seen + 1,
        "saved_at": timezone.now(),
    }
    if Report.objects.filter(pk=report.pk, version=words.seen).update(**changes) != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    report.version = words.seen + 1
    for line in report.lines.all():
        if line.pk in words.spent:
            spent, said = words.spent[line.pk]
            ReportLine.objects.filter(pk=line.pk).update(spent=spent, note=said)


@transaction.atomic
def accept_report(report: Report, *, by: User) -> None:
    """An officer has read it, and it is good."""
    award = _settled(report, ReportState.ACCEPTED, by=by)
    done: dict[str, Any] = {"accepted_by": by, "accepted_at": timezone.now(), "remark": ""}
    move(report, to=ReportState.ACCEPTED, moves=REPORT_MOVES, **done)
    note("report.accepted", award, by, report=report.kind)


@transaction.atomic
def return_report(report: Report, remark: str, *, by: User) -> None:
    """An officer sends it back, and says what is missing."""
    award = _settled(report, ReportState.RETURNED, by=by)
    if not remark.strip():
        raise NotAllowed(_("Write what is missing."))
    move(report, to=ReportState.RETURNED, moves=REPORT_MOVES, remark=remark.strip())
    note("report.returned", award, by, report=report.kind)
    alert_organisation.enqueue(award.reference)


def _settled(report: Report, to: ReportState, *, by: User) -> Award:
    award = locked_award(report.award_id)
    report.refresh_from_db()
    may_settle_report(list(memberships_of(by)), report, award, to)
    return award


@transaction.atomic
def record_return(award: Award, amount: Decimal, returned_on: date, *, seen: int, by: User) -> None:
    """Unspent money came back. `seen` is how many returns the page showed."""
    award = locked_award(award.pk)
    books = books_of(award)
    if award.returns.count() != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    may_return(list(memberships_of(by)), award, books)
    left, today = books.left or Decimal(0), timezone.localdate()
    is_return(amount, returned_on, left, award.call.currency, today)
    Return.objects.create(
        award=award,
        amount=amount,
        returned_on=returned_on,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    note("award.money_returned", award, by, amount=str(amount))


@transaction.atomic
def close_award(award: Award, *, by: User) -> None:
    """Everything is reported, paid and accounted for."""
    award = locked_award(award.pk)
    may_close(list(memberships_of(by)), award, tasks_of(award))
    move(award, to=AwardState.CLOSED, moves=AWARD_MOVES, changed_on=timezone.localdate())
    note("award.closed", award, by)


def keep_reminders(now: datetime) -> int:
    """The reminders that are due at a moment; a day begins in the time zone of the installation."""
    return send_reminders(timezone.localdate(now))


def send_reminders(today: date) -> int:
    """Remind of reports two weeks before, on and a week after the day; once each. How many went."""
    waiting = Report.objects.filter(state__in=OPEN_REPORT_STATES, award__state=AwardState.ACCEPTED)
    return sum(_remind(report, today) for report in waiting.select_related("award"))


def _remind(report: Report, today: date) -> bool:
    when = moment(report.due_on, today)
    if when is None:
        return False
    with transaction.atomic():
        _reminder, is_new = Reminder.objects.get_or_create(
            report=report, moment=when, due_on=report.due_on, defaults={"sent_on": today}
        )
        if is_new:
            alert_organisation.enqueue(report.award.reference)
    return is_new
