"""Partners, committee and community control in a real browser, in two directions."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.people import hub, member
from tests.looking import look
from tests.network.release_made import governed
from tests.partnership.partner_made import BEGAN, a_partner, a_seat
from tests.portal.watching import Watched
from tests.support.test_desk_browser import enter
from upstander.network.interface import Role, communities, is_released, regions
from upstander.network.models import Spoke
from upstander.partnership.models import Partner

HOME = "/desk/partners/"


def _house(language: str):
    house = governed()
    signer = member(Role.SPOKE_COORDINATOR, house)
    signer.language = language
    signer.save()
    row = Spoke.objects.create(
        organisation=house, region=regions()[0], kind="regional", starts_on=BEGAN
    )
    row.communities.set(communities()[:2])
    return house, signer


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def _save(page: Page) -> None:
    page.locator("main form button").last.click()


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ar", False)])
def test_a_partner_is_added_agreed_shown_and_ended(open_page, site, language, script):
    page = open_page(java_script_enabled=script, locale=language)
    house, signer = _house(language)
    watched, here = Watched(page, site), f"{HOME}of/{house.pk}/"
    enter(page, signer)
    page.goto("/desk/local/")
    page.locator(f"main a[href='{here}']").first.click()
    page.locator(f"a[href='{here}new/']").click()
    _fill(
        page,
        {"name": "مدرسة North", "agreement": "We meet.\nEach month.", "agreed_on": "2026-01-05"},
    )
    page.locator("[name=kind]").select_option("school")
    page.locator("[name=communities]").first.check()
    _save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("مدرسة North")
    partner = Partner.objects.get()
    assert (partner.agreed_on, partner.agreement) == (BEGAN, "We meet.\r\nEach month.")
    give = f"/desk/releases/partner/{partner.pk}/hub/show/"
    page.locator(f"a[href='{give}']").click()
    expect(page).to_have_url(re.compile(f"{give}$"))
    _save(page)
    expect(page.locator(f"a[href='{give.replace('show', 'take-back')}']")).to_be_visible()
    assert is_released(f"partner:{partner.pk}", "hub")
    page.goto(f"{here}committee/new/")
    _fill(page, {"name": "Noor Karim", "phone": "250 555 0100"})
    page.locator("[name=partner]").select_option(index=1)
    _save(page)
    expect(page.get_by_role("link", name="Noor Karim", exact=True)).to_be_visible()
    page.goto(f"{HOME}{partner.pk}/end/")
    _save(page)
    expect(page.locator(f"a[href='{HOME}{partner.pk}/again/']")).to_be_visible()
    assert (watched.complaints, watched.elsewhere()) == ([], [])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_whole(page, site, language):
    house, signer = _house(language)
    partner = a_partner(organisation=house, agreement="We meet.", website="https://a.example.org/")
    over = a_partner(organisation=house, name="Over", ends_on=BEGAN)
    seat = a_seat(organisation=house, partner=partner, email="n@example.org", phone="250 555 0100")
    a_seat(organisation=house, name="", ends_on=BEGAN)
    enter(page, signer)
    here = f"{HOME}of/{house.pk}/"
    wrong = {}
    for path in (
        "/desk/local/", here, f"{here}new/", f"{here}committee/", f"{here}committee/new/",
        f"{here}history/", f"{HOME}{partner.pk}/", f"{HOME}{partner.pk}/agreement/",
        f"{HOME}{partner.pk}/end/", f"{HOME}{over.pk}/", f"{HOME}{over.pk}/again/",
        f"{HOME}committee/{seat.pk}/end/", f"/desk/releases/partner/{partner.pk}/hub/show/",
        f"/desk/releases/{house.pk}/",
    ):  # fmt: skip
        page.goto(path)
        wrong |= look(page, path)
    assert wrong == {}


def test_hub_staff_find_who_works_with_whom(page, site):
    a_partner()
    a_partner(organisation=governed(), name="Kept nation", kind="nation")
    enter(page, member(Role.HUB_STAFF, hub()))
    page.goto(f"{HOME}network/")
    expect(page.get_by_text("North school")).to_be_visible()
    expect(page.get_by_text("Kept nation")).to_have_count(0)
    wrong = look(page, "network")
    page.locator("[name=kind]").select_option("nation")
    page.locator("main form button").click()
    expect(page.get_by_text("North school")).to_have_count(0)
    assert wrong == {}
