"""From “Our numbers” to evidence and a filled-in summary, in a real browser, both ways."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.action.priority_made import a_priority
from tests.looking import look
from tests.portal.watching import Watched
from tests.support.desks import request, team
from tests.support.test_desk_browser import enter
from upstander.action.actions.summary import write_summary
from upstander.action.models import AnnualSummary, Evidence


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_a_number_to_evidence_and_to_a_summary(page, site, language):
    place, _coordinator, worker, _ = team()
    for number in range(11):
        request(place, language="pa" if number < 2 else "en")
    user, year = worker.user, timezone.localdate().year
    user.language = language
    user.save()
    row = a_priority(user, place.organisation)
    values = {"year": year, "words": "A year", "reports": 3}
    summary = write_summary(place.organisation, values, by=user)
    watched, wrong = Watched(page, site), {}
    enter(page, user)
    page.locator("a[href='/desk/numbers/']").click()
    expect(page.get_by_role("cell", name="11").first).to_be_visible()
    wrong |= look(page, "numbers")
    page.locator(f"a[href='?period={year - 1}']").click()
    expect(page.locator("h3").first).to_have_text(str(year - 1))
    page.locator(f"a[href='?period={year}']").click()
    expect(page.locator("h3").first).to_have_text(str(year))
    page.locator("main a.button[href*='/evidence/']").click()
    page.locator("[name=priority]").select_option(str(row.pk))
    page.locator("[name=counted]").select_option("language:pa")
    expect(page.locator("[name=period]")).to_have_value(str(year))
    wrong |= look(page, "as evidence")
    page.locator("main form button").last.click()
    expect(page).to_have_url(re.compile(rf"/priorities/{row.pk}/$"))
    expect(page.locator("[aria-labelledby=evidence] li")).to_have_count(1)
    expect(page.locator("[aria-labelledby=evidence] li")).to_contain_text("10")
    wrong |= look(page, "priority")
    assert Evidence.objects.get().figure is None
    page.goto(f"/desk/local/summaries/{summary.pk}/")
    page.locator(f"a[href='/desk/numbers/summary/{summary.pk}/']").click()
    expect(page.locator("dd").first).to_have_text("11")
    wrong |= look(page, "fill in")
    page.locator("main form button").last.click()
    expect(page).to_have_url(re.compile(rf"/summaries/{summary.pk}/$"))
    assert AnnualSummary.objects.get().reports == 11
    assert (wrong, watched.complaints, watched.elsewhere()) == ({}, [], [])
