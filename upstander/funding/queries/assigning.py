"""Who has what to review in a call, who could have it, and who is still to be found."""

from collections.abc import Collection
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from upstander.accounts.interface import User
from upstander.funding.models import Application, Assignment, Call
from upstander.funding.queries.conflict import Pairs, conflicts, declared, in_review
from upstander.funding.queries.review import assignments, reviewers_today, standings_of
from upstander.funding.rules.assigning import Proposal, Question, propose
from upstander.funding.states import HELD_ASSIGNMENT_STATES, AssignmentState


class Held(NamedTuple):
    """A reviewer who has an application; `is_near`: a conflict arose since."""

    assignment: Assignment
    is_near: bool
    has_declared: bool
    is_late: bool


class Row(NamedTuple):
    """An application: who has it, who gave it back, who could be asked, how many are missing."""

    application: Application
    held: list[Held]
    returned: list[Assignment]
    able: list[User]
    wanted: int


class Board(NamedTuple):
    """The reviews of a call. `seen` changes when anybody gives one out or back.

    `near` and `hidden` are numbers: reviews of people who are too near by now, and applications
    that the officer who looks must not see.
    """

    call: Call
    rows: list[Row]
    people: dict[int, User]
    load: dict[int, int]
    undeclared: dict[int, int]
    near: int
    hidden: int
    seen: str


def board(call: Call, user: User, today: date) -> Board:
    """All of it, as this officer may see it."""
    everyone, people = in_review(call), reviewers_today()
    standings = standings_of(user, everyone)
    applications = [row for row in everyone if not standings[row.pk].has_conflict]
    given = list(assignments().filter(application__in=everyone).order_by("assigned_at", "pk"))
    whom = {*people, *(row.reviewer_id for row in given)}
    near, free = conflicts(everyone, whom), declared(everyone, whom)
    live = [row for row in given if row.state in HELD_ASSIGNMENT_STATES]
    rows = [_row(a, given, people, (near, free), today) for a in applications]
    return Board(
        call,
        rows,
        people,
        {key: sum(row.reviewer_id == key for row in live) for key in people},
        {key: sum((key, a.pk) not in near | free for a in everyone) for key in people},
        sum(held.is_near for row in rows for held in row.held),
        len(everyone) - len(applications),
        digest_of(live),
    )


def _row(
    application: Application,
    given: Collection[Assignment],
    people: dict[int, User],
    pairs: tuple[Pairs, Pairs],
    today: date,
) -> Row:
    near, free = pairs
    mine = [row for row in given if row.application_id == application.pk]
    held = [
        Held(row, key in near, key in free, row.due_on < today)
        for row in mine
        if row.state in HELD_ASSIGNMENT_STATES
        for key in [(row.reviewer_id, row.application_id)]
    ]
    taken = {row.assignment.reviewer_id for row in held}
    able = [
        user
        for key, user in people.items()
        if key not in taken and (key, application.pk) not in near
    ]
    wanted = application.call.reviewers_each - sum(not row.is_near for row in held)
    returned = [row for row in mine if row.state == AssignmentState.RETURNED]
    return Row(application, held, returned, able, max(wanted, 0))


def proposal(found: Board) -> Proposal:
    """Who could take what is open, by the numbers of applications and people.

    Who gave a review back is not proposed for it again.
    """
    rank = {key: number for number, key in enumerate(found.people)}
    keys = list(rank)
    question = Question(
        {row.application.pk: row.wanted for row in found.rows},
        {row.application.pk: _willing(row, rank) for row in found.rows},
        {row.application.pk: _at_work(row, rank) for row in found.rows},
    )
    chosen, lacks = propose(question)
    return Proposal({key: [keys[n] for n in people] for key, people in chosen.items()}, lacks)


def _willing(row: Row, rank: dict[int, int]) -> list[int]:
    gave_back = {gone.reviewer_id for gone in row.returned}
    return [rank[user.pk] for user in row.able if user.pk not in gave_back]


def _at_work(row: Row, rank: dict[int, int]) -> list[int]:
    people = [held.assignment.reviewer_id for held in row.held if not held.is_near]
    return [rank[key] for key in people if key in rank]


def digest_of(rows: Collection[Any]) -> str:
    """Of who has what, so that a page knows whether it is still so."""
    pairs = sorted((str(row.application_id), row.reviewer_id) for row in rows)
    return sha256(repr(pairs).encode()).hexdigest()[:16]


def live_digest(call: Call) -> str:
    """The same of a call, as it is now."""
    rows = Assignment.objects.filter(application__call=call, state__in=HELD_ASSIGNMENT_STATES)
    running = {row.pk for row in in_review(call)}
    return digest_of([row for row in rows if row.application_id in running])
