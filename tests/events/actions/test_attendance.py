"""A project gets what its events brought."""

import pytest
from django.utils import timezone

from tests.accounts.people import spoke
from tests.action.project_made import a_project, a_running_project, coordinator
from tests.events.event_made import an_event, day_of, is_over, values
from upstander.core.errors import NotAllowed
from upstander.events.actions.attendance import Came, note_attendance
from upstander.events.actions.event import make_event

pytestmark = pytest.mark.django_db


def _activities(project):
    rows = project.activities.order_by("pk")
    return list(rows.values_list("title", "kind", "attendance", "is_estimated", "words"))


def test_attendance_becomes_an_activity_of_the_project_and_follows_corrections():
    project = a_running_project()
    by = coordinator(project.organisation)
    day = is_over(day_of(an_event(by, project=project)))
    note_attendance(day, Came([], 31, True), seen=0, by=by)
    project.activities.update(words="It was full.")
    note_attendance(day, Came([], 33, False), seen=1, by=by)
    assert _activities(project) == [("Open evening", "event", 33, False, "It was full.")]
    assert project.activities.get().held_on == timezone.localdate(day.starts_at)


def test_two_times_of_one_day_that_are_alike_are_two_activities():
    project = a_running_project()
    by = coordinator(project.organisation)
    for _ in range(2):
        note_attendance(
            is_over(day_of(an_event(by, project=project))), Came([], 12, False), seen=0, by=by
        )
    assert [row[2] for row in _activities(project)] == [12, 12]


def test_a_project_that_takes_nothing_more_leaves_the_number_with_the_event():
    project = a_project()
    by = coordinator(project.organisation)
    project.state = "withdrawn"
    project.save()
    day = is_over(day_of(an_event(by, project=project)))
    note_attendance(day, Came([], 8, False), seen=0, by=by)
    day.refresh_from_db()
    assert (_activities(project), day.attendance, day.activity) == ([], 8, None)


def test_a_project_of_another_organisation_is_refused():
    project = a_running_project(spoke(1))
    by = coordinator(spoke())
    with pytest.raises(NotAllowed, match="your own list"):
        make_event(spoke(), values(project=project), by=by)
