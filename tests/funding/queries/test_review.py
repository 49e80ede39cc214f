"""Scores that count, who sees them, and the figures that follow."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from tests.accounts.people import member
from tests.funding.application_made import coordinator_of
from tests.funding.review_made import (
    a_closed_call,
    applications_in,
    free,
    given,
    handed_in,
    officer,
    reviewer,
    written,
)
from upstander.funding.actions.check import ask_applicant
from upstander.funding.actions.review import give_back_review, reopen_review, submit_review
from upstander.funding.models import Application, Assignment, Call, Clarification, Conflict
from upstander.funding.queries.calibration import calibration
from upstander.funding.queries.review import (
    my_assignment,
    my_reviews,
    reviews_seen_by,
    scores,
    standing_of,
    undeclared_calls,
)
from upstander.funding.queries.review_export import rows_of
from upstander.funding.queries.review_panels import (
    progress_panel,
    questions_panel,
    reviews_panel,
)
from upstander.funding.rules.review import Standing
from upstander.funding.states import CallState, ConflictKind
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


class Scene:
    def __init__(self, applications: int = 2, reviewers: int = 2) -> None:
        self.call = a_closed_call()
        self.rows = applications_in(self.call, applications)
        self.officer = officer()
        self.people = [reviewer(n + 1) for n in range(reviewers)]

    def give(self, row: int, who: int, points=(2, 2, 2), why: str = "So."):
        return handed_in(self.rows[row], self.people[who], self.officer, points, why)


def test_scores_are_means_of_weighted_scores():
    scene = Scene()
    scene.give(0, 0, (4, 4, 4))
    scene.give(0, 1, (0, 1, 2))  # (3·0 + 4·1 + 3·2) ÷ 40 = 25 %
    assert scores(scene.call) == {scene.rows[0].pk: Decimal("62.500000")}


def test_drafts_and_reviews_given_back_do_not_count():
    scene = Scene()
    row = scene.give(0, 0, (4, 4, 4))
    written(given(scene.rows[0], scene.people[1], scene.officer), (0, 0, 0))
    assert scores(scene.call) == {scene.rows[0].pk: Decimal(100)}
    reopen_review(row, "asked", by=scene.officer)
    assert scores(scene.call) == {}
    give_back_review(row, "time", by=scene.people[0])
    assert scores(scene.call) == {}


def test_the_score_of_someone_who_is_too_near_by_now_does_not_count():
    scene = Scene()
    scene.give(0, 0, (4, 4, 4))
    scene.give(0, 1, (0, 0, 0))
    start_membership(scene.people[1], scene.rows[0].organisation, Role.EDITOR, by=None)
    assert scores(scene.call) == {scene.rows[0].pk: Decimal(100)}
    assert reviews_seen_by(scene.people[1], scene.rows[0]) == []
    Call.objects.update(state=CallState.DECIDED)
    scene.call.refresh_from_db()
    assert scores(scene.call) == {scene.rows[0].pk: Decimal(50)}  # it was settled before
    Conflict.objects.create(
        user=scene.people[1],
        application=scene.rows[0],
        kind=ConflictKind.KNOWN,
        declared_at=timezone.now(),
    )
    assert scores(scene.call) == {scene.rows[0].pk: Decimal(100)}


def test_each_call_has_its_own_scores():
    one, by, ada = Scene(1, 0), officer(2), reviewer()
    [other] = applications_in(a_closed_call(), 1)
    first = handed_in(one.rows[0], ada, by, (4, 4, 4))
    second = handed_in(other, ada, by, (0, 0, 0))
    assert [scores(call) for call in (one.call, other.call)] == [
        {one.rows[0].pk: 100}, {other.pk: 0},
    ]  # fmt: skip
    assert [my_assignment(ada, row.pk)[0] for row in (first, second)] == [first, second]


def test_what_is_out_of_the_running_has_no_score():
    scene = Scene()
    scene.give(0, 0)
    Application.objects.filter(pk=scene.rows[0].pk).update(state="ineligible")
    assert scores(scene.call) == {}


def test_who_sees_what_others_gave():
    scene = Scene(1, 3)
    scene.give(0, 0)
    given(scene.rows[0], scene.people[1], scene.officer)
    row = scene.rows[0]
    assert [len(reviews_seen_by(user, row)) for user in (*scene.people, scene.officer)] == [
        1, 0, 0, 1,
    ]  # fmt: skip


def test_reviews_stand_in_the_order_in_which_they_were_given_out():
    scene = Scene(2, 3)
    rows = [given(scene.rows[0], scene.people[who], scene.officer) for who in (2, 0, 1)]
    for row in reversed(rows):
        written(row)
        submit_review(row, 1, by=row.reviewer)
    scene.give(1, 0)
    seen = reviews_seen_by(scene.officer, scene.rows[0])
    assert [review.assignment for review in seen] == rows


def test_an_officer_who_reviews_waits_until_her_own_is_in():
    scene = Scene(2, 1)
    start_membership(scene.officer, scene.people[0].memberships.get().organisation, Role.REVIEWER,
                     by=None)  # fmt: skip
    other = officer(2)
    scene.give(0, 0)
    scene.give(1, 0)
    row = given(scene.rows[0], scene.officer, other)
    assert reviews_seen_by(scene.officer, scene.rows[0]) == []
    found = calibration(scene.call, scene.officer)
    assert ([r.application for r in found.ranked], found.hidden) == ([scene.rows[1]], 1)
    assert len(rows_of(scene.call, scene.officer)[1]) == 3
    written(row)
    submit_review(row, 1, by=scene.officer)
    assert len(reviews_seen_by(scene.officer, scene.rows[0])) == 2
    assert calibration(scene.call, scene.officer).hidden == 0


def test_her_list_shows_what_is_late_and_nothing_that_she_is_too_near_to():
    scene = Scene(3, 1)
    user, today = scene.people[0], timezone.localdate()
    late = given(scene.rows[0], user, scene.officer)
    late.due_on = today - timedelta(days=1)
    late.save()
    given(scene.rows[1], user, scene.officer)
    done = scene.give(2, 0)
    found = my_reviews(user, today)
    assert [(row.assignment, row.is_open, row.is_late) for row in found][::2] == [
        (late, True, True),
        (done, False, False),
    ]
    start_membership(user, scene.rows[0].organisation, Role.EDITOR, by=None)
    assert len(my_reviews(user, today)) == 2
    assert my_assignment(user, late.pk) is None
    assert my_assignment(scene.officer, done.pk) is None


def test_what_she_has_still_to_say():
    scene = Scene(3, 1)
    user = scene.people[0]
    assert undeclared_calls(user) == [(scene.call, 3)]
    free(user, scene.rows[0])
    start_membership(user, scene.rows[1].organisation, Role.EDITOR, by=None)
    assert undeclared_calls(user) == [(scene.call, 1)]
    assert undeclared_calls(scene.officer) == []
    free(user, scene.rows[2])
    assert undeclared_calls(user) == []


def test_how_someone_stands():
    scene = Scene(1, 1)
    row = scene.rows[0]
    given(row, scene.people[0], scene.officer)
    assert standing_of(scene.people[0], row) == Standing(False, True, False, True, "assigned")
    assert standing_of(scene.officer, row) == Standing(True, False, False, False, None)
    both = member(Role.SPOKE_WORKER, row.organisation, "both@example.org")
    assert standing_of(both, row) == Standing(False, False, True, False, None)


def test_calibration_says_how_far_apart_and_what_hangs_on_one():
    scene = Scene(3, 2)
    Call.objects.update(budget=Decimal(7500))
    scene.call.refresh_from_db()
    scene.give(0, 0, (4, 4, 4))
    scene.give(0, 1, (1, 1, 1))
    scene.give(1, 0, (3, 3, 3))
    scene.give(1, 1, (3, 3, 3))
    found = calibration(scene.call, scene.officer)
    assert [(row.application, row.place, row.mean) for row in found.ranked] == [
        (scene.rows[1], 1, 75),
        (scene.rows[0], 2, Fraction(125, 2)),
    ]
    first, second = found.ranked
    assert (first.moves, first.is_reached, first.can_cross) == ((0, 1), True, True)
    assert (second.moves, second.is_reached, second.can_cross) == ((-1, 0), False, True)
    assert (first.spread.is_large, second.spread.is_large) == (False, True)
    assert (second.lowest, second.highest, second.spread.range) == (25, 100, 75)
    one, two = found.judges
    assert (one.user, one.number, one.mean) == (scene.people[0], 2, Fraction(175, 2))
    assert (one.severity.difference, two.severity.difference) == (Fraction(75, 2), Fraction(-75, 2))
    assert (two.lost, two.gained, two.moved) == ([scene.rows[1]], [scene.rows[0]], 1)
    assert (one.lost, one.gained, one.moved) == ([], [], 0)
    assert found.unscored == [scene.rows[2]]


def test_an_officer_who_is_too_near_sees_nothing_of_that_one():
    scene = Scene(2, 2)
    for row in (0, 1):
        scene.give(row, 0)
        scene.give(row, 1)
    start_membership(scene.officer, scene.rows[0].organisation, Role.EDITOR, by=None)
    found = calibration(scene.call, scene.officer)
    assert ([r.application for r in found.ranked], found.hidden) == ([scene.rows[1]], 1)
    assert [judge.number for judge in found.judges] == [1, 1]
    assert {str(row[1]) for row in rows_of(scene.call, scene.officer)[1]} == {"Spoke 11"}


def test_how_hard_a_reviewer_is_rests_on_what_the_officer_may_see():
    scene = Scene(2, 2)
    for who, points in ((0, (4, 3)), (1, (0, 2))):
        for row in (0, 1):
            scene.give(row, who, (points[row],) * 3)

    def found():
        judges = calibration(scene.call, scene.officer).judges
        return [(judge.severity.shared, judge.severity.difference) for judge in judges]

    assert found() == [(2, Fraction(125, 2)), (2, Fraction(-125, 2))]
    start_membership(scene.officer, scene.rows[0].organisation, Role.EDITOR, by=None)
    assert found() == [(1, 25), (1, -25)]


def test_the_sheet_has_a_row_for_each_score():
    scene = Scene(1, 1)
    scene.give(0, 0, (4, 0, 2), "Why.")
    head, rows = rows_of(scene.call, scene.officer)
    assert head[:3] == ["Reference", "Organisation", "Reviewer"]
    assert rows[1] == [
        scene.rows[0].reference, "Spoke 10", "Reviewer 1", "Course of action", 4, 0, 4, "Why.",
        Decimal("45.00"),
    ]  # fmt: skip


def test_what_waits_stands_on_the_home_of_funding():
    scene = Scene(1, 2)
    one, two = scene.people
    now, row = timezone.now(), scene.rows[0]
    assert [reviews_panel(user, now).rows[0].note for user in (one, two)] == [scene.call] * 2
    late = given(row, one, scene.officer)
    late.due_on = timezone.localdate() - timedelta(days=1)
    late.save()
    panel = reviews_panel(one, now)
    assert [(r.text, r.is_late) for r in panel.rows] == [(row.organisation, True)]
    found = progress_panel(scene.officer, now).rows[0]
    assert (found.note, found.is_late, found.is_waiting) == (
        "0 of 1 reviews handed in · 1 review is still to be given out",
        True,
        True,
    )
    hers = coordinator_of(row.organisation)
    assert [make(hers, now) for make in (reviews_panel, progress_panel, questions_panel)] == [
        None
    ] * 3
    day = timezone.localdate()
    for due_on, answered_at in ((day - timedelta(days=1), None), (day, now)):
        Clarification.objects.create(
            application=row, question="Who?", due_on=due_on, asked_by=scene.officer, asked_at=now,
            answered_at=answered_at, answered_by=hers if answered_at else None,
            answer="We." if answered_at else "",
        )  # fmt: skip
    assert questions_panel(hers, now) is None
    ask_applicant(row, "Why?", day, by=scene.officer)
    assert len(questions_panel(hers, now).rows) == 1
    assert questions_panel(hers, now).rows[0].text == scene.call.title
    handed_in(row, two, scene.officer)
    found = progress_panel(scene.officer, now).rows[0]
    assert (found.note, found.is_waiting) == ("1 of 2 reviews handed in", False)
    Call.objects.update(state=CallState.DECIDED)
    assert [progress_panel(scene.officer, now), questions_panel(hers, now)] == [None, None]
    assert reviews_panel(one, now).rows == []


def test_what_was_handed_in_is_not_late_any_more():
    scene, now = Scene(2, 1), timezone.now()
    before = timezone.localdate() - timedelta(days=1)
    scene.give(0, 0)
    open_one = given(scene.rows[1], scene.people[0], scene.officer)
    for row, is_late in ((scene.rows[0], False), (open_one.application, True)):
        Assignment.objects.filter(application=row).update(due_on=before)
        assert progress_panel(scene.officer, now).rows[0].is_late is is_late


def test_reviews_cost_as_many_questions_for_many(django_assert_max_num_queries):
    scene = Scene(6, 2)
    for row in range(6):
        scene.give(row, 0)
        scene.give(row, 1)
    with django_assert_max_num_queries(9):
        scores(scene.call)
    with django_assert_max_num_queries(22):
        calibration(scene.call, scene.officer)
    with django_assert_max_num_queries(10):
        my_reviews(scene.people[0], date(2027, 1, 1))
