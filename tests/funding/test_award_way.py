"""From the offer to the end of an award, in a real browser; and how its pages look."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.funding.application_made import coordinator_of
from tests.funding.award_made import (
    an_accepted_award,
    an_accepted_report,
    an_agreement,
    an_application,
    an_offer,
    officer,
    pay_all,
)
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.accounts.interface import User
from upstander.funding.models import Award


def _desk(open_page, user: User, **wishes) -> Page:
    page = open_page(**wishes)
    enter(page, user)
    return page


def _at(page: Page, award: Award, rest: str = "") -> None:
    page.goto(f"/desk/funding/awards/{award.reference}/{rest}")


def _press(page: Page) -> None:
    page.locator("main form button").last.click()


@pytest.mark.parametrize("script", [True, False])
def test_from_the_offer_to_the_end(open_page, site, script):
    award = an_offer()
    one = _desk(open_page, officer(), java_script_enabled=script)
    two = _desk(open_page, officer(2), java_script_enabled=script)
    hers = _desk(open_page, coordinator_of(award.organisation), java_script_enabled=script)
    day = timezone.localdate()

    _at(one, award)
    one.get_by_role("link", name="Send the agreement").click()
    one.locator("[name=interim_due_on]").fill((day + timedelta(days=200)).isoformat())
    one.locator("[name=final_due_on]").fill((day + timedelta(days=500)).isoformat())
    one.locator("[name=terms]").fill("Keep the receipts.")
    _press(one)
    expect(one.get_by_text("The agreement is sent.")).to_be_visible()

    _at(hers, award)
    hers.get_by_role("link", name="Accept and sign").click()
    expect(hers.get_by_text("Keep the receipts.")).to_be_visible()
    hers.locator("[name=role]").fill("Coordinator")
    hers.locator("[name=sure]").check()
    _press(hers)
    expect(hers.get_by_text("The award is accepted.")).to_be_visible()

    for number in (2, 3):
        if number == 3:
            _report(hers, award, "interim", spent="1000")
            _accept_report(one, award, "interim")
        _at(one, award, f"instalments/{number}/approve/")
        _press(one)
        expect(one.get_by_text("The instalment is approved.")).to_be_visible()
        expect(one.get_by_role("link", name="Record the payment")).to_have_count(0)
        _at(two, award, f"instalments/{number}/pay/")
        two.locator("[name=payment]").fill(f"EFT {number}")
        _press(two)
        expect(two.get_by_text("The payment is recorded.")).to_be_visible()
    _report(hers, award, "final", spent="3,500.25")
    _accept_report(one, award, "final")

    _at(one, award, "do/returned/")
    one.locator("[name=amount]").fill("499.50")
    _press(one)
    expect(one.get_by_text("It is recorded.")).to_be_visible()
    one.get_by_role("link", name="Close the award").click()
    _press(one)
    expect(one.get_by_text("The award is closed.", exact=True)).to_be_visible()
    assert Award.objects.get(pk=award.pk).state == "closed"


def _report(page: Page, award: Award, kind: str, *, spent: str) -> None:
    _at(page, award, f"reports/{kind}/")
    page.locator("[name=activities]").fill("Twelve evenings.")
    page.locator("[name=outcomes]").fill("We know one another.")
    for field in page.locator("[name^=spent_]").all():
        field.fill(spent)
    page.locator("[name=submit]").click()
    expect(page.get_by_text("The report is sent.")).to_be_visible()


def _accept_report(page: Page, award: Award, kind: str) -> None:
    _at(page, award, f"reports/{kind}/")
    page.get_by_role("link", name="Accept the report").click()
    _press(page)
    expect(page.get_by_text("The report is accepted.")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wrong_with_the_pages(open_page, site, language):
    offered = an_agreement(an_offer(an_application(number=2, places=["prince-george"]))).award
    award = an_accepted_award()
    an_accepted_report(award, "interim")
    pay_all(award)
    by, signer = officer(), coordinator_of(award.organisation)
    coordinator = coordinator_of(offered.organisation)
    for user in (by, signer, coordinator):
        User.objects.filter(pk=user.pk).update(language=language)
    page, found = _desk(open_page, by), {}
    pages = ["", "do/amend/", "reports/interim/", "../../instalments/", "../",
             f"../../calls/{award.call.key}/awards/"]  # fmt: skip
    found |= _looked(page, award, pages)
    found |= _looked(page, offered, ["do/plan/"])
    page = _desk(open_page, signer)
    found |= _looked(page, award, ["", "reports/final/"])
    found |= _looked(_desk(open_page, coordinator), offered, ["do/accept/", "do/decline/"])

    assert found == {}


def _looked(page: Page, award: Award, pages: list[str]) -> dict[str, list]:
    found = {}
    for rest in pages:
        _at(page, award, rest)
        expect(page.locator("h1")).to_be_visible()
        found |= look(page, re.sub(r"\W+", "-", rest) or "award")
    return found
