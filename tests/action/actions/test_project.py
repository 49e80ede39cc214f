"""Projects are planned, changed, moved, and their parts and photos kept."""

from datetime import timedelta

import pytest

from tests.accounts.people import member, spoke
from tests.action.project_made import (
    a_partner,
    a_photo,
    a_project,
    a_running_project,
    a_served_community,
    activity_values,
    an_activity,
    an_outcome,
    coordinator,
    measure_values,
    outcome_values,
    plan,
    today,
)
from upstander.action.actions.project import (
    add_part,
    ask_who_came,
    change_part,
    change_project,
    move_project,
    plan_project,
    remove_part,
    show_photo,
    take_out_photo,
)
from upstander.action.models import Photo, Priority, Project
from upstander.action.states import Consent, ProjectState
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.network.models import Community
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def verbs(project):
    return list(Entry.objects.filter(of=f"project:{project.pk}").values_list("verb", flat=True))


def test_a_project_has_its_communities_partners_and_a_reference():
    place, partner = a_served_community(), a_partner()
    project = a_project(communities=[place], partners=[partner], lead=coordinator())
    assert (project.reference, project.state) == ("spoke-0-1", "planned")
    assert [*project.communities.all(), *project.partners.all()] == [place, partner]
    assert a_project(title="Another").reference == "spoke-0-2"
    assert verbs(project) == ["project.planned"]


def test_a_second_press_plans_nothing_more():
    assert a_project() == a_project()
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: {"communities": [Community.objects.first()]},
        lambda: {"partners": [a_partner(spoke(1))]},
        lambda: {"partners": [a_partner(starts_on=today() + timedelta(days=1))]},
        lambda: {"lead": coordinator(spoke(1))},
        lambda: {"ends_on": today() - timedelta(days=11)},
    ],
)
def test_what_is_not_the_organisations_own_is_refused(wrong):
    with pytest.raises(NotAllowed):
        a_project(**wrong())


def test_others_plan_nothing_for_an_organisation():
    with pytest.raises(NotAllowed, match="Only people of this organisation"):
        plan_project(spoke(1), plan(), by=coordinator())


def test_who_saves_second_is_told_and_nothing_is_written_over():
    project, by = a_project(), coordinator()
    change_project(project, plan(title="First"), seen=0, by=by)
    with pytest.raises(NotAllowed, match="a moment ago"):
        change_project(project, plan(title="Second"), seen=0, by=by)
    assert Project.objects.get().title == "First"


def test_what_was_chosen_stays_though_it_is_over_now():
    place, partner = a_served_community(), a_partner()
    project = a_project(communities=[place], partners=[partner])
    spoke().spokes.update(
        starts_on=today() - timedelta(days=9), ends_on=today() - timedelta(days=1)
    )
    type(partner).objects.update(
        starts_on=today() - timedelta(days=9), ends_on=today() - timedelta(days=1)
    )
    values = plan(communities=[place], partners=[partner])
    change_project(project, values, seen=0, by=coordinator())
    assert project.partners.count() == project.communities.count() == 1


def test_a_project_begins_when_it_is_known_what_should_change():
    project = a_project()
    with pytest.raises(NotAllowed, match="what should change"):
        move_project(project, ProjectState.RUNNING, by=coordinator())
    an_outcome(project)
    move_project(project, ProjectState.RUNNING, by=coordinator())
    assert verbs(project)[-1] == "project.started"


def test_who_stops_says_why():
    project = a_running_project()
    with pytest.raises(NotAllowed, match="why"):
        move_project(project, ProjectState.STOPPED, "  ", by=coordinator())
    move_project(project, ProjectState.STOPPED, "The hall burnt down", by=coordinator())
    assert Project.objects.get().reason == "The hall burnt down"
    assert "burnt" not in str(Entry.objects.filter(of=f"project:{project.pk}").values())


def test_a_stale_page_moves_nothing():
    project = a_running_project()
    stale = Project.objects.get()
    move_project(project, ProjectState.DONE, by=coordinator())
    with pytest.raises(NotAllowed, match="a moment ago"):
        move_project(stale, ProjectState.STOPPED, "Why", by=coordinator())


def test_a_part_is_added_once_and_changed_by_who_saw_it():
    project, by = a_project(), coordinator()
    row = an_activity(project)
    assert an_activity(project) == row
    change_part(row, "activity", activity_values(attendance=12), seen=0, by=by)
    with pytest.raises(NotAllowed, match="a moment ago"):
        change_part(row, "activity", activity_values(attendance=14), seen=0, by=by)
    row.refresh_from_db()
    assert (row.attendance, row.version) == (12, 1)


def test_an_outcome_is_measured_once_a_day():
    outcome, by = an_outcome(a_running_project(), change="More"), coordinator()
    first = add_part(outcome, "measure", measure_values(), by=by)
    with pytest.raises(NotAllowed, match="measure of that day"):
        add_part(outcome, "measure", measure_values(value=60), by=by)
    early = {"measured_on": today() - timedelta(days=1)}
    row = add_part(outcome, "measure", measure_values(**early), by=by)
    with pytest.raises(NotAllowed, match="measure of that day"):
        change_part(row, "measure", measure_values(), seen=0, by=by)
    change_part(first, "measure", measure_values(value=60), seen=0, by=by)


def test_nothing_is_taken_out_once_a_project_has_begun():
    project, by = a_project(), coordinator()
    remove_part(an_activity(project), "activity", by=by)
    row = an_outcome(project)
    move_project(project, ProjectState.RUNNING, by=by)
    with pytest.raises(NotAllowed, match="nothing of it is taken out"):
        remove_part(row, "outcome", by=by)
    assert project.activities.count() == 0
    assert project.outcomes.count() == 1


def test_when_a_project_is_over_its_plan_stays_and_measures_come():
    project, by = a_running_project(), coordinator()
    outcome = project.outcomes.get()
    move_project(project, ProjectState.DONE, by=by)
    add_part(outcome, "measure", measure_values(), by=by)
    with pytest.raises(NotAllowed, match="over"):
        change_part(outcome, "outcome", outcome_values(), seen=0, by=by)
    with pytest.raises(NotAllowed, match="over"):
        change_project(project, plan(), seen=0, by=by)


def test_a_worker_writes_and_does_not_sign():
    worker, project = member(Role.SPOKE_WORKER, spoke()), a_project()
    add_part(project, "outcome", outcome_values(), by=worker)
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        move_project(project, ProjectState.RUNNING, by=worker)


def test_a_photo_needs_consent_and_goes_when_it_is_taken_back():
    activity, by = an_activity(a_running_project()), coordinator()
    with pytest.raises(NotAllowed, match="how people agreed"):
        a_photo(activity, consent=Consent.AGREED, how=" ")
    with pytest.raises(NotAllowed, match="why this photo"):
        a_photo(activity, consent="")
    photo = a_photo(activity, consent=Consent.AGREED, how="A list", is_public=True)
    show_photo(photo, is_public=False, by=by)
    take_out_photo(photo, by=by)
    gone = Photo.objects.get()
    assert (bytes(gone.data), gone.size, gone.is_public) == (b"", 0, False)
    assert (gone.shows, gone.how, gone.consent) == ("", "", Consent.AGREED)
    with pytest.raises(NotAllowed, match="dealt with"):
        take_out_photo(photo, by=by)
    with pytest.raises(NotAllowed, match="dealt with"):
        show_photo(photo, is_public=True, by=by)


def test_a_project_serves_an_agreed_priority_of_its_own():
    values = {"title": "School", "addresses": "school", "state": "agreed", "agreed_by": "All"}
    days = {"agreed_on": today(), "review_on": today()}
    agreed = Priority.objects.create(organisation=spoke(), **values, **days)
    gathered = Priority.objects.create(
        organisation=spoke(), title="Work", addresses="work", state="gathered"
    )
    project = a_project(priority=agreed)
    with pytest.raises(NotAllowed, match="own list"):
        a_project(priority=gathered)
    Priority.objects.filter(pk=agreed.pk).update(state="done")
    change_project(project, plan(priority=agreed), seen=0, by=coordinator())


def test_those_who_came_are_asked_once_after_it_took_place():
    project, by = a_running_project(), coordinator()
    survey = ask_who_came(an_activity(project), "en", by=by)
    assert ask_who_came(an_activity(project), "fr", by=by) == survey
    assert (survey.purpose, survey.intro, survey.closes_on) == (
        "feedback", "Evening with parents", today() + timedelta(weeks=4),
    )  # fmt: skip
    for changes in ({"held_on": today() + timedelta(days=1)}, {"is_cancelled": True}):
        with pytest.raises(NotAllowed, match="after it took place"):
            ask_who_came(an_activity(project, **changes), "en", by=by)
    with pytest.raises(NotAllowed, match="Only people"):
        ask_who_came(an_activity(project), "en", by=coordinator(spoke(1)))


def test_the_same_photo_is_kept_once_and_twenty_at_most(monkeypatch):
    activity = an_activity(a_running_project())
    photo = a_photo(activity)
    Photo.objects.update(data=bytes(photo.data)[:-1] + b"\x01")  # as a_photo makes the next one
    a_photo(activity)
    assert activity.photos.count() == 1
    monkeypatch.setattr("upstander.action.rules.project.MOST_PHOTOS", 1)
    Photo.objects.update(data=b"other")
    with pytest.raises(NotAllowed, match="1 files in all"):
        a_photo(activity)
