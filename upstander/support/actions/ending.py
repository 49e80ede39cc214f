"""Destruction: the keys go first, then every row; the log says that it was, and nothing more."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from upstander.accounts.interface import SYSTEM
from upstander.audit.interface import record
from upstander.core.moves import move
from upstander.network.interface import programme
from upstander.protocols.interface import end_on_request, forget_runs
from upstander.support.actions.request import PUBLIC
from upstander.support.models import Case, Clock, Consent, KeyWrap, Referral, Tally
from upstander.support.queries.case import locked
from upstander.support.queries.numbers import ALL, answers_of, numbered, quarter_of
from upstander.support.rules import may_destroy
from upstander.support.states import (
    CASE_MOVES,
    OVER_STATES,
    REFERRAL_MOVES,
    CaseState,
    ReferralState,
)

DAY_HOURS = 24
ABUSE_DAYS = 30
OF_AGE = "time"


def end_case(
    case: Case, to: CaseState, *, is_decided: bool | None = None, days: int | None = None
) -> None:
    """It is over from today, and destroyed when its time has come; her own wish comes first."""
    if is_decided is None:  # as it stands now: a colleague may have decided a moment ago
        is_decided = locked(case).is_decided
    end = ends_in(days_to_keep(is_decided) if days is None else days)
    move(
        case,
        to=to,
        moves=CASE_MOVES,
        closed_on=timezone.localdate(),
        **({} if case.is_deletion_asked else end),
        is_decided=is_decided,
        waits_for_team=False,
    )
    end_referrals(case)
    end_protocols(case)


def end_protocols(case: Case) -> None:
    """What runs on it ends: it is over, or another team has it. The log keeps the day alone."""
    for token in case.protocols.order_by("pk").values_list("token", flat=True):
        if end_on_request(token):
            record("case.protocol_ended", by=SYSTEM, of=f"case:{case.pk}", to_the_day=True)


def end_referrals(case: Case) -> None:
    """What is over is passed on to nobody: who was asked or offered is so no more.

    A team that has it by her word alone, since the others lost theirs, has taken it by ending it.
    """
    team_id = locked(case).team_id
    for row in case.referrals.filter(state__in=(ReferralState.ASKED, ReferralState.OFFERED)):
        if row.state == ReferralState.OFFERED and row.to_team_id == team_id:
            today = timezone.localdate()
            move(row, to=ReferralState.ACCEPTED, moves=REFERRAL_MOVES, settled_on=today)
            continue
        take_back(row, ReferralState.WITHDRAWN)
        facts = {"referral": str(row.pk), "service": row.service, "team": row.to_team_id}
        # By the day alone: a person's own act may have brought it about.
        record("referral.withdrawn", by=SYSTEM, of=f"case:{case.pk}", facts=facts, to_the_day=True)


def take_back(referral: Referral, to: ReferralState) -> None:
    """It comes to nothing: its consent ends, and the keys that it gave are destroyed.

    One that was only asked gave none: a team that may know from before knows still.
    """
    today, had_given = timezone.localdate(), referral.state == ReferralState.OFFERED
    move(referral, to=to, moves=REFERRAL_MOVES, settled_on=today)
    referral.consents.filter(revoked_on=None).update(revoked_on=today)
    if referral.to_team_id and had_given:
        take_keys(referral.case, referral.to_team_id)


def take_keys(case: Case, team_id: int) -> None:
    """The team opens it no more."""
    KeyWrap.objects.filter(case=case, team_key__team=team_id).delete()


@transaction.atomic
def destroy_case(case: Case, *, by: str, why: str) -> None:
    """Nothing of it stays but the entries of the log, which say nothing about anyone."""
    held = _hold(case)
    if held and why == OF_AGE:
        _tally(held)
    case.wraps.all().delete()
    forget_runs(case.protocols.values_list("token", flat=True))
    Consent.objects.filter(case=case).delete()
    Referral.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).delete()
    is_public = by == PUBLIC
    record("case.destroyed", by=by, of=f"case:{case.pk}", facts={"why": why}, to_the_day=is_public)


def _tally(case: Case) -> None:
    """It stays a number among others of its quarter; not where the person wanted it gone."""
    if not numbered().filter(pk=case.pk).exists():
        return
    quarter = quarter_of(case.received_on)
    for counted in (ALL, *answers_of(case.wish, case.origin, case.language)):
        row: dict[str, Any] = {"team_id": case.team_id, "quarter": quarter, "counted": counted}
        Tally.objects.get_or_create(**row)
        Tally.objects.filter(**row).update(number=F("number") + 1)


def ask_deletion(case: Case) -> bool:
    """The person wants it gone: now, or, where a decision was made, when its year is over.

    True where it is gone.
    """
    with transaction.atomic():
        held = _hold(case)
        if held is None:
            return True
        if not held.is_decided:
            destroy_case(held, by=PUBLIC, why="asked")
            return True
        end = {} if held.destroy_on else ends_in(days_to_keep(is_decided=True))
        Case.objects.filter(pk=case.pk).update(is_deletion_asked=True, **end)
        record("case.deletion_asked", by=PUBLIC, of=f"case:{case.pk}", to_the_day=True)
    return False


def _hold(case: Case) -> Case | None:
    """The request as it is now, until the end: nothing starts on it while it goes."""
    return Case.objects.select_for_update().filter(pk=case.pk).first()


def days_to_keep(is_decided: bool) -> int:
    """How many days the network keeps what is over."""
    found = programme()
    keep, decided = (found.keep_closed, found.keep_decided) if found else (180, 365)
    return max(keep, decided) if is_decided else keep


def ends_in(days: int) -> dict[str, Any]:
    """The day and the hour of the clock from which a request may be destroyed."""
    return {
        "destroy_on": timezone.localdate() + timedelta(days=days),
        "destroy_at_hour": hours_so_far() + days * DAY_HOURS,
    }


def hours_so_far() -> int:
    """What the clock has counted."""
    return Clock.objects.get_or_create(pk=1)[0].hours


def count_hour(seen: int) -> bool:
    """One more hour, for who has waited an hour since it saw `seen`.

    Of several who count only one succeeds, so that the clock never runs ahead of time.
    """
    return Clock.objects.filter(pk=1, hours=seen).update(hours=F("hours") + 1) == 1


def destroy_due(today: date, limit: int = 500) -> int:
    """Destroy what is over and whose time has come; how many there were."""
    hours = hours_so_far()
    ends = Q(state__in=OVER_STATES) | Q(is_deletion_asked=True)
    due = Case.objects.filter(ends, destroy_on__lte=today, destroy_at_hour__lte=hours)
    numbers = list(due.values_list("pk", flat=True)[:limit])
    return sum(_destroy_if(due.filter(pk=pk), today, hours) for pk in numbers)


@transaction.atomic
def _destroy_if(due: QuerySet[Case], today: date, hours: int) -> bool:
    """Locked and looked at once more: what was reopened meanwhile is kept."""
    case = due.select_for_update().first()
    if case is None:
        return False
    may_destroy(case, today, hours)
    destroy_case(case, by=SYSTEM, why=OF_AGE)
    return True
