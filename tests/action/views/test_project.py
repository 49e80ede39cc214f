"""Projects at the desk, as they are read and written."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from tests.accounts.people import hub, member, sign_in, spoke
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
    picture,
    plan,
    today,
)
from upstander.action.actions.project import add_part, move_project
from upstander.action.models import Activity, Photo, Project
from upstander.action.states import ProjectState
from upstander.network.models import Organisation
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
HOME = "/desk/local/projects/"


@pytest.fixture
def desk(client):
    return sign_in(client, coordinator())


def typed(values):
    """As a browser sends it."""
    return {k: "" if v in (None, False) else v for k, v in values.items()}


def pks(values):
    many = {name: [row.pk for row in values[name]] for name in ("communities", "partners")}
    return {**typed(values), **many}


def test_a_project_is_planned_by_form(desk):
    place, partner = a_served_community(), a_partner()
    values = plan(communities=[place], partners=[partner], lead=coordinator().pk)
    answer = desk.post(f"{HOME}new/{spoke().pk}/", pks(values))
    project = Project.objects.get()
    assert answer.url == f"{HOME}{project.pk}/"
    assert (list(project.partners.all()), project.lead) == ([partner], coordinator())
    page = desk.get(answer.url).content.decode()
    assert "Temple" in page
    assert place.name in page


def test_what_was_typed_stays_and_the_fault_is_said(desk):
    values = plan(ends_on=today() - timedelta(days=20), budget="seven")
    page = desk.post(f"{HOME}new/{spoke().pk}/", pks(values)).content.decode()
    assert "The last day must not be before the first." in page
    assert "This cannot be read as an amount." in page
    assert "Safe way to school" in page
    assert Project.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("ends_on", "0227-05-01", "Write the day like 2027-04-30."),
        ("communities", "9" * 20, "Select a valid choice."),
        ("partners", "9" * 20, "Select a valid choice."),
    ],
)
def test_what_no_calendar_and_no_list_has_is_said(desk, field, typed, said):
    place, partner = a_served_community(), a_partner()
    values = pks(plan(communities=[place], partners=[partner]))
    page = desk.post(f"{HOME}new/{spoke().pk}/", {**values, field: typed})
    assert (page.status_code, said in page.content.decode()) == (200, True)
    assert Project.objects.count() == 0


def test_the_second_tab_is_told_and_keeps_its_words(desk):
    project = a_project()
    address = f"{HOME}{project.pk}/change/"
    desk.post(address, {**pks(plan(title="From the first tab")), "seen": 0})
    answer = desk.post(address, {**pks(plan(title="From the second tab")), "seen": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the first tab" in page
    assert 'value="From the second tab"' in page
    assert 'name="seen" value="1"' in page
    desk.post(address, {**pks(plan(title="From the second tab")), "seen": 1})
    assert Project.objects.get().title == "From the second tab"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("activity", activity_values()),
        ("outcome", outcome_values()),
        ("milestone", {"text": "Hall is booked", "due_on": today(), "done_on": None}),
        ("note", {"kind": "risk", "noted_on": today(), "words": "Snow", "done": ""}),
    ],
)
def test_parts_are_added_changed_and_taken_out_by_form(desk, name, values):
    project = a_project()
    here = f"{HOME}{project.pk}/"
    assert desk.post(f"{here}add/{name}/", typed(values)).url == f"{here}#{name}"
    related = {"activity": "activities"}.get(name, f"{name}s")
    row = getattr(project, related).get()
    part = f"{here}{name}-{row.pk}/"
    assert desk.get(part).status_code == 200
    assert desk.post(part, {**typed(values), "seen": 0}).status_code == 302
    told = desk.post(part, {**typed(values), "seen": 0})
    assert (told.status_code, "saved meanwhile" in told.content.decode()) == (409, True)
    assert "Remove it" in desk.get(f"{part}remove/").content.decode()
    assert desk.post(f"{part}remove/").url == here
    assert not getattr(project, related).exists()


def test_a_measure_is_added_by_form_and_says_in_words_if_it_is_reached(desk):
    project = a_running_project()
    outcome = project.outcomes.get()
    here = f"{HOME}{project.pk}/"
    assert "Not measured yet" in desk.get(here).content.decode()
    desk.post(f"{here}measure/{outcome.pk}/", typed(measure_values(value=69)))
    assert "Not reached yet" in desk.get(here).content.decode()
    row = outcome.measures.get()
    desk.post(f"{here}measure-{row.pk}/", {**typed(measure_values(value=70)), "seen": 0})
    assert ">Reached<" in desk.get(here).content.decode()
    assert desk.post(f"{here}measure/{outcome.pk}/", typed(measure_values())).status_code == 409
    assert desk.get(f"{here}add/measure/").status_code == 404


def test_numbers_of_days_to_come_are_refused_with_a_sentence(desk):
    project = a_running_project()
    values = activity_values(held_on=today() + timedelta(days=1), attendance=9)
    page = desk.post(f"{HOME}{project.pk}/add/activity/", typed(values)).content.decode()
    assert "Choose a day until today." in page


def test_moves_ask_first(desk):
    project = a_project()
    an_outcome(project)
    here = f"{HOME}{project.pk}/"
    page = desk.get(f"{here}do/running/").content.decode()
    assert "Begin the project?" in page
    assert "can be seen in public" in page
    assert "Saved." in desk.post(f"{here}do/running/", follow=True).content.decode()
    page = desk.post(f"{here}do/stopped/", {"reason": ""}).content.decode()
    assert "Stop the project?" in page
    desk.post(f"{here}do/stopped/", {"reason": "No hall"})
    assert Project.objects.get().state == "stopped"
    assert "already been dealt with" in desk.get(f"{here}do/done/", follow=True).content.decode()
    assert desk.get(f"{here}do/planned/").status_code == 404
    assert desk.get(f"{here}add/outcome/").url == here


def test_a_photo_is_kept_with_consent_and_shown_only_when_ticked(client, desk):
    project = a_running_project()
    activity = an_activity(project)
    address = f"{HOME}{project.pk}/photos/{activity.pk}/"
    file = SimpleUploadedFile("hall.png", picture(), "image/png")
    page = desk.post(address, {"file": file, "shows": "A hall", "consent": "agreed"})
    assert "Write how people agreed" in page.content.decode()
    file.seek(0)
    desk.post(address, {"file": file, "shows": "A hall", "consent": "nobody"})
    photo = Photo.objects.get()
    public = f"/en/projects/photos/{photo.pk}/"
    assert desk.get(f"{address}{photo.pk}/")["Content-Type"] == photo.kind
    assert desk.get(public).status_code == 404
    desk.post(f"{address}{photo.pk}/show/", {"public": ""})
    client.logout()
    answer = client.get(public)
    assert (answer.status_code, answer.content) == (200, bytes(photo.data))
    assert "Set-Cookie" not in answer
    assert answer["Cache-Control"] == "private, no-cache"  # consent may be taken back
    sign_in(client, coordinator())
    assert "cannot be undone" in client.get(f"{address}{photo.pk}/out/").content.decode()
    client.post(f"{address}{photo.pk}/out/")
    assert client.get(public).status_code == 404
    assert client.get(f"{address}{photo.pk}/").status_code == 404


def test_those_who_came_are_asked_by_a_button(desk):
    activity = an_activity(a_running_project())
    here = f"{HOME}{activity.project_id}/"
    assert "Ask those who came" in desk.get(here).content.decode()
    survey = desk.post(f"{here}ask/{activity.pk}/").url
    assert desk.get(survey).status_code == 200
    page = desk.get(here).content.decode()
    assert survey in page
    assert "Ask those who came" not in page
    Activity.objects.update(is_cancelled=True)
    page = desk.post(f"{here}ask/{activity.pk}/", follow=True).content.decode()
    assert "after it took place" in page


def test_a_nation_releases_a_project_on_its_page_once_it_has_begun(client):
    nation = Organisation.objects.create(key="nation", name="Nation", is_indigenous_governed=True)
    sign_in(client, coordinator(nation))
    planned, running = a_project(nation, title="Draft"), a_running_project(nation)
    assert "Who sees this" not in client.get(f"{HOME}{planned.pk}/").content.decode()
    assert "Who sees this" in client.get(f"{HOME}{running.pk}/").content.decode()
    page = client.get(f"{HOME}{planned.pk}/do/running/").content.decode()
    assert "can be seen in public" not in page


def test_what_is_no_photo_is_refused(desk):
    activity = an_activity(a_project())
    address = f"{HOME}{activity.project_id}/photos/{activity.pk}/"
    file = SimpleUploadedFile("words.txt", b"words", "text/plain")
    page = desk.post(address, {"file": file, "shows": "A hall", "consent": "nobody"})
    assert "This is not a photo." in page.content.decode()
    assert Photo.objects.count() == 0


def test_the_table_has_no_formula_and_only_what_she_may_see(desk):
    an_activity(a_project(), title="=1+1", attendance=7)
    an_activity(a_project(spoke(1)), title="Of others")
    lines = desk.get(f"{HOME}activities.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    assert desk.get(f"{HOME}activities.csv?state=done").content.count(b"\r\n") == 1


def test_a_list_asks_the_same_number_of_questions(desk):
    def count():
        with CaptureQueriesContext(connection) as found:
            desk.get(HOME)
            desk.get(f"{HOME}activities.csv")
        return len(found)

    an_activity(a_project())
    count()  # the first page after signing in asks more
    first = count()
    for number in range(3):
        an_activity(a_project(title=f"Title {number}"))
    assert count() == first


def test_a_page_asks_the_same_number_of_questions_for_any_number_of_parts(desk):
    project = a_running_project()
    an_activity(project)

    def count():
        with CaptureQueriesContext(connection) as found:
            assert desk.get(f"{HOME}{project.pk}/").status_code == 200
        return len(found)

    count()  # the first page after signing in asks more
    first = count()
    for number in range(3):
        a_photo(an_activity(project, title=f"Title {number}"))
        an_outcome(project, change=f"Change {number}")
    assert count() == first


def test_others_see_nothing_and_change_nothing(client):
    project = a_running_project()
    activity, planned = an_activity(project), a_project(title="Still secret")
    hidden = a_photo(activity)
    sign_in(client, member(Role.HUB_STAFF, hub()))
    here = f"{HOME}{project.pk}/"
    page = client.get(HOME).content.decode()
    assert "Safe way to school" in page
    assert "Still secret" not in page
    assert client.get(here).status_code == 200
    assert client.get(f"{HOME}{planned.pk}/").status_code == 404
    for path in ("change/", "do/done/", "add/note/", f"activity-{activity.pk}/"):
        assert client.get(here + path).status_code == 404
    assert "A full room" not in client.get(f"{here}photos/{activity.pk}/").content.decode()
    assert client.get(f"{here}photos/{activity.pk}/{hidden.pk}/").status_code == 404
    client.logout()
    sign_in(client, coordinator(spoke(1)))
    assert client.get(here).status_code == 404
    assert client.get(f"{HOME}new/{spoke().pk}/").status_code == 404


def test_a_photo_of_another_activity_is_not_found(desk):
    one, other = an_activity(a_project()), an_activity(a_project(title="Other"))
    photo = a_photo(other)
    address = f"{HOME}{one.project_id}/photos/{one.pk}/{photo.pk}/out/"
    assert desk.post(address).status_code == 404
    assert Activity.objects.count() == 2


def test_the_home_says_what_waits(desk):
    project = a_running_project()
    an_activity(project)
    late = {"text": "Book", "due_on": today() - timedelta(days=1), "done_on": None}
    add_part(project, "milestone", late, by=coordinator())
    page = desk.get("/desk/local/").content.decode()
    assert "Write how many came." in page
    assert "Late" in page


def test_why_it_stops_stays_where_a_colleague_was_first(desk):
    project = a_running_project()
    stop = f"{HOME}{project.pk}/do/stopped/"
    move_project(project, ProjectState.DONE, by=coordinator())
    told = desk.post(stop, {"reason": "Nobody had a hall for us"})
    page = told.content.decode()
    assert (told.status_code, "Nobody had a hall for us" in page) == (409, True)
    assert "already been dealt with" in page
    assert desk.get(stop).url == desk.post(f"{HOME}{project.pk}/do/done/").url


@pytest.mark.parametrize("path", ["projects/", "priorities/"])
@pytest.mark.parametrize("role", [Role.HUB_STAFF, Role.FUNDER_OFFICER, Role.SPOKE_WORKER])
def test_who_makes_none_is_told_what_will_be_shown(client, path, role):
    is_reader, is_maker = role != Role.SPOKE_WORKER, role != Role.FUNDER_OFFICER
    sign_in(client, member(role, hub() if is_reader else spoke()))
    page = client.get(f"/desk/local/{path}").content.decode()
    assert ("Nothing is shown to you here yet." in page) is is_reader
    assert ("/new/" in page) is is_maker
    if path == "projects/":
        assert ("?state=planned" in page, "?state=running" in page) == (is_maker, True)


def test_photos_are_counted_as_they_are_seen(client, desk):
    activity = an_activity(a_running_project())
    a_photo(activity)
    here, button = f"{HOME}{activity.project_id}/", f"photos/{activity.pk}/"
    assert "Photos: 1" in desk.get(here).content.decode()
    client.logout()
    sign_in(client, member(Role.HUB_STAFF, hub()))
    assert button not in client.get(here).content.decode()
    Photo.objects.update(is_public=True)
    assert button in client.get(here).content.decode()


def test_what_was_saved_meanwhile_is_said_in_words(desk):
    activity = an_activity(a_project(), cost=Decimal("1234.50"), attendance=None)
    here = f"{HOME}{activity.project_id}/activity-{activity.pk}/"
    sent = {**typed(activity_values(words="Mine")), "seen": 5}
    told = desk.post(here, sent).content.decode()
    was = told.split("saved meanwhile")[1].split("</details>")[0]
    rows = re.findall(r"<dt>(.*?)</dt><dd><bdi>(.*?)</bdi>", was)
    said = {"Kind": "Workshop", "Cost": "1234.50", "How many came": "–",
            "It did not take place": "No", "Day": date_format(activity.held_on, "DATE_FORMAT"),
            "Title": "Evening with parents"}  # fmt: skip
    assert {name: dict(rows)[name] for name in said} == said


def test_a_measure_is_taken_out_by_its_words(desk):
    outcome = an_outcome(a_project())
    row = add_part(outcome, "measure", measure_values(value=Decimal(55)), by=coordinator())
    page = desk.get(f"{HOME}{outcome.project_id}/measure-{row.pk}/remove/").content.decode()
    assert f"{outcome.change}</bdi>" in page
    assert f"<bdi>55 {outcome.unit}</bdi>" in page
    assert date_format(row.measured_on, "DATE_FORMAT") in page


@pytest.mark.parametrize("name", ["milestone", "outcome", "note"])
@pytest.mark.parametrize("is_full", [True, False])
def test_words_for_a_project_that_ended_meanwhile_are_kept(desk, name, is_full):
    if name == "note":  # what happened is written afterwards too, but not of what never began
        project, end = a_project(), ProjectState.WITHDRAWN
    else:
        project, end = a_running_project(), ProjectState.DONE
    move_project(project, end, by=coordinator())
    word = {"milestone": "text", "outcome": "change", "note": "words"}[name]
    values = {
        "milestone": {"due_on": today()},
        "outcome": outcome_values(),
        "note": {"kind": "risk", "noted_on": today(), "done": ""},
    }[name]
    sent = {**(typed(values) if is_full else {}), word: "What I wrote"}
    where = f"{HOME}{project.pk}/add/{name}/"
    told = desk.post(where, sent)
    page = told.content.decode()
    assert (told.status_code, page.count("This project is over.")) == (409, 1)
    assert "What I wrote" in page
    assert desk.get(where).url == f"{HOME}{project.pk}/"
