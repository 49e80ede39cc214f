"""The North as in 2020, in a browser: from the call to the ninth signed agreement.

Nine organisations, ten communities: eight at 7,500 and one pooled at 15,000 make 75,000.
"""

import re
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.accounts.people import hub, member
from tests.funding.application_made import a_whole_application, coordinator_of
from tests.funding.call_made import a_draft_call
from tests.support.test_desk_browser import enter
from upstander.funding.models import Award, Call
from upstander.funding.states import AwardState, CallState
from upstander.network.models import Region, Spoke
from upstander.network.states import Role

MONEY = Decimal(75000)


def _press(page: Page, selector: str = "main form button") -> None:
    with page.expect_navigation():
        page.locator(selector).last.click()


def _a_call_for_the_north() -> Call:
    """A draft with one envelope, as that of the North was announced in July 2020."""
    now = timezone.now().replace(microsecond=0)
    times = {"opens_at": now + timedelta(hours=1), "closes_at": now + timedelta(days=30)}
    days = {"decides_on": (now + timedelta(days=60)).date()}
    call = a_draft_call(key="the-north", title="The North", budget=MONEY, **times, **days)
    call.envelopes.exclude(region__key="north").delete()
    call.envelopes.update(floor=0, ceiling=MONEY)
    return call


def _apply(call: Call, spoke: Spoke, page: Page) -> None:
    """What was prepared is signed and sent by the coordinator."""
    places = sorted(place.key for place in spoke.communities.all())
    kind, asked = ("regional", "15000") if len(places) > 1 else ("community", "7500")
    draft = a_whole_application(call, spoke.organisation, places=places, kind=kind, asked=asked)
    page.goto(f"/desk/funding/applications/{draft.pk}/review/")
    page.locator("#send [name=role]").fill("Coordinator")
    _press(page, "#send form button")
    expect(page).to_have_url(re.compile("/receipt/$"))


def _sign(award: Award, officer: Page, coordinator: Page) -> None:
    """The officer sends the agreement, the coordinator reads and signs it."""
    address = f"/desk/funding/awards/{award.reference}/"
    officer.goto(f"{address}do/plan/")
    officer.locator("[name=interim_due_on]").fill(str(award.ends_on - timedelta(days=180)))
    officer.locator("[name=final_due_on]").fill(str(award.ends_on + timedelta(days=30)))
    _press(officer)
    coordinator.goto(f"{address}do/accept/")
    coordinator.locator("[name=role]").fill("Coordinator")
    coordinator.locator("[name=sure]").check()
    _press(coordinator)
    expect(coordinator.get_by_text("The award is accepted.")).to_be_visible()


def test_the_north_runs_from_the_call_to_the_ninth_agreement(open_page, site) -> None:
    call = _a_call_for_the_north()
    officer = open_page()
    enter(officer, member(Role.FUNDER_OFFICER, hub()))
    here = f"/desk/funding/calls/{call.key}/"
    for deed in ("schedule", "open"):
        officer.goto(f"{here}do/{deed}/")
        _press(officer)
    public = open_page()
    public.goto(f"/en/funding/{call.key}/")
    expect(public.locator("h1")).to_have_text("The North")

    spokes = list(Spoke.objects.filter(region=Region.objects.get(key="north")))
    assert len(spokes) == 9
    desks = {}
    for spoke in spokes:
        desks[spoke.organisation_id] = open_page()
        enter(desks[spoke.organisation_id], coordinator_of(spoke.organisation))
        _apply(call, spoke, desks[spoke.organisation_id])

    officer.goto(f"{here}do/close/")
    officer.locator("[name=reason]").select_option(index=1)
    _press(officer)
    officer.goto(f"{here}money/")
    _press(officer, "details form button")
    officer.locator("main .row a.button").first.click()
    _press(officer)
    officer.goto(f"{here}money/end/")
    _press(officer)
    assert Call.objects.get(pk=call.pk).state == CallState.DECIDED

    awards = list(Award.objects.filter(call=call))
    for award in awards:
        _sign(award, officer, desks[award.organisation_id])
    found = sorted(call.awards.values_list("amount", "kind__key", "state"))
    signed = AwardState.ACCEPTED
    alone, pooled = (Decimal(7500), "community", signed), (Decimal(15000), "regional", signed)
    assert found == [alone] * 8 + [pooled]
    assert sum(amount for amount, _, _ in found) == MONEY
    assert call.awards.filter(agreements__state="accepted").count() == 9

    officer.goto(f"{here}money/publish/")
    _press(officer)
    public.reload()
    expect(public.locator("main")).to_contain_text("75,000")
