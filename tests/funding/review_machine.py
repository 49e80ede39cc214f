"""The reviews of a call lived through at random, with what must hold after every step."""

import random
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone

from tests.accounts.people import spoke
from tests.funding.review_made import a_closed_call, applications_in, officer, reviewer
from upstander.audit.interface import faults
from upstander.core.errors import NotAllowed
from upstander.funding.actions import assigning, check, review
from upstander.funding.models import (
    Application,
    Assignment,
    Conflict,
    Declaration,
    Score,
    StaffCheck,
)
from upstander.funding.queries.assigning import board, live_digest, proposal
from upstander.funding.queries.review import reviews_seen_by, scores
from upstander.funding.rules.review import Given
from upstander.funding.states import (
    ASSIGNMENT_MOVES,
    CheckDecision,
    Condition,
    Finding,
    ReopenReason,
    ReturnReason,
)
from upstander.network.models import Membership

MET = {key: {"is": Finding.MET, "words": ""} for key in Condition.values}


class Ground:
    """People who live through many calls."""

    def __init__(self) -> None:
        self.people = [reviewer(n) for n in range(3)]
        self.officers = [officer(1), officer(2)]
        self.today = timezone.localdate()


class Life:
    """One call with two applications, from the day it closes."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground, self.seed, self.chance = ground, seed, random.Random(seed)  # noqa: S311
        Membership.objects.filter(role="editor").delete()
        Conflict.objects.all().delete()
        self.call = a_closed_call(reviewers_each=2)
        self.rows = applications_in(self.call)
        self.trace: list[str] = []
        for verb in (_declare_all, _propose):
            verb(self)

    def step(self) -> None:
        """One verb, by someone; a refusal changes nothing, and what must hold holds."""
        verb, before = self.chance.choice(VERBS), self.stamp()
        states = self.states()
        try:
            with transaction.atomic():
                verb(self)
        except NotAllowed:
            assert self.stamp() == before, self.said(verb, "refused, and yet something changed")
            self.trace.append(f"{verb.__name__}: no")
        else:
            self.trace.append(verb.__name__)
            self.check(verb, states)

    def stamp(self) -> Any:
        mine = Assignment.objects.filter(application__call=self.call)
        scored = Score.objects.filter(assignment__application__call=self.call)
        said = Declaration.objects.filter(application__call=self.call)
        return (
            sorted(mine.values_list()),
            sorted(scored.values_list("pk", "points", "justification")),
            sorted(Conflict.objects.values_list("pk", "user", "kind")),
            sorted(said.values_list("pk", "user", "declared_at")),
            sorted(Application.objects.filter(call=self.call).values_list("pk", "state")),
            StaffCheck.objects.filter(application__call=self.call).count(),
        )

    def states(self) -> dict[int, str]:
        mine = Assignment.objects.filter(application__call=self.call)
        return dict(mine.values_list("pk", "state"))

    def check(self, verb: Callable[..., None], before: dict[int, str]) -> None:
        """The invariants."""
        rows = list(Assignment.objects.filter(application__call=self.call))
        for row in rows:
            was = before.get(row.pk)
            moved = was is None or was == row.state or row.state in ASSIGNMENT_MOVES[was]
            assert moved or verb is _again, self.said(verb, f"no such move: {was}, {row.state}")
        near = self.near()
        counting = {
            row.pk for row in rows
            if row.state == "submitted" and (row.reviewer_id, row.application_id) not in near
        }  # fmt: skip
        for row in rows:
            if row.pk in counting:
                found = list(row.scores.all())
                whole = all(s.points is not None and s.justification.strip() for s in found)
                assert len(found) == 3, self.said(verb, "handed in without all scores")
                assert whole, self.said(verb, "handed in without a reason")
        self.scores_are_right(verb, rows, counting)
        self.nobody_sees_too_much(verb, rows, near)

    def near(self) -> set[tuple[int, Any]]:
        """Of the rows themselves, apart from the product's own reckoning."""
        found = set(Conflict.objects.values_list("user", "application"))
        for user, place in Membership.objects.values_list("user", "organisation"):
            found |= {(user, row.pk) for row in self.rows if row.organisation_id == place}
        return found

    def scores_are_right(self, verb: Any, rows: list[Assignment], counting: set[int]) -> None:
        expected: dict[Any, list[Fraction]] = {}
        running = Application.objects.filter(call=self.call, state="submitted")
        for row in rows:
            if row.pk in counting and row.application in running:
                got = sum(s.points * s.criterion.weight for s in row.scores.all())
                expected.setdefault(row.application_id, []).append(Fraction(100 * got, 40))
        found = scores(self.call)
        assert set(found) == set(expected), self.said(verb, "other applications have scores")
        for key, values in expected.items():
            difference = Fraction(found[key]) - sum(values) / len(values)
            assert abs(difference) <= Fraction(1, 10**6), self.said(verb, "another mean")

    def nobody_sees_too_much(self, verb: Any, rows: list[Assignment], near: set[Any]) -> None:
        user, application = self.anyone(), self.a_row()
        pair = (user.pk, application.pk)
        seen = reviews_seen_by(user, application)
        own = [row for row in rows if (row.reviewer_id, row.application_id) == pair]
        is_in = bool(own) and own[0].state == "submitted"
        may = (user in self.ground.officers or is_in) and pair not in near
        assert may or not seen, self.said(verb, f"{user} sees scores")

    def said(self, verb: Any, what: str) -> str:
        return f"seed {self.seed}, {verb.__name__}: {what}; so far {self.trace}"

    def anyone(self) -> Any:
        everyone = [*self.ground.people, *self.ground.officers]
        return self.chance.choice(everyone)

    def an_officer(self) -> Any:
        likely = self.chance.random() < 0.8
        return self.chance.choice(self.ground.officers) if likely else self.anyone()

    def a_row(self) -> Application:
        return Application.objects.get(pk=self.chance.choice(self.rows).pk)

    def an_assignment(self, *likely: str) -> Assignment:
        rows = list(Assignment.objects.filter(application__call=self.call))
        if likely and self.chance.random() < 0.9:
            rows = [row for row in rows if row.state in likely]
        if not rows:
            raise NotAllowed
        return self.chance.choice(rows)

    def by(self, row: Assignment) -> Any:
        return row.reviewer if self.chance.random() < 0.85 else self.anyone()


def _declare(life: Life) -> None:
    answers = {row.pk: life.chance.random() < 0.02 for row in life.rows}
    review.declare_conflicts(life.call, answers, by=life.anyone())


def _declare_all(life: Life) -> None:
    for user in life.ground.people:
        answers = {row.pk: life.chance.random() < 0.02 for row in life.rows}
        review.declare_conflicts(life.call, answers, by=user)


def _propose(life: Life) -> None:
    by = life.ground.officers[0]
    chosen = proposal(board(life.call, by, life.ground.today)).chosen
    due = life.ground.today + timedelta(days=3)
    assigning.give_reviews(life.call, chosen, due, live_digest(life.call), by=by)


def _again(life: Life) -> None:
    """To anybody, also to one who gave it back."""
    due = life.ground.today + timedelta(days=3)
    chosen = {life.a_row().pk: [life.anyone().pk]}
    assigning.give_reviews(life.call, chosen, due, live_digest(life.call), by=life.an_officer())


def _write(life: Life) -> None:
    row = life.an_assignment()
    given = {
        line.pk: Given(life.chance.choice([0, 1, 2, 3, 4, 4, 5, None]),
                       life.chance.choice(["So.", "So.", "So.", " "]))
        for line in life.call.criteria.all()
    }  # fmt: skip
    seen = row.version if life.chance.random() < 0.9 else 0
    review.save_review(row, review.Draft(given, "", seen), by=life.by(row))


def _write_whole(life: Life) -> None:
    row = life.an_assignment("assigned", "started")
    given = {n.pk: Given(life.chance.randint(0, 4), "So.") for n in life.call.criteria.all()}
    review.save_review(row, review.Draft(given, "All.", row.version), by=life.by(row))


def _send(life: Life) -> None:
    row = life.an_assignment("started")
    review.submit_review(row, row.version, by=life.by(row))


def _give_back(life: Life) -> None:
    row = life.an_assignment()
    review.give_back_review(row, life.chance.choice(list(ReturnReason)), by=life.by(row))


def _take_back(life: Life) -> None:
    reason = life.chance.choice([*ReturnReason, ""])
    review.take_back_review(life.an_assignment(), reason, by=life.an_officer())


def _reopen(life: Life) -> None:
    reason = life.chance.choice([*ReopenReason, ""])
    review.reopen_review(life.an_assignment(), reason, by=life.an_officer())


def _join(life: Life) -> None:
    if life.chance.random() < 0.6:
        raise NotAllowed
    place = life.chance.choice([*(row.organisation for row in life.rows), spoke(30)])
    user = life.anyone()
    if Membership.objects.filter(user=user, organisation=place).exists():
        raise NotAllowed
    day = life.ground.today - timedelta(days=1)
    Membership.objects.create(user=user, organisation=place, role="editor", starts_on=day)


def _set_aside(life: Life) -> None:
    assigning.set_aside_conflicts(life.call, by=life.an_officer())


def _check(life: Life) -> None:
    row = life.a_row()
    out = life.chance.random() < 0.3
    decision = CheckDecision.INELIGIBLE if out else CheckDecision.ELIGIBLE
    seen = row.checks.values_list("pk", flat=True).first() or 0
    checked = check.Checked(MET, decision, life.chance.choice(["No.", ""]), seen)
    check.check_application(row, checked, by=life.an_officer())


VERBS: list[Callable[[Life], None]] = [
    _declare, _declare, _propose, _propose, _again, _write, _write_whole, _write_whole,
    _write_whole, _send, _send, _send, _give_back, _take_back, _reopen, _reopen, _join, _set_aside,
    _check,
]  # fmt: skip


def live(ground: Ground, seed: int, steps: int) -> Life:
    """A whole life."""
    life = Life(ground, seed)
    for _ in range(steps):
        life.step()
    return life


def is_log_whole() -> bool:
    """After all of it."""
    return list(faults()) == []
