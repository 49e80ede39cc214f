"""Who sees which projects; what everyone sees; what they come to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.action.project_made import (
    a_partner,
    a_photo,
    a_project,
    a_running_project,
    a_served_community,
    an_activity,
    an_outcome,
    coordinator,
    measure_values,
    today,
)
from upstander.action.actions.project import add_part, move_project
from upstander.action.interface import (
    project_summary,
    projects_of,
    projects_visible_to,
    public_projects,
)
from upstander.action.models import Priority
from upstander.action.queries.project import partners_shown, priority_shown
from upstander.action.queries.project_panels import projects_panel
from upstander.action.queries.project_public import public_photo
from upstander.action.states import ProjectState
from upstander.network.interface import memberships_of, release
from upstander.network.models import Organisation
from upstander.network.states import Audience, Role

pytestmark = pytest.mark.django_db


def nation():
    """A spoke under Indigenous governance."""
    found = {"name": "Nation", "is_indigenous_governed": True}
    return Organisation.objects.get_or_create(key="nation", defaults=found)[0]


def officer():
    return member(Role.FUNDER_OFFICER, spoke(7), "officer@example.org")


def stop(project):
    move_project(project, ProjectState.STOPPED, "No hall", by=coordinator(project.organisation))


def test_hub_and_funder_see_what_has_begun_and_a_nation_decides_what_of_hers():
    running, stopped = a_running_project(), a_running_project(title="Stopped")
    stop(stopped)
    a_project(title="Draft")
    hers = a_running_project(nation(), title="Hers")
    staff, funder, other = member(Role.HUB_STAFF, hub()), officer(), coordinator(spoke(1))
    assert set(projects_visible_to(coordinator(nation()))) == {hers}
    assert set(projects_visible_to(staff)) == set(projects_visible_to(funder)) == {running, stopped}
    assert list(projects_visible_to(other)) == []
    release(nation(), f"project:{hers.pk}", Audience.FUNDER, by=coordinator(nation()))
    assert hers in projects_visible_to(funder)
    assert hers not in projects_visible_to(staff)
    assert list(projects_of(nation(), Audience.HUB)) == []
    assert list(projects_of(nation(), Audience.FUNDER)) == list(projects_of(nation())) == [hers]


def test_who_works_at_no_hub_of_today_is_not_of_the_hub():
    hub()
    a_running_project()
    assert list(projects_visible_to(member(Role.HUB_STAFF, spoke(5)))) == []


def test_partners_of_a_released_project_need_their_own_release():
    partner = a_partner(nation())
    hers = a_running_project(nation(), partners=[partner])
    mine = list(memberships_of(member(Role.HUB_STAFF, hub())))
    assert partners_shown(hers, mine) == []
    release(nation(), f"partner:{partner.pk}", Audience.HUB, by=coordinator(nation()))
    assert partners_shown(hers, mine) == [partner]
    assert partners_shown(hers, list(memberships_of(coordinator(nation())))) == [partner]


def test_a_priority_is_shown_where_it_is_agreed_and_released():
    days = {"agreed_on": today(), "review_on": today(), "agreed_by": "All"}
    values = {"title": "School", "addresses": "school", "state": "agreed", **days}
    priority = Priority.objects.create(organisation=nation(), **values)
    hers = a_running_project(nation(), priority=priority)
    mine, own = ([*memberships_of(by)] for by in (officer(), coordinator(nation())))
    by = coordinator(nation())
    assert (priority_shown(hers, mine), priority_shown(hers, own)) == (None, priority)
    assert priority_shown(a_running_project(), mine) is None
    release(nation(), f"project:{hers.pk}", Audience.PUBLIC, by=by)
    assert [row.priority for row in public_projects(organisation=nation())] == [""]
    for audience in (Audience.FUNDER, Audience.PUBLIC):
        release(nation(), f"priority:{priority.pk}", audience, by=by)
    assert priority_shown(hers, mine) == priority
    assert [row.priority for row in public_projects(organisation=nation())] == ["School"]
    Priority.objects.update(state="set_aside")
    hers.refresh_from_db()
    assert (priority_shown(hers, mine), priority_shown(hers, own)) == (None, priority)
    assert [row.priority for row in public_projects(organisation=nation())] == [""]


def test_everyone_sees_what_runs_with_partners_named_in_public_and_photos_that_may_be_shown():
    place, named = a_served_community(), a_partner(is_named_in_public=True)
    project = a_running_project(communities=[place], partners=[named, a_partner(name="Quiet")])
    stop(a_running_project(title="Stopped"))
    a_project(title="Draft")
    done = a_running_project(title="Done")
    move_project(done, ProjectState.DONE, by=coordinator())
    past, coming = an_activity(project), an_activity(project, held_on=today())
    an_activity(project, held_on=today(), title="Off", is_cancelled=True)
    shown = a_photo(past, is_public=True)
    a_photo(past)
    first, second = public_projects(organisation=spoke())
    assert (first.title, second.title) == (project.title, "Done")
    assert (first.partners, first.coming, first.photos) == (["Temple"], [coming], [shown])
    shown_here = [row.pk for row in public_projects(community=place)]
    assert shown_here == [project.pk, done.pk]  # one that names no community is for all
    assert public_photo(shown.pk) == shown
    stop(project)
    assert public_photo(shown.pk) is None


def test_everyone_sees_what_came_of_it():
    outcome = a_running_project().outcomes.get()
    assert [row.latest for row in public_projects()[0].outcomes] == [None]
    early = {"measured_on": today() - timedelta(days=9), "value": 50}
    for values in (measure_values(value=80), measure_values(**early)):
        add_part(outcome, "measure", values, by=coordinator())
    assert [(row, row.latest.value) for row in public_projects()[0].outcomes] == [(outcome, 80)]


def test_a_nation_decides_what_everyone_sees():
    partner = a_partner(nation(), is_named_in_public=True)
    hers = a_running_project(nation(), partners=[partner])
    photo = a_photo(an_activity(hers), is_public=True)
    assert (public_projects(), public_photo(photo.pk)) == ([], None)
    release(nation(), f"project:{hers.pk}", Audience.PUBLIC, by=coordinator(nation()))
    assert [row.partners for row in public_projects()] == [[]]
    assert public_photo(photo.pk) == photo
    release(nation(), f"partner:{partner.pk}", Audience.PUBLIC, by=coordinator(nation()))
    assert [row.partners for row in public_projects()] == [["Temple"]]


def test_public_projects_and_summaries_ask_the_same_number_of_questions():
    def count():
        with CaptureQueriesContext(connection) as found:
            public_projects()
            project_summary([row.pk for row in projects_of(spoke())], None, today())
        return len(found)

    an_activity(a_running_project())
    first = count()
    for number in range(3):
        a_photo(an_activity(a_running_project(title=f"{number}")), is_public=True)
    assert count() == first


def test_a_summary_is_of_the_period_and_its_books_of_the_whole():
    project = a_running_project()
    an_activity(project, attendance=30, cost=Decimal("120.50"))
    an_activity(project, title="Before", held_on=today() - timedelta(days=40), cost=Decimal(100))
    an_activity(project, title="Off", is_cancelled=True, cost=Decimal("9.50"))
    outcome = project.outcomes.get()
    add_part(outcome, "measure", measure_values(value=80), by=coordinator())
    early = {"measured_on": today() - timedelta(days=9), "value": 50}
    add_part(outcome, "measure", measure_values(**early), by=coordinator())
    [found] = project_summary([project.pk], today() - timedelta(days=30), today())
    assert [row.title for row in found.activities] == ["Evening with parents"]
    assert (found.attendance, found.cost) == (30, Decimal("130.00"))
    assert (found.books.spent, found.books.left) == (Decimal("230.00"), Decimal("4770.00"))
    assert (found.outcomes[0].value, found.outcomes[0].is_reached) == (80, True)
    [before] = project_summary([project.pk], None, today() - timedelta(days=1))
    assert (before.outcomes[0].value, before.outcomes[0].is_reached) == (50, False)
    [never] = project_summary([project.pk], None, today() - timedelta(days=99))
    assert (never.outcomes[0].value, never.outcomes[0].is_reached, never.cost) == (None,) * 3


def test_less_may_be_better():
    down = an_outcome(a_project(), baseline=Decimal(20), target=Decimal(5))
    up = an_outcome(a_project(), baseline=None, target=Decimal(5))
    assert [down.is_reached_by(Decimal(n)) for n in (4, 5, 6)] == [True, True, False]
    assert [up.is_reached_by(Decimal(n)) for n in (4, 5, 6)] == [False, True, True]


def test_the_home_tells_what_is_due_uncounted_and_past():
    project = a_running_project(ends_on=today() - timedelta(days=1))
    by, now = coordinator(), timezone.now()
    for text, days in (("Late", -1), ("Soon", 14), ("Far", 15)):
        due_on = today() + timedelta(days=days)
        add_part(project, "milestone", {"text": text, "due_on": due_on, "done_on": None}, by=by)
    an_activity(project, title="Today", held_on=today())
    an_activity(project, title="Long ago", held_on=today() - timedelta(days=31))
    an_activity(project, title="Counted", attendance=0)
    an_activity(project, title="Off", is_cancelled=True)
    panel = projects_panel(by, now)
    assert [row.text for row in panel.rows] == ["Late", "Soon", "Today", project.title]
    assert [row.is_late for row in panel.rows] == [True, False, False, True]


def test_the_home_leads_hub_and_funder_to_the_list_and_others_nowhere():
    a_running_project()
    now = timezone.now()
    for user in (member(Role.HUB_COORDINATOR, hub()), officer()):
        assert (projects_panel(user, now).rows, projects_panel(user, now).more[1]) == (
            [], "/desk/local/projects/",
        )  # fmt: skip
    assert projects_panel(member(Role.EDITOR, hub()), now) is None
