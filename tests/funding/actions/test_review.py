"""Deeds of reviewers and officers, and what two of them do at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

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
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.funding.actions.assigning import give_reviews, set_aside_conflicts
from upstander.funding.actions.review import (
    Draft,
    declare_conflicts,
    give_back_review,
    reopen_review,
    save_review,
    submit_review,
    take_back_review,
)
from upstander.funding.models import Application, Assignment, Call, Conflict, Score
from upstander.funding.queries.assigning import board, live_digest, proposal
from upstander.funding.queries.review import given_in
from upstander.funding.rules.assigning import Lack
from upstander.funding.rules.review import Given
from upstander.funding.states import AssignmentState, CallState, ConflictKind
from upstander.network.interface import end_membership, start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


class Scene:
    def __init__(self, applications: int = 2, reviewers: int = 3) -> None:
        self.call = a_closed_call()
        self.rows = applications_in(self.call, applications)
        self.people = [reviewer(n + 1) for n in range(reviewers)]
        self.officer, self.today = officer(), timezone.localdate()

    def give(self, chosen, *, seen=None, days=7, by=None):
        due_on = self.today + timedelta(days=days)
        seen = live_digest(self.call) if seen is None else seen
        return give_reviews(self.call, chosen, due_on, seen, by=by or self.officer)

    def board(self):
        return board(self.call, self.officer, self.today)

    def draft(self, points=2, why="So.", remark="", seen=0):
        lines = self.call.criteria.all()
        return Draft({line.pk: Given(points, why) for line in lines}, remark, seen)


def fresh(row):
    return Assignment.objects.get(pk=row.pk)


def verbs(row):
    return [entry.verb for entry in entries_of(f"application:{row.pk}")]


def test_the_proposal_is_given_out_as_it_stands():
    scene = Scene(3, 3)
    found = proposal(scene.board())
    assert found.lacks == []
    assert scene.give(found.chosen) == 6
    after = scene.board()
    assert (sorted(after.load.values()), [row.wanted for row in after.rows]) == (
        [2, 2, 2],
        [0, 0, 0],
    )
    assert proposal(after).chosen == {row.pk: [] for row in scene.rows}


def test_a_proposal_passes_by_who_is_too_near_or_gave_it_back():
    scene = Scene(1, 3)
    start_membership(scene.people[0], scene.rows[0].organisation, Role.EDITOR, by=None)
    give_back_review(given(scene.rows[0], scene.people[1], scene.officer), "time",
                     by=scene.people[1])  # fmt: skip
    found = proposal(scene.board())
    assert found == ({scene.rows[0].pk: [scene.people[2].pk]}, [Lack(scene.rows[0].pk, 1)])
    assert [user.pk for user in scene.board().rows[0].able] == [p.pk for p in scene.people[1:]]


def test_another_is_proposed_for_who_is_too_near_by_now():
    scene = Scene(1, 3)
    first, second, third = (user.pk for user in scene.people)
    scene.give({scene.rows[0].pk: [first, second]})
    assert [row.wanted for row in scene.board().rows] == [0]
    start_membership(scene.people[0], scene.rows[0].organisation, Role.EDITOR, by=None)
    found = scene.board()
    assert [(row.wanted, [held.is_near for held in row.held]) for row in found.rows] == [
        (1, [True, False])
    ]
    assert proposal(found) == ({scene.rows[0].pk: [third]}, [])
    assert scene.give(proposal(found).chosen) == 1  # the conflict need not be set aside first
    assert [row.wanted for row in scene.board().rows] == [0]


def test_who_gave_it_back_can_be_asked_again():
    scene = Scene(1, 1)
    row = given(scene.rows[0], scene.people[0], scene.officer)
    written(row)
    give_back_review(row, "time", by=scene.people[0])
    scene.give({scene.rows[0].pk: [scene.people[0].pk]})
    row = fresh(row)
    assert (row.state, row.reason, Score.objects.filter(assignment=row).count()) == (
        "assigned", "", 3,
    )  # fmt: skip


def test_nothing_is_given_out_against_the_rules():
    scene = Scene(2, 2)
    one, two = scene.people
    first = scene.rows[0].pk
    start_membership(two, scene.rows[0].organisation, Role.EDITOR, by=None)
    with pytest.raises(NotAllowed, match="has a conflict"):
        scene.give({first: [one.pk, two.pk]})
    with pytest.raises(NotAllowed, match="no longer a reviewer"):
        scene.give({first: [scene.officer.pk]})
    with pytest.raises(NotAllowed, match="only once"):
        scene.give({first: [one.pk, one.pk]})
    with pytest.raises(NotAllowed, match="still to come"):
        scene.give({first: [one.pk]}, days=-1)
    with pytest.raises(NotAllowed, match="officer of the funder"):
        scene.give({first: [one.pk]}, by=one)
    Application.objects.filter(pk=first).update(state="ineligible")
    with pytest.raises(NotAllowed, match="not to be reviewed"):
        scene.give({first: [one.pk]})
    Call.objects.update(state=CallState.DECIDED)
    with pytest.raises(NotAllowed, match="before it is decided"):
        scene.give({scene.rows[1].pk: [one.pk]})
    assert Assignment.objects.count() == 0


def test_an_officer_who_is_too_near_gives_nothing_out_there():
    scene = Scene(2, 1)
    start_membership(scene.officer, scene.rows[0].organisation, Role.EDITOR, by=None)
    assert ([row.application for row in scene.board().rows], scene.board().hidden) == (
        [scene.rows[1]],
        1,
    )
    with pytest.raises(NotAllowed, match="conflict of interest here"):
        scene.give({scene.rows[0].pk: [scene.people[0].pk]})
    row = given(scene.rows[0], scene.people[0], officer(2))
    with pytest.raises(NotAllowed, match="conflict of interest here"):
        take_back_review(row, "time", by=scene.officer)


def test_of_two_officers_the_second_is_told():
    scene = Scene(1, 3)
    seen = scene.board().seen
    scene.give({scene.rows[0].pk: [scene.people[0].pk]}, seen=seen)
    with pytest.raises(NotAllowed, match="meanwhile"):
        scene.give({scene.rows[0].pk: [scene.people[1].pk]}, seen=seen, by=officer(2))
    assert Assignment.objects.count() == 1


def test_what_she_writes_is_kept_and_her_other_window_is_told():
    scene = Scene(1, 1)
    user = scene.people[0]
    row = given(scene.rows[0], user, scene.officer)
    save_review(row, scene.draft(3, "First window.", "All.", 0), by=user)
    assert (fresh(row).state, fresh(row).version, fresh(row).remark) == ("started", 1, "All.")
    save_review(row, scene.draft(3, "First window.", "All.", 0), by=user)  # pressed twice
    with pytest.raises(NotAllowed, match="another window"):
        save_review(row, scene.draft(1, "Second window.", "", 0), by=user)
    assert set(given_in(fresh(row)).values()) == {Given(3, "First window.")}
    save_review(row, scene.draft(1, "Second window.", "", 1), by=user)
    with pytest.raises(NotAllowed, match="Read it again"):
        submit_review(row, 1, by=user)
    submit_review(row, 2, by=user)
    assert fresh(row).state == "submitted"
    with pytest.raises(NotAllowed, match="handed in"):
        save_review(row, scene.draft(4, "Late.", "", 2), by=user)
    assert verbs(scene.rows[0]) == [
        "review.assigned", "review.declared", "review.started", "review.submitted",
    ]  # fmt: skip


def test_no_score_beyond_the_rubric_and_no_book():
    scene = Scene(1, 1)
    row = given(scene.rows[0], scene.people[0], scene.officer)
    for draft in (scene.draft(5), scene.draft(-1)):
        with pytest.raises(NotAllowed, match="one of the scores"):
            save_review(row, draft, by=scene.people[0])
    with pytest.raises(NotAllowed, match="very long"):
        save_review(row, scene.draft(why="x" * 4001), by=scene.people[0])
    assert Score.objects.count() == 0


def test_only_a_whole_review_is_handed_in():
    scene = Scene(1, 1)
    row = given(scene.rows[0], scene.people[0], scene.officer)
    save_review(row, scene.draft(None, "Words."), by=scene.people[0])
    with pytest.raises(NotAllowed, match="missing"):
        submit_review(row, 1, by=scene.people[0])
    save_review(row, scene.draft(2, " ", seen=1), by=scene.people[0])
    with pytest.raises(NotAllowed, match="missing"):
        submit_review(row, 2, by=scene.people[0])


def test_nobody_writes_in_the_review_of_another():
    scene = Scene(1, 2)
    row = given(scene.rows[0], scene.people[0], scene.officer)
    deeds = [
        lambda: save_review(row, scene.draft(), by=scene.people[1]),
        lambda: submit_review(row, 0, by=scene.people[1]),
        lambda: give_back_review(row, "time", by=scene.people[1]),
        lambda: take_back_review(row, "time", by=scene.people[0]),
        lambda: reopen_review(row, "asked", by=scene.people[0]),
        lambda: set_aside_conflicts(scene.call, by=scene.people[0]),
        lambda: declare_conflicts(scene.call, {}, by=scene.officer),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    given(scene.rows[0], scene.people[1], scene.officer)
    with pytest.raises(NotAllowed):
        save_review(row, scene.draft(), by=scene.people[1])
    assert (fresh(row).version, Score.objects.count()) == (0, 0)


def test_before_she_said_that_she_is_free_she_writes_nothing():
    scene = Scene(1, 1)
    scene.give({scene.rows[0].pk: [scene.people[0].pk]})
    row = Assignment.objects.get()
    with pytest.raises(NotAllowed, match="First say"):
        save_review(row, scene.draft(), by=scene.people[0])


def test_a_conflict_that_she_declares_gives_back_what_she_has():
    scene = Scene(2, 1)
    row = handed_in(scene.rows[0], scene.people[0], scene.officer)
    declare_conflicts(
        scene.call, {scene.rows[0].pk: True, scene.rows[1].pk: False}, by=scene.people[0]
    )
    assert (fresh(row).state, fresh(row).reason) == ("returned", "conflict")
    assert Conflict.objects.get().kind == ConflictKind.DECLARED
    free(scene.people[0], scene.rows[0])  # the other word no longer counts
    with pytest.raises(NotAllowed, match="has a conflict"):
        scene.give({scene.rows[0].pk: [scene.people[0].pk]})


def test_a_conflict_that_arises_blocks_at_once():
    scene = Scene(1, 1)
    user, row = scene.people[0], given(scene.rows[0], scene.people[0], scene.officer)
    written(row)
    membership = start_membership(user, scene.rows[0].organisation, Role.EDITOR, by=None)
    for deed in (
        lambda: save_review(row, scene.draft(seen=1), by=user),
        lambda: submit_review(row, 1, by=user),
    ):
        with pytest.raises(NotAllowed, match="conflict of interest here"):
            deed()
    assert scene.board().near == 1
    assert set_aside_conflicts(scene.call, by=scene.officer) == 1
    assert (fresh(row).state, Conflict.objects.get().kind) == ("returned", ConflictKind.KNOWN)
    assert set_aside_conflicts(scene.call, by=scene.officer) == 0
    assert membership is None or end_membership is not None


@pytest.mark.parametrize(("reason", "kept"), [("conflict", 1), ("time", 0), ("subject", 0)])
def test_what_is_given_back_is_given_to_another(reason, kept):
    scene = Scene(1, 2)
    row = handed_in(scene.rows[0], scene.people[0], scene.officer)
    give_back_review(row, reason, by=scene.people[0])
    assert (fresh(row).state, Conflict.objects.count()) == ("returned", kept)
    with pytest.raises(NotAllowed):
        give_back_review(row, reason, by=scene.people[0])
    assert proposal(scene.board()).chosen == {scene.rows[0].pk: [scene.people[1].pk]}


def test_an_officer_takes_back_and_opens_again_with_a_reason():
    scene = Scene(1, 1)
    row = handed_in(scene.rows[0], scene.people[0], scene.officer)
    with pytest.raises(NotAllowed, match="reason"):
        reopen_review(row, "", by=scene.officer)
    reopen_review(row, "unclear", by=scene.officer)
    assert (fresh(row).state, fresh(row).reopened_for) == ("started", "unclear")
    with pytest.raises(NotAllowed):
        reopen_review(row, "unclear", by=scene.officer)
    submit_review(row, 1, by=scene.people[0])
    take_back_review(row, "conflict", by=scene.officer)
    assert (fresh(row).state, Conflict.objects.get().kind) == ("returned", ConflictKind.KNOWN)


def test_nothing_changes_once_the_call_is_decided():
    scene = Scene(1, 1)
    row = handed_in(scene.rows[0], scene.people[0], scene.officer)
    Call.objects.update(state=CallState.DECIDED)
    for deed in (
        lambda: reopen_review(row, "asked", by=scene.officer),
        lambda: take_back_review(row, "time", by=scene.officer),
        lambda: give_back_review(row, "time", by=scene.people[0]),
        lambda: set_aside_conflicts(scene.call, by=scene.officer),
        lambda: declare_conflicts(scene.call, {}, by=scene.people[0]),
    ):
        with pytest.raises(NotAllowed, match="before it is decided"):
            deed()
    assert fresh(row).state == AssignmentState.SUBMITTED


def test_what_the_log_says_has_no_words_of_anyone():
    scene = Scene(1, 1)
    handed_in(scene.rows[0], scene.people[0], scene.officer, why="a secret reason")
    for entry in entries_of(f"application:{scene.rows[0].pk}"):
        assert "secret" not in str(vars(entry) if hasattr(entry, "__dict__") else entry)
