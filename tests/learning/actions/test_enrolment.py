"""Places are given in the order of coming, and none twice."""

from queue import Empty, Queue
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.learning.cohort_made import (
    a_cohort,
    an_open_cohort,
    learner,
    letters,
    trainer,
    values,
)
from upstander.accounts.interface import User
from upstander.audit.interface import entries_of, faults
from upstander.core.errors import NotAllowed
from upstander.learning.actions.cohort import cancel_cohort, change_cohort, close_cohort
from upstander.learning.actions.enrolment import enrol, leave
from upstander.learning.models import Cohort, Enrolment
from upstander.network.models import Membership
from upstander.network.states import Role


def _line(cohort: Cohort) -> list[tuple[str, str]]:
    rows = cohort.enrolments.order_by("turn")
    return list(rows.values_list("user__email", "state"))


def _names(*numbers: int) -> list[str]:
    return [f"learner-{number}@example.org" for number in numbers]


@pytest.mark.django_db
def test_who_comes_when_all_is_taken_waits_and_moves_up(django_capture_on_commit_callbacks):
    cohort, people = an_open_cohort(trainer()), [learner(number) for number in range(4)]
    states = [enrol(cohort, by=person).state for person in people]
    assert states == ["enrolled", "enrolled", "waiting", "waiting"]
    people[2].language = "fr"
    people[2].save()
    with django_capture_on_commit_callbacks(execute=True):
        leave(cohort.enrolments.get(user=people[0]), by=people[0])
    a, b, c, d = _names(0, 1, 2, 3)
    assert _line(cohort) == [(a, "left"), (b, "enrolled"), (c, "enrolled"), (d, "waiting")]
    assert letters() == [c]
    assert f"/desk/learning/trainings/{cohort.pk}/" in mail.outbox[0].body
    assert cohort.title not in str(mail.outbox[0].message())
    assert letters() == []


@pytest.mark.django_db
def test_who_left_comes_back_at_the_end_of_the_line():
    cohort, people = an_open_cohort(trainer()), [learner(number) for number in range(4)]
    for person in people[:3]:
        enrol(cohort, by=person)
    leave(cohort.enrolments.get(user=people[0]), by=people[0])
    enrol(cohort, by=people[3])
    assert enrol(cohort, by=people[0]).state == "waiting"
    a, b, c, d = _names(0, 1, 2, 3)
    assert _line(cohort) == [(b, "enrolled"), (c, "enrolled"), (d, "waiting"), (a, "waiting")]


@pytest.mark.django_db
def test_more_places_are_for_who_waits_longest_also_when_the_enrolment_is_closed():
    by = trainer()
    cohort, people = an_open_cohort(by), [learner(number) for number in range(5)]
    for person in people:
        enrol(cohort, by=person)
    close_cohort(cohort, by=by)
    seen = Cohort.objects.get(pk=cohort.pk).version
    change_cohort(cohort, values(places=4), seen=seen, by=by)
    assert [state for _email, state in _line(cohort)] == ["enrolled"] * 4 + ["waiting"]
    with pytest.raises(NotAllowed, match="have a place already"):
        change_cohort(cohort, values(places=3), seen=seen + 1, by=by)


@pytest.mark.django_db
def test_enrolling_twice_is_answered_and_changes_nothing():
    cohort, person = an_open_cohort(trainer()), learner()
    enrol(cohort, by=person)
    with pytest.raises(NotAllowed, match="enrolled already"):
        enrol(cohort, by=person)
    assert _line(cohort) == [("learner-0@example.org", "enrolled")]


@pytest.mark.django_db
def test_a_draft_and_a_cancelled_one_take_nobody_and_cancelling_tells_everyone(
    django_capture_on_commit_callbacks,
):
    by = trainer()
    draft, cohort = a_cohort(by), an_open_cohort(by)
    people = [learner(number) for number in range(4)]
    with pytest.raises(NotAllowed, match="Nobody can enrol"):
        enrol(draft, by=people[0])
    for person in people:
        enrol(cohort, by=person)
    leave(cohort.enrolments.get(user=people[0]), by=people[0])
    with django_capture_on_commit_callbacks(execute=True):
        cancel_cohort(cohort, by=by)
    assert letters() == _names(1, 2, 3)
    with pytest.raises(NotAllowed):
        leave(cohort.enrolments.get(user=people[1]), by=people[1])


@pytest.mark.django_db
def test_only_she_or_a_trainer_takes_her_out():
    by = trainer()
    cohort, person, other = an_open_cohort(by), learner(), learner(1)
    row = enrol(cohort, by=person)
    with pytest.raises(NotAllowed, match="hub"):
        leave(row, by=other)
    leave(row, by=by)
    assert _line(cohort) == [("learner-0@example.org", "left")]


@pytest.mark.django_db
def test_a_partner_of_a_committee_is_no_one_who_works_in_the_network():
    guest = member(Role.PARTNER, spoke())
    with pytest.raises(NotAllowed, match="work in the network"):
        enrol(an_open_cohort(trainer()), by=guest)


@pytest.mark.django_db
def test_the_log_says_who_did_what_and_no_name():
    by, person = trainer(), learner()
    cohort = an_open_cohort(by)
    row = enrol(cohort, by=person)
    enrol(cohort, by=learner(1))
    enrol(cohort, by=learner(2))
    leave(row, by=person)
    entries = entries_of(f"cohort:{cohort.pk}")
    assert [entry.verb for entry in entries] == [
        "cohort.made", "cohort.session_written", "cohort.opened", "enrolment.made",
        "enrolment.made", "enrolment.made", "enrolment.left", "enrolment.promoted",
    ]  # fmt: skip
    assert [word for word in (person.email, person.name) if word in str(entries)] == []
    assert list(faults()) == []


def test_two_hundred_race_for_the_last_twenty_places(site):
    cohort = an_open_cohort(trainer(), places=20)
    people = _many(200)
    outcomes: list[str] = []
    waiting: Queue[User] = Queue()
    for person in people:
        waiting.put(person)

    def come() -> None:
        while True:
            try:
                outcomes.append(enrol(cohort, by=waiting.get_nowait()).state)
            except Empty:
                break
        connection.close()

    threads = [Thread(target=come) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    line = list(Enrolment.objects.order_by("turn").values_list("turn", "state"))
    assert line == [(n, "enrolled" if n <= 20 else "waiting") for n in range(1, 201)]
    assert sorted(outcomes) == ["enrolled"] * 20 + ["waiting"] * 180


def _many(number: int) -> list[User]:
    people = User.objects.bulk_create(
        User(email=f"p{n}@example.org", name="P", password="!", language="en")
        for n in range(number)
    )
    today, place = timezone.localdate(), hub()
    Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role=Role.HUB_STAFF, starts_on=today)
        for user in people
    )
    return people


@pytest.mark.django_db
def test_who_is_taken_out_is_told_and_who_goes_herself_is_not(django_capture_on_commit_callbacks):
    by = trainer()
    cohort = an_open_cohort(by)
    rows = [enrol(cohort, by=learner(number)) for number in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        leave(rows[0], by=by)
        leave(rows[1], by=rows[1].user)
    assert letters() == [rows[0].user.email]
