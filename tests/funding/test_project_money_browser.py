"""What pays for a project in a real browser, and a report that is filled in from it."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.action.project_made import a_running_project, an_activity
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import an_accepted_award
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.funding.models import Award
from upstander.funding.queries.project_lines import lines_of


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_lines_of_an_award_pay_for_a_project_and_fill_a_report(open_page, site, language, script):
    award = an_accepted_award()
    Award.objects.update(starts_on=award.awarded_on.replace(year=2020), ends_on=None)
    project, user = a_running_project(award.organisation), coordinator_of(award.organisation)
    activity = an_activity(project, attendance=9, cost=Decimal("321.50"))
    cost = lines_of(award)[0].cost
    user.language = language
    user.save()
    page, wrong = open_page(java_script_enabled=script, locale=language), {}
    seen = (lambda what: look(page, what)) if script else (lambda what: {})
    enter(page, user)
    here = f"/desk/funding/awards/{award.reference}/"
    page.goto(f"/desk/local/projects/{project.pk}/")
    page.locator(f"a[href='{here}projects/{project.pk}/']").click()
    page.locator(f"[name=line_{cost.pk}]").fill("300")
    page.locator(f"[name=activity_{activity.pk}]").select_option(str(cost.pk))
    wrong |= seen("choice")
    page.locator("main form button").click()
    expect(page.locator("[role=status]")).to_be_visible()
    expect(page.locator("section[aria-labelledby=money]")).to_contain_text("300")
    expect(page.locator("section[aria-labelledby=money] .notice")).to_contain_text("21.50")
    wrong |= seen("project")
    page.goto(f"{here}projects/")
    expect(page.locator("h1")).to_be_visible()
    wrong |= seen("projects")
    page.goto(f"{here}reports/interim/")
    spent = page.locator("[name^=spent_]").first
    page.locator("[name=activities]").fill("My words.")
    spent.fill("7")
    page.locator("[name=fill]").click()
    expect(page.locator("[role=status]")).to_be_visible()
    filled = page.locator("[name=activities]").input_value()
    assert filled.startswith("My words.\n\nSafe way to school\n– ")
    expect(spent).to_have_value("7")
    wrong |= seen("report")
    page.locator("[name=fill][value=over]").click()
    expect(spent).to_have_value("321.50")
    page.locator("[name=save]").click()
    expect(page.locator("[name=seen]")).to_have_value("1")
    assert wrong == {}
