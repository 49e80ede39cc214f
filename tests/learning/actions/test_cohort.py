"""A training from its plan to the certificates."""

import pytest

from tests.accounts.people import hub, member, spoke
from tests.learning.cohort_made import (
    a_cohort,
    a_session,
    an_open_cohort,
    attended,
    enrolled,
    held_today,
    learner,
    letters,
    trainer,
    values,
)
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.learning.actions import certificate as certificates
from upstander.learning.actions import enrolment as enrolments
from upstander.learning.actions.cohort import (
    change_cohort,
    finish_cohort,
    make_cohort,
    note_attendance,
    note_lessons,
    open_cohort,
    remove_session,
)
from upstander.learning.models import Certificate, Cohort, CohortSession
from upstander.learning.queries.certificate import certificate_with
from upstander.learning.queries.course import numbers_of
from upstander.learning.queries.participant import participants_of
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def test_only_trainers_of_the_hub_plan_one():
    for by in (member(Role.SPOKE_COORDINATOR, spoke()), member(Role.EDITOR, hub())):
        with pytest.raises(NotAllowed, match="hub"):
            make_cohort(hub(), values(), by=by)
    with pytest.raises(NotAllowed, match="hub"):
        make_cohort(spoke(), values(), by=trainer())


def test_it_opens_when_it_has_a_session():
    by = trainer()
    cohort = a_cohort(by)
    with pytest.raises(NotAllowed, match="Add a session first"):
        open_cohort(cohort, by=by)
    a_session(cohort, by, days=-1)
    with pytest.raises(NotAllowed, match="last day is over"):
        open_cohort(cohort, by=by)
    a_session(cohort, by, days=0)
    open_cohort(cohort, by=by)
    assert Cohort.objects.get().state == "open"


def test_the_second_of_two_who_change_it_is_told():
    by = trainer()
    cohort = a_cohort(by)
    change_cohort(cohort, values(title="One"), seen=0, by=by)
    with pytest.raises(NotAllowed, match="a moment ago"):
        change_cohort(cohort, values(title="Two"), seen=0, by=by)
    assert Cohort.objects.get().title == "One"


def test_a_session_is_taken_out_unless_someone_was_noted():
    by = trainer()
    cohort = a_cohort(by)
    gone, kept = a_session(cohort, by), a_session(cohort, by, days=0)
    open_cohort(cohort, by=by)
    remove_session(gone, by=by)
    row = enrolled(cohort, learner())
    attended(kept, [row], by)
    with pytest.raises(NotAllowed, match="noted"):
        remove_session(kept, by=by)
    assert list(CohortSession.objects.values_list("pk", flat=True)) == [kept.pk]


def test_attendance_replaces_what_was_noted_and_the_second_of_two_is_told():
    by = trainer()
    cohort = an_open_cohort(by)
    one, two = enrolled(cohort, learner(0)), enrolled(cohort, learner(1))
    late = enrolled(cohort, learner(2))
    session = held_today(cohort, by)
    attended(session, [one, two, late], by)
    assert sorted(session.attended.values_list("enrolment", flat=True)) == [one.pk, two.pk]
    note_attendance(session, [two.pk], seen=1, by=by)
    with pytest.raises(NotAllowed, match="a moment ago"):
        note_attendance(session, [], seen=1, by=by)
    assert list(session.attended.values_list("enrolment", flat=True)) == [two.pk]


def test_a_session_to_come_is_not_noted():
    by = trainer()
    cohort = an_open_cohort(by)
    with pytest.raises(NotAllowed, match="still to come"):
        note_attendance(cohort.sessions.get(), [], seen=0, by=by)


def test_lessons_are_her_own():
    cohort, person = an_open_cohort(trainer()), learner()
    row = enrolled(cohort, person)
    note_lessons(row, [3, 1, 3], by=person)
    row.refresh_from_db()
    assert row.lessons == [1, 3]
    with pytest.raises(type(row).DoesNotExist):
        note_lessons(row, [], by=learner(1))


def _finished(by, capture):
    """Ada was there and has done all; Bo was there; Cy did all but was away."""
    cohort = an_open_cohort(by, places=3)
    people = [learner(number) for number in range(3)]
    rows = [enrolled(cohort, person) for person in people]
    session = held_today(cohort, by)
    attended(session, rows[:2], by)
    for number in (0, 2):
        note_lessons(rows[number], numbers_of("first-answer"), by=people[number])
    with capture(execute=True):
        assert finish_cohort(cohort, by=by) == 1
    return cohort, people, rows


def test_who_has_completed_it_gets_a_certificate_and_a_mail(django_capture_on_commit_callbacks):
    by = trainer()
    cohort, people, rows = _finished(by, django_capture_on_commit_callbacks)
    given = Certificate.objects.get()
    assert (given.enrolment, given.name, given.title) == (rows[0], people[0].name, cohort.title)
    assert letters() == [people[0].email]
    assert certificate_with(given.code) == given
    found = [(p.attended, p.done, p.is_complete, p.certificate) for p in participants_of(cohort)]
    assert found == [(1, 7, True, given), (1, 0, False, None), (0, 7, False, None)]


def test_who_does_the_lessons_later_gets_one_later_and_only_once(
    django_capture_on_commit_callbacks,
):
    by = trainer()
    _cohort, people, rows = _finished(by, django_capture_on_commit_callbacks)
    with pytest.raises(NotAllowed, match="missing"):
        certificates.issue_certificate(rows[1], by=by)
    note_lessons(rows[1], numbers_of("first-answer"), by=people[1])
    with pytest.raises(NotAllowed, match="hub"):
        certificates.issue_certificate(rows[1], by=people[1])
    certificates.issue_certificate(rows[1], by=by)
    with pytest.raises(NotAllowed, match="already been dealt"):
        certificates.issue_certificate(rows[1], by=by)
    assert Certificate.objects.count() == 2


def test_one_that_was_taken_back_says_so_and_another_may_be_given(
    django_capture_on_commit_callbacks,
):
    by = trainer()
    _cohort, people, rows = _finished(by, django_capture_on_commit_callbacks)
    given = Certificate.objects.get()
    with pytest.raises(NotAllowed, match="Say why"):
        certificates.revoke_certificate(given, " ", by=by)
    with pytest.raises(NotAllowed, match="hub"):
        certificates.revoke_certificate(given, "Mine", by=people[0])
    certificates.revoke_certificate(given, "Given by mistake", by=by)
    assert certificate_with(given.code).state == "revoked"
    certificates.issue_certificate(rows[0], by=by)
    verbs = [entry.verb for entry in entries_of(f"certificate:{given.pk}")]
    assert verbs == ["certificate.issued", "certificate.revoked"]
    states = Certificate.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["revoked", "valid"]


def test_who_comes_is_told_when_a_session_changes(django_capture_on_commit_callbacks):
    by = trainer()
    cohort = an_open_cohort(by, places=1)
    people = sorted(enrolled(cohort, learner(number)).user.email for number in range(2))
    enrolments.leave(enrolled(cohort, gone := learner(2)), by=gone)
    first = cohort.sessions.get()

    def told(*days: int, number: int | None = None) -> list[str]:
        with django_capture_on_commit_callbacks(execute=True):
            for day in days:
                a_session(cohort, by, days=day, number=number)
        return letters()

    assert told(7, number=first.pk) == []  # nothing is different
    assert told(8, number=first.pk) == people
    assert told(9) == people
    assert told(-1) == []  # it was held, and is written down later
    held = cohort.sessions.earliest("day")
    assert told(-2, number=held.pk) == []
    assert told(10, number=held.pk) == people
    with django_capture_on_commit_callbacks(execute=True):
        remove_session(held, by=by)
    assert letters() == people
    with django_capture_on_commit_callbacks(execute=True):
        a_session(a_cohort(by), by)
    assert letters() == []
