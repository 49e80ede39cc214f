"""Rounds of scoring: who may give scores, what was given, and where each priority stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects

from upstander.accounts.interface import User
from upstander.action.models import Priority, RoundOfScoring, Score
from upstander.action.queries.priority import committees_of, own_organisations
from upstander.action.rules.scoring import (
    may_open_round,
    may_score,
    mean,
    must_have_no_seat,
    one_decimal,
    ranks,
)
from upstander.action.states import PriorityState, RoundState
from upstander.core.errors import allowed, refusal
from upstander.network.interface import memberships_of
from upstander.partnership.interface import committee_of


class Standing(NamedTuple):
    """Where a priority stands: means to one decimal, of exact fractions; None without a score."""

    priority: Priority
    scores: list[Score]
    importance: Decimal | None
    feasibility: Decimal | None
    reach: Decimal | None
    overall: Decimal | None
    rank: int | None
    is_tied: bool


class Scorer(NamedTuple):
    """For whom this person may give scores: herself, or a seat without an account."""

    seat: Any
    name: str
    is_self: bool
    given: int


def rounds_visible_to(user: User) -> QuerySet[RoundOfScoring]:
    """Those of the organisations for which she writes, and of a committee in which she sits."""
    seen = own_organisations(user) | committees_of(user)
    rows = RoundOfScoring.objects.filter(organisation__in=seen)
    return rows.select_related("organisation")


def standings_of(found: RoundOfScoring) -> list[Standing]:
    """Each priority of a round with all its scores and who gave them, the best first."""
    return standings_by_round([found])[found.pk]


def standings_by_round(rounds: Sequence[RoundOfScoring]) -> dict[int, list[Standing]]:
    """The same of several rounds, by their numbers; two queries, however many."""
    rows = Score.objects.select_related("seat", "user", "entered_by")
    prefetch_related_objects(rounds, "priorities", Prefetch("scores", rows, "given"))
    return {found.pk: _standings(found) for found in rounds}


def _standings(found: Any) -> list[Standing]:
    given: dict[int, list[Score]] = {}
    for score in found.given:
        given.setdefault(score.priority_id, []).append(score)
    means = {pk: _overall(scores) for pk, scores in given.items()}
    places = ranks(means)
    standings = [
        _standing(row, given.get(row.pk, []), means, places) for row in found.priorities.all()
    ]
    return sorted(standings, key=lambda s: (s.rank is None, s.rank or 0, s.priority.title))


def _overall(scores: Sequence[Score]) -> Fraction:
    """The mean of the three, each counting the same."""
    return mean([n for s in scores for n in (s.importance, s.feasibility, s.reach)])


def _standing(
    row: Priority, scores: list[Score], means: dict[int, Fraction], places: dict[int, Any]
) -> Standing:
    if not scores:
        return Standing(row, [], None, None, None, None, None, False)
    rank, is_tied = places[row.pk]
    return Standing(
        row,
        scores,
        one_decimal(mean([score.importance for score in scores])),
        one_decimal(mean([score.feasibility for score in scores])),
        one_decimal(mean([score.reach for score in scores])),
        one_decimal(means[row.pk]),
        rank,
        is_tied,
    )


def scorers_for(found: RoundOfScoring, user: User, today: date) -> list[Scorer]:
    """For whom she may give scores now; her own seat counts before her membership."""
    mine = list(memberships_of(user))
    seats = list(committee_of(found.organisation, today))
    given = list(Score.objects.filter(round=found).values_list("seat", "user"))
    scorers = [
        Scorer(seat, seat.name, seat.user_id == user.pk, sum(s == seat.pk for s, _u in given))
        for seat in seats
        if allowed(may_score, mine, found, user, seat, today)
    ]
    is_free = allowed(must_have_no_seat, user, seats)
    if is_free and allowed(may_score, mine, found, user, None, today):
        scorers.append(Scorer(None, user.name, True, sum(u == user.pk for _s, u in given)))
    return sorted(scorers, key=lambda scorer: not scorer.is_self)


def scores_by(found: RoundOfScoring, user: User, seat: Any) -> dict[int, Score]:
    """What was given so far for a seat, or by a member without one, by number of the priority."""
    rows = Score.objects.filter(round=found)
    rows = rows.filter(seat=seat) if seat else rows.filter(user=user)
    return {row.priority_id: row for row in rows}


def rounds_of(priority: Priority) -> list[tuple[RoundOfScoring, Standing]]:
    """The rounds in which it was scored, with where it stood."""
    rounds = list(priority.rounds.select_related("organisation"))
    standings = standings_by_round(rounds)
    return [
        (found, next(s for s in standings[found.pk] if s.priority == priority)) for found in rounds
    ]


def rounds_to_open(user: User, organisations: Iterable[Any]) -> list[tuple[Any, str]]:
    """Her organisations in which no round is open, each with what speaks against one, or "".

    Only those that have a priority. Two queries.
    """
    mine, numbers = list(memberships_of(user)), [row.pk for row in organisations]
    rows = Priority.objects.filter(organisation__in=numbers).order_by()
    proposed = Count("pk", filter=Q(state=PriorityState.PROPOSED))
    counts = dict(rows.values_list("organisation").annotate(proposed=proposed))
    is_open = RoundOfScoring.objects.filter(organisation__in=numbers, state=RoundState.OPEN)
    running = set(is_open.values_list("organisation", flat=True))
    return [
        (row, refusal(may_open_round, mine, row.pk, counts[row.pk], False))
        for row in organisations
        if row.pk in counts and row.pk not in running
    ]


def open_rounds_of(user: User) -> list[RoundOfScoring]:
    """Those that she may see and that are not closed."""
    return list(rounds_visible_to(user).filter(state=RoundState.OPEN))
