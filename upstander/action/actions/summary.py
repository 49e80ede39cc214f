"""The summary of a year is written, changed and agreed."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.action.models import AnnualSummary
from upstander.action.queries.summary import locked_summary
from upstander.action.rules.summary import is_year, may_agree, may_change, may_write
from upstander.action.states import SUMMARY_MOVES, SummaryState
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.core.moves import move
from upstander.network.interface import memberships_of


def write_summary(organisation: Any, values: Mapping[str, Any], *, by: User) -> AnnualSummary:
    """A draft for a year that has none. `values`: `year`, `words`, `reports` (None: not said)."""
    may_write(list(memberships_of(by)), organisation.pk)
    is_year(values["year"], timezone.localdate())
    try:
        with transaction.atomic():
            summary = AnnualSummary.objects.create(organisation=organisation, **values)
            _record("summary.written", summary, by)
    except IntegrityError:
        raise NotAllowed(
            _("There is a summary of this year. Open it from the list and change it there.")
        ) from None
    return summary


@transaction.atomic
def change_summary(
    summary: AnnualSummary, values: Mapping[str, Any], *, seen: int, by: User
) -> None:
    """Other words or another number; the year stays. `seen` is the version of her page."""
    summary = locked_summary(summary.pk)
    may_change(list(memberships_of(by)), summary)
    rows = AnnualSummary.objects.filter(pk=summary.pk, version=seen)
    changes = {name: values[name] for name in ("words", "reports")}
    if rows.update(**changes, version=seen + 1) != 1:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    _record("summary.changed", summary, by)


@transaction.atomic
def agree_summary(summary: AnnualSummary, *, seen: int, by: User) -> None:
    """From now on it stays as it is. `seen` is the version that she read."""
    summary, today = locked_summary(summary.pk), timezone.localdate()
    may_agree(list(memberships_of(by)), summary, today)
    if summary.version != seen:
        raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))
    move(summary, to=SummaryState.AGREED, moves=SUMMARY_MOVES, agreed_on=today, agreed_by=by)
    _record("summary.agreed", summary, by)


def _record(verb: str, summary: AnnualSummary, by: User) -> None:
    record(verb, by=f"user:{by.pk}", of=f"summary:{summary.pk}", facts={"year": summary.year})
