"""What an organisation's own desk counted, as evidence of a priority and in its annual summary."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import AnnualSummary, Evidence, Priority
from upstander.action.queries.summary import locked_summary
from upstander.action.rules.priority import may_use_own_number, rounded
from upstander.action.rules.summary import may_change
from upstander.action.states import EvidenceKind
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.network.interface import memberships_of


class OwnNumber(NamedTuple):
    """A count of requests from `first_day` to `last_day`, both of them in it.

    `counted` says of which: `all`, or one answer to one question, such as `wish:record`,
    `origin:phone` or `language:pa`.
    """

    counted: str
    number: int
    first_day: date
    last_day: date


@transaction.atomic
def use_own_number(row: Priority, number: OwnNumber, *, by: User) -> Evidence:
    """A piece of evidence with the figure, its days, and today as the day on which it was taken.

    Fewer than ten is kept as that, never as the number.
    """
    row, today = Priority.objects.select_for_update(no_key=True).get(pk=row.pk), _today()
    may_use_own_number(memberships_of(by), row, number, today)
    counted, count, first_day, last_day = number
    days = {"counted": counted, "first_day": first_day, "last_day": last_day}
    if row.evidence.filter(**days).exists():
        raise NotAllowed(_("This number is there already. Take it out to use it anew."))
    piece = Evidence.objects.create(
        priority=row, kind=EvidenceKind.NUMBERS, words="", day=today, figure=rounded(count), **days
    )
    _record("priority.own_number_used", f"priority:{row.pk}", by, {"kind": piece.kind})
    return piece


@transaction.atomic
def fill_in_summary(summary: AnnualSummary, number: int, *, seen: int, by: User) -> None:
    """Put the desk's number of requests where the summary says how many it counted.

    `seen` is the version whose number she was shown: nothing is written over that she did not see.
    """
    summary = locked_summary(summary.pk)
    may_change(list(memberships_of(by)), summary)
    rows = AnnualSummary.objects.filter(pk=summary.pk, version=seen)
    if rows.update(reports=number, version=seen + 1) != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    _record("summary.filled_in", f"summary:{summary.pk}", by, {"year": summary.year})


def _today() -> date:
    return timezone.localdate()


def _record(verb: str, of: str, by: User, facts: dict[str, object]) -> None:
    record(verb, by=f"user:{by.pk}", of=of, facts=facts)
