"""Destruction: the keys go first, then every row; the log says that it was, and nothing more."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.network.interface import programme
from upstander.support.actions.request import PUBLIC
from upstander.support.models import Case, Referral
from upstander.support.rules import keep_until, may_destroy
from upstander.support.states import OVER_STATES


@transaction.atomic
def destroy_case(case: Case, *, by: str, why: str) -> None:
    """Nothing of it stays but the entries of the log, which say nothing about anyone."""
    case.wraps.all().delete()
    Referral.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).delete()
    by_person = by == PUBLIC
    facts = {"why": why}
    record("case.destroyed", by=by, of=f"case:{case.pk}", facts=facts, to_the_day=by_person)


def ask_deletion(case: Case) -> bool:
    """The person wants it gone: now, or, where a decision was made, when its year is over.

    True where it is gone.
    """
    if not case.is_decided:
        destroy_case(case, by=PUBLIC, why="asked")
        return True
    with transaction.atomic():
        found = programme()
        keep = found.keep_decided if found else 365
        closed_on = case.closed_on or timezone.localdate()
        until = keep_until(closed_on, True, 0, keep)
        Case.objects.filter(pk=case.pk).update(is_deletion_asked=True, destroy_on=until)
        record("case.deletion_asked", by=PUBLIC, of=f"case:{case.pk}", to_the_day=True)
    return False


def destroy_due(today: date, limit: int = 500) -> int:
    """Destroy what is over and whose time has come; how many there were."""
    due = Case.objects.filter(destroy_on__lte=today, state__in=OVER_STATES)[:limit]
    count = 0
    for case in list(due):
        try:
            may_destroy(case, today)
        except NotAllowed:
            continue
        destroy_case(case, by="system", why="time")
        count += 1
    return count
