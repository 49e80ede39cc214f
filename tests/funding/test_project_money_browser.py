"""The projects of an award in a real browser, and a report that is filled in from them."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.action.project_made import a_running_project, an_activity
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.funding.models import Award


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_an_award_is_shared_out_and_fills_a_report(open_page, site, language, script):
    award = an_accepted_award()
    Award.objects.update(starts_on=award.awarded_on.replace(year=2020), ends_on=None)
    project, user = a_running_project(award.organisation), coordinator_of(award.organisation)
    an_activity(project, attendance=9, cost=Decimal("321.50"))
    user.language = language
    user.save()
    page = open_page(java_script_enabled=script, locale=language)
    enter(page, user)
    here = f"/desk/funding/awards/{award.reference}/"
    page.goto(here)
    page.locator(f"a[href='{here}projects/']").click()
    page.locator(f"[name=amount_{project.pk}]").fill("300")
    page.locator("main form button").click()
    expect(page.locator("[role=status]")).to_be_visible()
    wrong = look(page, "projects") if script else {}
    page.goto(f"{here}reports/interim/")
    page.locator("[name=activities]").fill("My words.")
    page.locator("[name=fill]").click()
    expect(page.locator("[role=status]")).to_be_visible()
    filled = page.locator("[name=activities]").input_value()
    assert filled.startswith("My words.\n\nSafe way to school\n– ")
    page.locator("[name=save]").click()
    expect(page.locator("[name=seen]")).to_have_value("1")
    assert wrong == {}
