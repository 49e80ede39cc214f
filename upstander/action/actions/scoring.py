"""A round of scoring is opened, scores are given openly, and it is closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from upstander.accounts.interface import User
from upstander.action.models import Priority, RoundOfScoring, Score
from upstander.action.rules import scoring as rules
from upstander.action.states import ROUND_MOVES, PriorityState, RoundState
from upstander.audit.interface import record
from upstander.core.moves import move
from upstander.network.interface import memberships_of
from upstander.partnership.interface import committee_of


@transaction.atomic
def open_round(organisation: Any, opens_on: date, closes_on: date, *, by: User) -> RoundOfScoring:
    """The committee scores all that is proposed today, until and with the last day."""
    rows = Priority.objects.select_for_update(no_key=True).order_by("pk")
    proposed = list(rows.filter(organisation=organisation, state=PriorityState.PROPOSED))
    rounds = RoundOfScoring.objects.filter(organisation=organisation, state=RoundState.OPEN)
    rules.may_open_round(memberships_of(by), organisation.pk, len(proposed), rounds.exists())
    rules.are_days(opens_on, closes_on, timezone.localdate())
    found = RoundOfScoring.objects.create(
        organisation=organisation, opens_on=opens_on, closes_on=closes_on
    )
    found.priorities.set(proposed)
    _note("scoring.opened", found, by, priorities=len(proposed))
    return found


@transaction.atomic
def give_scores(
    found: RoundOfScoring, seat: Any, given: Mapping[int, Mapping[str, Any]], *, by: User
) -> None:
    """Keep scores for a seat, or of a member without one (`seat` None), over earlier ones.

    `given`: by the number of the priority `importance`, `feasibility`, `reach`, `words`; nothing
    takes back what it has, and a priority that is not named there keeps it.
    """
    found, today = _locked(found), timezone.localdate()
    whose: dict[str, Any] = {"seat": seat} if seat else {"user": by}
    rules.may_score(memberships_of(by), found, by, seat, today)
    if seat is None:
        rules.must_have_no_seat(by, committee_of(found.organisation, today))
    elif seat.user_id:  # what she gave before she had the seat would count beside it
        found.scores.filter(user=seat.user_id, priority__in=list(given)).delete()
    for row in found.priorities.filter(pk__in=given):
        if not given[row.pk]:
            found.scores.filter(priority=row, **whose).delete()
            continue
        Score.objects.update_or_create(
            round=found, priority=row, **whose, defaults={**given[row.pk], "entered_by": by}
        )
    _note("scoring.given", found, by, seat=seat.pk if seat else None, priorities=len(given))


@transaction.atomic
def close_round(found: RoundOfScoring, *, by: User) -> None:
    """The scores stand as they are."""
    found = _locked(found)
    rules.may_close_round(memberships_of(by), found)
    move(found, to=RoundState.CLOSED, moves=ROUND_MOVES)
    _note("scoring.closed", found, by, scores=found.scores.count())


def _locked(found: RoundOfScoring) -> RoundOfScoring:
    return RoundOfScoring.objects.select_for_update(no_key=True).get(pk=found.pk)


def _note(verb: str, found: RoundOfScoring, by: User, **facts: Any) -> None:
    record(verb, by=f"user:{by.pk}", of=f"scoring:{found.pk}", facts=facts)
