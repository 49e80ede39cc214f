"""How far reviews of a call agree, and how firm the ranking is that follows from them."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from upstander.accounts.interface import User
from upstander.core.errors import allowed
from upstander.funding.models import Application, Call, Criterion
from upstander.funding.queries.conflict import in_review
from upstander.funding.queries.review import Review, marks, reviews_of, standings_of
from upstander.funding.rules.review import may_see_scores
from upstander.funding.rules.scoring import (
    Severity,
    Spread,
    Without,
    above_line,
    leave_one_out,
    means,
    places,
    severities,
    spread,
)

NOTHING = Decimal("0.00")


class Ranked(NamedTuple):
    """An application in the ranking; `moves` down to up, in places, without one reviewer.

    `is_reached`: the budget reaches so far, from the best down. `can_cross`: it would stand on the
    other side without one of the reviewers.
    """

    application: Application
    reviews: list[Review]
    mean: Fraction
    spread: Spread
    place: int
    moves: tuple[int, int]
    is_reached: bool
    can_cross: bool

    @property
    def lowest(self) -> Fraction:
        """The lowest score that it got."""
        return min(review.total for review in self.reviews)

    @property
    def highest(self) -> Fraction:
        """The highest."""
        return max(review.total for review in self.reviews)


class Judge(NamedTuple):
    """A reviewer: her mean over all that she reviewed, and against the others."""

    user: User
    number: int
    mean: Fraction
    severity: Severity | None
    without: Without
    lost: list[Application]
    gained: list[Application]
    moved: int


class Calibration(NamedTuple):
    """`hidden`: how many applications this officer must not see, or not yet."""

    call: Call
    criteria: list[Criterion]
    ranked: list[Ranked]
    judges: list[Judge]
    unscored: list[Application]
    hidden: int


def calibration(call: Call, user: User) -> Calibration:
    """All of it, without what this officer must not see; places are those among all."""
    applications = {row.pk: row for row in in_review(call)}
    standings = standings_of(user, list(applications.values()))
    seen = {pk: row for pk, row in applications.items()
            if allowed(may_see_scores, row, standings[pk])}  # fmt: skip
    reviews = reviews_of(call)
    given = marks(reviews)
    found, asked = means(given), {pk: row.asked or NOTHING for pk, row in applications.items()}
    order = sorted(applications, key=lambda pk: (applications[pk].reference, str(pk)))
    without = leave_one_out(given, asked, call.budget, order)
    reached = above_line(found, asked, call.budget, order)
    place = places(found)
    ranked = [
        Ranked(
            seen[pk],
            [review for review in reviews if review.assignment.application_id == pk],
            found[pk],
            spread(list(given[pk].values())),
            place[pk],
            _ends(pk, without),
            pk in reached,
            any(pk in row.lost | row.gained for row in without),
        )
        for pk in order
        if pk in seen and pk in found
    ]
    return Calibration(
        call,
        list(call.criteria.all()),
        sorted(ranked, key=lambda row: (row.place, row.application.reference)),
        _judges(reviews, seen, without),
        [seen[pk] for pk in order if pk in seen and pk not in found],
        len(applications) - len(seen),
    )


def _ends(key: UUID, without: list[Without]) -> tuple[int, int]:
    moves = [row.moves[key] for row in without if key in row.moves] or [0]
    return min(moves), max(moves)


def _judges(
    reviews: list[Review], seen: dict[UUID, Application], without: list[Without]
) -> list[Judge]:
    """By name. What is said of each rests on applications that the officer may see."""
    shown = [review for review in reviews if review.assignment.application_id in seen]
    by_reviewer: dict[int, list[Review]] = {}
    for review in shown:
        by_reviewer.setdefault(review.assignment.reviewer_id, []).append(review)
    harsh = severities(marks(shown))
    rows = []
    for row in without:
        mine = by_reviewer.get(row.reviewer)  # type: ignore[call-overload]
        if mine:
            totals = [review.total for review in mine]
            rows.append(
                Judge(
                    mine[0].assignment.reviewer,
                    len(mine),
                    sum(totals, Fraction(0)) / len(totals),
                    harsh.get(row.reviewer),
                    row,
                    [seen[pk] for pk in row.lost if pk in seen],
                    [seen[pk] for pk in row.gained if pk in seen],
                    max((abs(places) for pk, places in row.moves.items() if pk in seen), default=0),
                )
            )
    return sorted(rows, key=lambda judge: (judge.user.name, judge.user.pk))
