"""Trainings at the desk: what each person sees and may do there."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from tests.accounts.people import hub, member, sign_in, spoke
from tests.learning.cohort_made import (
    a_cohort,
    an_open_cohort,
    attended,
    enrolled,
    held_today,
    learner,
    trainer,
    values,
)
from upstander.core.panels import numbers_of
from upstander.learning.actions.cohort import finish_cohort, note_lessons
from upstander.learning.models import Certificate, Cohort, CohortSession, Enrolment, LessonPicture
from upstander.learning.queries.cohort_panel import trainings_panel
from upstander.learning.queries.course import numbers_of as lessons_of
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
LIST = "/desk/learning/trainings/"
FORM = {**values(), "about": "", "seen": "0"}
SESSION = {"day": "2031-05-02", "starts": "09:00", "ends": "12:00", "place": "Room 2"}


def at(cohort: Cohort, rest: str = "") -> str:
    return f"{LIST}{cohort.pk}/{rest}"


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_trainer_plans_opens_and_changes_a_training(client: Client) -> None:
    sign_in(client, trainer())
    made = client.post(f"{LIST}new/", FORM)
    cohort = Cohort.objects.get()
    assert made["Location"] == at(cohort)
    wrong = client.post(at(cohort, "sessions/new/"), {**SESSION, "seen": "0", "ends": "08:00"})
    assert (b"Room 2" in wrong.content, CohortSession.objects.count()) == (True, 0)
    client.post(at(cohort, "sessions/new/"), {**SESSION, "seen": "0"})
    client.post(at(cohort, "do/open/"))
    cohort.refresh_from_db()
    assert (cohort.state, str(cohort.sessions.get())) == ("open", "2031-05-02 09:00")
    client.post(at(cohort, "change/"), {**FORM, "title": "Winter", "places": "9", "seen": "1"})
    stale = client.post(at(cohort, "change/"), {**FORM, "title": "Spring", "seen": "1"})
    assert (stale.status_code, b"Spring" in stale.content) == (409, True)
    cohort.refresh_from_db()
    assert (cohort.title, cohort.places) == ("Winter", 9)


@pytest.mark.parametrize("changes", [
    {"title": ""}, {"places": "0"}, {"places": "501"}, {"places": "x"}, {"course": "none"},
    {"lessons_needed": "101"}, {"sessions_needed": "-1"}, {"language": "xx"},
    {"title": "\x00"}, {"title": "x" * 161},
])  # fmt: skip
def test_bad_input_is_told_and_what_was_typed_stays(client: Client, changes: dict) -> None:
    sign_in(client, trainer())
    answer = client.post(f"{LIST}new/", {**FORM, "about": "Bring a pen", **changes})
    assert (answer.status_code, b"Bring a pen" in answer.content) == (200, True)
    assert not Cohort.objects.exists()


def test_people_of_a_spoke_see_what_is_open_and_no_names(client: Client) -> None:
    by = trainer()
    draft, cohort = a_cohort(by, title="Hidden draft"), an_open_cohort(by)
    other = learner(1)
    enrolled(cohort, other)
    sign_in(client, learner())
    listed = text_of(client, LIST)
    assert (cohort.title in listed, draft.title in listed) == (True, False)
    page = text_of(client, at(cohort))
    assert ("Spoke 1" in page, "do/cancel/" in page, "enrol/" in page) == (False, False, True)
    assert client.get(at(draft)).status_code == 404
    for rest in ("sessions/new/", f"sessions/{cohort.sessions.get().pk}/there/"):
        assert client.get(at(cohort, rest)).status_code == 404
    for rest in ("do/cancel/", "change/"):
        client.post(at(cohort, rest), {**FORM, "title": "Mine"})
    cohort.refresh_from_db()
    assert (cohort.state, cohort.title) == ("open", "First answer, autumn")
    row = Enrolment.objects.get()
    assert client.post(at(cohort, f"leave/{row.pk}/")).status_code == 404
    assert client.get(f"{LIST}new/")["Location"] == LIST
    assert client.get(f"{LIST}pictures/").status_code == 404


def test_enrolling_twice_is_answered_with_a_sentence(client: Client) -> None:
    cohort, person = an_open_cohort(trainer()), learner()
    sign_in(client, person)
    first = client.post(at(cohort, "enrol/"), follow=True).content.decode()
    second = client.post(at(cohort, "enrol/"), follow=True).content.decode()
    assert ("You have a place" in first, "enrolled already" in second) == (True, True)
    assert Enrolment.objects.get().state == "enrolled"


def test_who_waits_sees_her_place_in_line_and_may_give_it_up(client: Client) -> None:
    cohort, people = an_open_cohort(trainer(), places=1), [learner(n) for n in range(3)]
    for person in people:
        enrolled(cohort, person)
    sign_in(client, people[2])
    assert "You are number 2 in line" in text_of(client, at(cohort))
    assert "<h1>Give up the place</h1>" in text_of(client, at(cohort, "leave/"))
    client.post(at(cohort, "leave/"))
    states = Enrolment.objects.order_by("turn").values_list("state", flat=True)
    assert list(states) == ["enrolled", "waiting", "left"]
    assert "enrol/" in text_of(client, at(cohort))


def test_a_trainer_takes_out_another_and_gives_up_nothing_of_her_own(client: Client) -> None:
    by = trainer()
    cohort = an_open_cohort(by)
    row = enrolled(cohort, learner())
    sign_in(client, by)
    assert "Give up the place" not in text_of(client, at(cohort))
    asked = text_of(client, at(cohort, f"leave/{row.pk}/"))
    assert ("<h1>Remove</h1>" in asked, row.user.name in asked) == (True, True)


def test_she_ticks_her_lessons_and_a_trainer_notes_who_was_there(client: Client) -> None:
    by, person = trainer(), learner()
    cohort = an_open_cohort(by)
    row = enrolled(cohort, person)
    sign_in(client, person)
    client.post(at(cohort, "lessons/"), {"done": ["1", "3"]})
    client.post(at(cohort, "lessons/"), {"done": ["1", "99"]})
    row.refresh_from_db()
    assert row.lessons == [1, 3]
    client = sign_in(Client(), by)
    there = at(cohort, f"sessions/{held_today(cohort, by).pk}/there/")
    client.post(there, {"seen": "0", "there": [str(row.pk)]})
    stale = client.post(there, {"seen": "0"})
    assert (stale.status_code, row.attended.count()) == (409, 1)
    page = text_of(client, at(cohort))
    assert ("1 of 1 sessions" in page, "2 of 7 lessons done" in page) == (True, True)


def _finished(by):
    cohort, person = an_open_cohort(by), learner()
    row = enrolled(cohort, person)
    attended(held_today(cohort, by), [row], by)
    note_lessons(row, lessons_of("first-answer"), by=person)
    finish_cohort(cohort, by=by)
    return cohort, person, Certificate.objects.get()


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "hi", "pa"])
def test_the_certificate_is_a_paper_for_her_and_her_trainers_alone(client, language) -> None:
    by = trainer()
    cohort, person, row = _finished(by)
    path = f"/desk/learning/certificates/{row.pk}/pdf/"
    person.language = language
    person.save()
    sign_in(client, person)
    answer = client.get(path)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Cache-Control"] == "private, no-store"
    assert path in text_of(client, at(cohort))
    assert client.get(path.replace("pdf", "revoke")).status_code == 404
    assert sign_in(Client(), learner(1)).get(path).status_code == 404


def test_a_certificate_is_taken_back_with_a_reason_and_given_again(client: Client) -> None:
    by = trainer()
    cohort, person, row = _finished(by)
    sign_in(client, by)
    path = f"/desk/learning/certificates/{row.pk}/"
    assert b"errors" in client.post(f"{path}revoke/", {"reason": " "}).content
    client.post(f"{path}revoke/", {"reason": "Given by mistake"})
    row.refresh_from_db()
    assert (row.state, client.get(f"{path}pdf/").status_code) == ("revoked", 404)
    client.post(at(cohort, f"certify/{row.enrolment_id}/"))
    assert Certificate.objects.filter(state="valid").count() == 1
    hers = sign_in(Client(), person)
    assert hers.post(at(cohort, f"certify/{row.enrolment_id}/")).status_code == 404


def test_lists_and_pages_cost_the_same_however_many_there_are(client: Client) -> None:
    by = trainer()
    cohort = an_open_cohort(by, places=50)
    sign_in(client, by)
    counts = []
    client.get(LIST)  # what is looked up once a process
    for number in range(2):
        for person in range(number * 6, number * 6 + 6):
            row = enrolled(cohort, learner(person))
            note_lessons(row, [1], by=row.user)
            an_open_cohort(by)
        for path in (LIST, at(cohort), "/desk/learning/"):
            with CaptureQueriesContext(connection) as found:
                assert client.get(path).status_code == 200
            counts.append(len(found))
    assert counts[:3] == counts[3:]


def test_the_panel_shows_what_waits_for_whom() -> None:
    by, person, guest = trainer(), learner(), member(Role.PARTNER, spoke())
    now = timezone.now()
    draft, cohort = a_cohort(by, title="Draft"), an_open_cohort(by)
    enrolled(cohort, person)
    assert trainings_panel(guest, now) is None
    own = trainings_panel(person, now)
    assert [(row.text, row.is_waiting) for row in own.rows] == [(cohort.title, False)]
    mine = trainings_panel(by, now)
    assert {(row.text, row.is_waiting) for row in mine.rows} == {
        (cohort.title, False), (draft.title, True),
    }  # fmt: skip
    later = trainings_panel(by, now + timedelta(days=8))
    found = [(row.text, row.is_late) for row in later.rows if row.is_late]
    assert found == [(cohort.title, True)] * 2  # to be noted, and to be finished
    assert numbers_of([later]) == (3, 2)


def test_a_picture_is_added_once_it_is_one(client: Client) -> None:
    sign_in(client, member(Role.HUB_STAFF, hub()))
    path = f"{LIST}pictures/"
    text = SimpleUploadedFile("a.txt", b"words")
    wrong = client.post(path, {"title": "A bus", "file": text})
    assert (b"A bus" in wrong.content, LessonPicture.objects.count()) == (True, 0)
    seen = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(seen, "PNG")
    client.post(path, {"title": "A bus", "file": SimpleUploadedFile("a.png", seen.getvalue())})
    row = LessonPicture.objects.get()
    assert (row.title, row.media_type) == ("A bus", "image/png")
    assert f"/courses/pictures/{row.pk}/" in text_of(client, path)


def test_a_page_has_one_first_button(client: Client) -> None:
    by, person = trainer(), learner()
    cohort = an_open_cohort(by)
    for user, first in ((by, "Close the enrolment"), (person, "Enrol")):
        client.logout()
        sign_in(client, user)
        main = text_of(client, at(cohort)).partition("<main")[2]
        found = re.findall(r'(?:<button|<a class="button")(?: href="[^"]*")?>([^<]+)<', main)
        assert found == [first]


def test_what_cannot_be_undone_is_said_before(client: Client) -> None:
    by = trainer()
    cohort = an_open_cohort(by)
    held_today(cohort, by)
    sign_in(client, by)
    said = {deed: "cannot be undone" in text_of(client, at(cohort, f"do/{deed}/"))
            for deed in ("close", "finish", "cancel")}  # fmt: skip
    assert said == {"close": False, "finish": True, "cancel": True}
