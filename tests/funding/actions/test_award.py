"""An award is offered within every limit, once, and never twice for a community."""

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.accounts.people import member
from tests.funding.application_made import a_partner, coordinator_of
from tests.funding.award_made import a_closed_call, an_application, an_offer, officer, organisation
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.funding.actions.agreement import decline_award
from upstander.funding.actions.award import offer_award
from upstander.funding.models import Award, AwardCommunity
from upstander.funding.states import ApplicationState, CallState, PartnerState
from upstander.network.models import Community
from upstander.network.states import Role

FULL = Decimal("7500.00")
NORTH_PLACES = ("fort-st-john", "dawson-creek")


def _said(*args, **kwargs) -> str:
    with pytest.raises(NotAllowed) as refusal:
        offer_award(*args, **kwargs)
    assert Award.objects.exclude(reference="").filter(call__key__startswith="call-").count() == 0
    return str(refusal.value)


@pytest.mark.django_db
def test_an_award_takes_over_what_was_applied_for():
    application = an_application()
    a_partner(application, organisation(8), PartnerState.CONFIRMED)
    a_partner(application, organisation(9), PartnerState.ASKED)

    award = offer_award(application, FULL, by=officer())

    call = application.call
    assert (award.reference, award.state, award.amount) == (f"{call.key}-001", "offered", FULL)
    assert (award.organisation, award.kind, award.year) == (
        application.organisation, application.kind, call.year,
    )  # fmt: skip
    assert (award.title, award.description) == (application.title, application.summary)
    assert (award.starts_on, award.ends_on, award.override) == (call.starts_on, call.ends_on, "")
    assert [p.name for p in award.partners.all()] == ["Moon House 8"]
    places = award.places.values_list("community__key", "year", "is_held")
    assert list(places) == [("fort-st-john", call.year, True)]
    assert [(i.number, i.amount, i.paid_after, i.state) for i in award.instalments.all()] == [
        (1, FULL, "agreement", "planned")
    ]
    assert [entry.verb for entry in entries_of(f"award:{award.reference}")] == ["award.offered"]


@pytest.mark.django_db
@pytest.mark.parametrize(("title", "said"), [("Ours", "Ours"), ("", "A call")])
def test_an_award_has_a_title(title, said):
    application = an_application(title=title)
    award = offer_award(application, FULL, by=officer())
    assert (award.title, award.application) == (said, application)


@pytest.mark.django_db
@pytest.mark.parametrize("state", CallState)
def test_a_call_awards_only_after_it_closed(state):
    application = an_application()
    type(application.call).objects.update(state=state)

    try:
        offer_award(application, FULL, by=officer())
        said = ""
    except NotAllowed as why:
        said = str(why)

    is_allowed = state in (CallState.CLOSED, CallState.DECIDED, CallState.PUBLISHED)
    assert said == ("" if is_allowed else "Money is awarded after a call is closed.")


@pytest.mark.django_db
@pytest.mark.parametrize("state", [s for s in ApplicationState if s != "submitted"])
def test_only_what_was_sent_is_awarded(state):
    application = an_application()
    type(application).objects.filter(pk=application.pk).update(state=state)

    said = _said(application, FULL, by=officer())

    assert said == "This application is not among those to decide about."


@pytest.mark.django_db
@pytest.mark.parametrize("amount", ["0", "-1", "7499.995"])
def test_an_amount_is_above_zero_and_to_the_cent(amount):
    said = _said(an_application(), Decimal(amount), by=officer())

    assert said == "Write an amount above zero, to the cent."


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role != Role.FUNDER_OFFICER])
def test_only_an_officer_awards(role):
    said = _said(an_application(), FULL, by=member(role, organisation(5)))

    assert said == "Only an officer of the funder can decide about money."


@pytest.mark.django_db
def test_above_the_ceiling_it_takes_a_reason_and_two_officers():
    application, more = an_application(), Decimal("7500.01")
    reason = "The road is closed all winter."
    above = "This is above the ceiling of this kind of award. Write why it does not hold here."
    second = "This is above a ceiling. A second person must agree."

    assert _said(application, more, by=officer()) == above
    assert _said(application, more, by=officer(), override=" ", second=officer(2)) == above
    assert _said(application, more, by=officer(), override=reason) == second
    assert _said(application, more, by=officer(), override=reason, second=officer()) == second
    outsider = member(Role.SPOKE_COORDINATOR, organisation(6))
    assert _said(application, more, by=officer(), override=reason, second=outsider) == second
    award = offer_award(application, more, by=officer(), override=reason, second=officer(2))

    assert (award.amount, award.override) == (more, reason)


@pytest.mark.django_db
def test_a_reason_is_kept_only_where_a_ceiling_does_not_hold():
    award = offer_award(an_application(), FULL, by=officer(), override="Never mind")

    assert award.override == ""


@pytest.mark.django_db
def test_all_awards_stay_within_the_budget():
    call = a_closed_call(budget=Decimal("10000.00"))
    offer_award(an_application(call), FULL, by=officer())
    second = an_application(call, 2, places=["dawson-creek"])

    with pytest.raises(NotAllowed) as refusal:
        offer_award(second, Decimal("2500.01"), by=officer())
    assert str(refusal.value) == (
        "The awards make \u2068$10,000.01\u2069 together. The budget is \u2068$10,000\u2069."
    )
    assert offer_award(second, Decimal("2500.00"), by=officer()).reference == f"{call.key}-002"


@pytest.mark.django_db
def test_the_awards_of_a_region_stay_within_its_envelope():
    call = a_closed_call()
    call.envelopes.filter(region__key="north").update(floor=0, ceiling=Decimal("10000.00"))
    offer_award(an_application(call), FULL, by=officer())

    with pytest.raises(NotAllowed) as refusal:
        offer_award(
            an_application(call, 2, places=["dawson-creek"]), Decimal("2500.01"), by=officer()
        )
    assert "gets \u2068$10,000.01\u2069. The most for this region is" in str(refusal.value)
    elsewhere = Community.objects.exclude(region__key="north").first()
    other = an_application(call, 3, places=[elsewhere.key])
    assert offer_award(other, FULL, by=officer()).amount == FULL


@pytest.mark.django_db
def test_no_community_and_no_organisation_twice_in_a_year():
    first, other_call = an_offer(), a_closed_call()
    same_place = an_application(other_call, 2)
    same_people = an_application(other_call, 1, places=["dawson-creek"])

    said = []
    for application in (same_place, same_people, first.application):
        with pytest.raises(NotAllowed) as refusal:
            offer_award(application, FULL, by=officer())
        said.append(str(refusal.value))

    assert said == [
        "Fort St. John has an award for that year already.",
        "This organisation has an award for that year already.",
        "This organisation has an award for that year already.",
    ]


def test_of_two_calls_that_award_a_community_at_once_one_wins(site):
    by = officer()
    applications = [an_application(a_closed_call(), number) for number in (1, 2)]
    barrier, outcomes = Barrier(2), []

    def award(application):
        barrier.wait()
        try:
            offer_award(application, FULL, by=by)
            outcomes.append("won")
        except NotAllowed:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=award, args=[application]) for application in applications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused", "won"]
    assert AwardCommunity.objects.filter(community__key="fort-st-john", is_held=True).exclude(
        award__state="recorded"
    ).count() == 1  # fmt: skip


@pytest.mark.django_db
def test_what_was_turned_down_leaves_the_money_to_others():
    call = a_closed_call(budget=FULL)
    first, other = an_application(call), an_application(call, 2, places=["prince-george"])
    award = offer_award(first, FULL, by=officer())
    with pytest.raises(NotAllowed):
        offer_award(other, FULL, by=officer())
    decline_award(award, by=coordinator_of(award.organisation))
    assert offer_award(other, FULL, by=officer()).amount == FULL
