"""A project in a real browser: planned, begun, an activity with a photo, measured, done."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.people import spoke
from tests.action.project_made import (
    a_partner,
    a_photo,
    a_running_project,
    a_served_community,
    an_activity,
    coordinator,
    measure_values,
    picture,
    today,
)
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.test_desk_browser import enter
from upstander.accounts.interface import User
from upstander.action.actions.project import add_part
from upstander.action.models import Project

HOME = "/desk/local/projects/"


def _coordinator(language: str) -> User:
    user = coordinator()
    user.language = language
    user.save()
    return user


def _save(page: Page) -> None:
    page.locator("main form button:not(.plain)").last.click()


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_from_a_plan_to_what_came_of_it(open_page, site, language, script):
    page = open_page(java_script_enabled=script, locale=language)
    watched = Watched(page, site)
    place, _partner = a_served_community(), a_partner()
    enter(page, _coordinator(language))
    page.goto("/desk/local/")
    page.locator(f"main a[href='{HOME}']").click()
    page.locator(f"a[href='{HOME}new/{spoke().pk}/']").click()
    day = today().isoformat()
    _fill(page, {"title": "Safe way 春", "goal": "Walk without fear.", "budget": "5,000"})
    _fill(page, {"starts_on": day, "ends_on": day})
    page.get_by_label(place.name, exact=True).check()
    page.get_by_label("Temple").check()
    _save(page)
    expect(page).to_have_url(re.compile(rf"{HOME}\d+/$"))
    project = Project.objects.get()
    here = f"{HOME}{project.pk}/"
    page.locator(f"a[href='{here}add/outcome/']").click()
    _fill(page, {"change": "Safer", "indicator": "Who says so", "target": "70"})
    _save(page)
    page.locator(f"a[href='{here}do/running/']").click()
    _save(page)
    expect(page.locator("aside .state.project-running")).to_be_visible()
    page.locator(f"a[href='{here}add/activity/']").click()
    page.locator("[name=kind]").select_option("workshop")
    _fill(page, {"title": "Evening", "held_on": day, "attendance": "12", "cost": "120.50"})
    _save(page)
    activity = project.activities.get()
    page.locator(f"a[href='{here}photos/{activity.pk}/']").click()
    page.locator("[name=file]").set_input_files(
        {"name": "hall.png", "mimeType": "image/png", "buffer": picture()}
    )
    page.locator("[name=shows]").fill("A hall")
    page.locator("[name=consent][value=nobody]").check()
    _save(page)
    expect(page.locator(".photos img")).to_be_visible()
    page.goto(here)
    page.locator(f"a[href='{here}measure/{project.outcomes.get().pk}/']").click()
    _fill(page, {"measured_on": day, "value": "71", "how": "A show of hands"})
    _save(page)
    expect(page.locator(".request .state.project-done")).to_be_visible()
    page.locator(f"a[href='{here}do/done/']").click()
    _save(page)
    expect(page.locator("aside .state.project-done")).to_be_visible()
    project.refresh_from_db()
    assert (project.state, activity.photos.count()) == ("done", 1)
    assert (watched.complaints, watched.elsewhere()) == ([], [])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_a_project_are_accessible(page, language):
    place = a_served_community()
    project = a_running_project(communities=[place], partners=[a_partner()], lead=coordinator())
    activity, by = an_activity(project, cost=Decimal("9999.50")), coordinator()
    a_photo(activity, is_public=True)
    late = {"text": "Book the hall", "due_on": activity.held_on, "done_on": None}
    add_part(project, "milestone", late, by=by)
    note = {"kind": "risk", "noted_on": today(), "words": "Snow", "done": "Moved it"}
    add_part(project, "note", note, by=by)
    add_part(project.outcomes.get(), "measure", measure_values(), by=by)
    enter(page, _coordinator(language))
    here = f"{HOME}{project.pk}/"
    ways = ("", "change/", f"activity-{activity.pk}/", f"photos/{activity.pk}/", "do/stopped/")
    wrong = {}
    for path in ("/desk/local/", HOME, *(here + way for way in ways)):
        assert page.goto(path).status == 200, path
        wrong |= look(page, path)
    page.goto(f"{here}add/outcome/")
    page.locator("[name=change]").fill("Less")
    page.locator("form").last.evaluate("form => { form.noValidate = true; }")
    _save(page)
    wrong |= look(page, "errors")
    assert wrong == {}
