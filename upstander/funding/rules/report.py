"""When a report may be written, sent and accepted; when an award may be closed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from upstander.core.errors import NotAllowed
from upstander.funding.rules.award import CENT, may_manage, may_sign, may_write, must_run, said
from upstander.funding.states import (
    OPEN_REPORT_STATES,
    REPORT_MOVES,
    InstalmentState,
    ReportKind,
    ReportState,
)

LONGEST_TEXT = 10_000
BEFORE, AFTER = timedelta(days=14), timedelta(days=7)


def may_edit_report(mine: Iterable[Any], report: Any, award: Any) -> None:
    """People of the organisation, until it is sent and when it was sent back."""
    must_run(award)
    if report.state not in OPEN_REPORT_STATES:
        raise NotAllowed(_("This report is sent. It can be changed if it is sent back to you."))
    may_write(mine, award)


def may_submit_report(mine: Sequence[Any], report: Any, award: Any) -> None:
    """A coordinator of the organisation."""
    may_edit_report(mine, report, award)
    may_sign(mine, award)


def is_complete(activities: str, outcomes: str, lines: Sequence[Any]) -> None:
    """Words for both questions, an amount for each line, and a note where more was spent."""
    if not activities.strip() or not outcomes.strip():
        raise NotAllowed(_("Write what you did and what is different now."))
    if any(line.spent is None for line in lines):
        raise NotAllowed(_("Write what you spent on each line, also where it is 0."))
    if any(line.spent > line.planned and not line.note.strip() for line in lines):
        raise NotAllowed(_("Where you spent more than planned, write why."))


def with_pieces(typed: str, pieces: Iterable[Sequence[str]]) -> str:
    """What was typed, and below it the lines of each piece that are not there yet and have room.

    The first line of a piece is its heading: it comes with what is new below it.
    """
    found = typed
    for heading, *lines in pieces:
        for new in [line for line in lines if line not in typed.replace("\r\n", "\n")]:
            begins = "" if heading in found else f"{heading}\n"
            gap = "\n" if not begins else "\n\n"
            longer = f"{found.rstrip()}{gap if found.strip() else ''}{begins}{new}"
            # A browser sends each end of a line as two letters.
            if len(longer.replace("\r\n", "\n").replace("\n", "\r\n")) <= LONGEST_TEXT:
                found = longer
    return found


def may_settle_report(mine: Sequence[Any], report: Any, award: Any, to: ReportState) -> None:
    """An officer accepts a report, or sends it back."""
    if to not in REPORT_MOVES[report.state]:
        raise NotAllowed(_("This has already been dealt with. Reload the page to see it now."))
    must_run(award)
    may_manage(mine, award)


def moment(due_on: date, today: date) -> str | None:
    """Which reminder of a report is the one for today; None while it is early."""
    if today >= due_on + AFTER:
        return "after"
    if today >= due_on:
        return "on"
    return "before" if today >= due_on - BEFORE else None


class Books(NamedTuple):
    """The sums of an award. Amounts in the currency of the call.

    `instalments` is the sum of those that are not cancelled; `spent` is of the final report, and
    None until it is accepted.
    """

    amount: Decimal
    instalments: Decimal
    planned: Decimal
    paid: Decimal
    spent: Decimal | None
    returned: Decimal
    carried: Decimal

    @property
    def left(self) -> Decimal | None:
        """What was paid, not spent, and neither returned nor kept by agreement; from 0."""
        if self.spent is None:
            return None
        return max(self.paid - self.spent, Decimal(0)) - self.returned - self.carried


class Task(NamedTuple):
    """Something that must be so before an award is closed, and whether it is."""

    sentence: str
    is_done: bool


def before_closing(
    books: Books, reports: Iterable[Any], states: Collection[str], *, waits: bool, currency: str
) -> list[Task]:
    """All that must be so. `states` are those of the instalments; `waits` says of an amendment."""
    reports, left = list(reports), books.left
    is_final = any(r.kind == ReportKind.FINAL and r.state == ReportState.ACCEPTED for r in reports)
    is_all = is_final and all(r.state == ReportState.ACCEPTED for r in reports)
    open_states = {InstalmentState.PLANNED, InstalmentState.APPROVED}
    is_paid = not open_states & set(states) and books.paid == books.amount == books.instalments
    unspent = _("Unspent money is returned, or kept by an agreed change.")
    if left:
        unspent += " " + _("%(left)s is open.") % {"left": said(left, currency)}
    return [
        Task(_("All reports are accepted."), is_all),
        Task(_("Every instalment is paid."), is_paid),
        Task(unspent, left is not None and left == 0),
        Task(_("No change waits for an answer."), not waits),
    ]


def may_close(mine: Sequence[Any], award: Any, tasks: Iterable[Task]) -> None:
    """An officer, when everything is done."""
    must_run(award)
    may_manage(mine, award)
    for task in tasks:
        if not task.is_done:
            raise NotAllowed(_("This is still open: %(task)s") % {"task": task.sentence})


def may_return(mine: Sequence[Any], award: Any, books: Books) -> None:
    """An officer, once it is known that something was not spent."""
    must_run(award)
    may_manage(mine, award)
    if not books.left:
        raise NotAllowed(_("Nothing is left unspent that an accepted final report knows of."))


def is_return(
    amount: Decimal, returned_on: date, left: Decimal, currency: str, today: date
) -> None:
    """What came back is at most what is left, and came until today."""
    if amount <= 0 or amount != amount.quantize(CENT):
        raise NotAllowed(_("Write an amount above zero, to the cent."))
    if amount > left:
        raise NotAllowed(_("Only %(left)s is left unspent.") % {"left": said(left, currency)})
    if returned_on > today:
        raise NotAllowed(_("Choose a day until today."))
