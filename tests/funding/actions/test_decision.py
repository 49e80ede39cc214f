"""From a closed call to published awards: proposed by the solver, decided by people."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member
from tests.funding.application_made import a_sent_application
from tests.funding.call_made import a_draft_call
from upstander.audit.models import Entry
from upstander.core.errors import NotAllowed
from upstander.funding.actions.agreement import take_back_offer
from upstander.funding.actions.decision import (
    Wish,
    agree,
    begin_from,
    decide,
    end,
    offer_later,
    propose,
    publish,
    weigh,
)
from upstander.funding.allocation.problem import KindRule
from upstander.funding.models import Application, Award, Call, CommunityNeed, Decision, Scenario
from upstander.funding.queries.decision import (
    amounts_of,
    bounds,
    compared,
    explained,
    plain_problem,
    problem_from,
    problem_of,
    rows,
    waiting_for_second,
)
from upstander.funding.states import ApplicationState, AwardState, CallState, OfferEnd
from upstander.funding.views.award_deeds import AWARD_DEEDS, deeds_for
from upstander.network.interface import memberships_of
from upstander.network.models import Organisation, Region
from upstander.network.states import Role

pytestmark = pytest.mark.django_db(transaction=True)
HOUSTON = "houston-link-to-learning-society"
KITIMAT = "tamitik-status-of-women-association"
DAWSON = "dawson-creek-literacy-society"


@pytest.fixture
def officer():
    return member(Role.FUNDER_OFFICER, hub())


@pytest.fixture
def other_officer():
    return member(Role.FUNDER_OFFICER, hub(), "second@example.org")


def _apply(call: Call, key: str, **changes) -> Application:
    return a_sent_application(call, Organisation.objects.get(key=key), **changes)


def _say(amount: Decimal) -> str:
    return f"${amount}"


@pytest.fixture
def call() -> Call:
    """Three from the North, for two of which there is money."""
    call = a_draft_call(state=CallState.CLOSED, budget=Decimal(22500))
    call.envelopes.all().delete()
    _apply(call, HOUSTON, places=["houston"])
    _apply(call, KITIMAT, places=["kitimat"])
    _apply(call, DAWSON, kind="regional", places=["dawson-creek", "fort-st-john"], asked="15000")
    return call


def _of(call: Call, key: str) -> Application:
    return call.applications.get(organisation__key=key)


def _amounts(scenario: Scenario) -> dict[str, Decimal]:
    found = {str(a.pk): a.organisation.key for a in scenario.call.applications.all()}
    return {found[key]: amount for key, amount in amounts_of(scenario).items()}


def _propose(call: Call, by, **changes) -> Scenario:
    return propose(call, "First", **{"budget": call.budget, "seed": "autumn", **changes}, by=by)


def test_the_proposal_covers_most_need_first(call, officer) -> None:
    scenario = _propose(call, officer)
    assert scenario.is_possible
    found = _amounts(scenario)
    assert found[DAWSON] == 15000
    assert sorted(found.values()) == [7500, 15000]
    weigh(call, {"kitimat": (Decimal(2), "A count of 2026")}, by=officer)
    assert _amounts(_propose(call, officer)) == {DAWSON: 15000, KITIMAT: 7500}
    weigh(call, {"kitimat": (Decimal(1), ""), "houston": (Decimal(2), "A report")}, by=officer)
    assert _amounts(_propose(call, officer)) == {DAWSON: 15000, HOUSTON: 7500}


def test_what_the_solver_was_given_can_be_read_again(call, officer) -> None:
    problem = problem_of(call, budget=call.budget, seed="autumn")
    kept = problem_from(plain_problem(problem))
    asked = {place for one in problem.candidates for place in one.communities}
    near = {key: found for key, found in problem.neighbours.items() if key in asked}
    assert kept == problem._replace(neighbours=near)


def test_the_solver_is_told_all_that_binds(call) -> None:
    Application.objects.filter(call=call, organisation__key=HOUSTON).update(asked=20000)
    problem = problem_of(call, budget=call.budget, seed="autumn")
    caps = {one.organisation: one.cap for one in problem.candidates}
    assert caps == {HOUSTON: 7500, KITIMAT: 7500, DAWSON: 15000}
    assert problem.kinds == {"community": KindRule(1, False), "regional": KindRule(2, True)}


def test_a_refusal_says_what_it_would_cost(call, officer) -> None:
    weigh(call, {"kitimat": (Decimal(2), "A count of 2026")}, by=officer)
    scenario = _propose(call, officer)
    said = explained(scenario, _of(call, HOUSTON))
    assert said == (
        "To award it would cost 1 of the need that is covered."
        " It would take the place of: Tamitik Status of Women Association."
    )
    assert explained(scenario, _of(call, KITIMAT)) == ""


def test_scenarios_are_compared(call, officer) -> None:
    weigh(call, {"kitimat": (Decimal(2), "A count of 2026")}, by=officer)
    rich, poor = _propose(call, officer, budget=Decimal(30000)), _propose(call, officer)
    assert [tuple(row)[1:] for row in compared(rich, poor)] == [(Decimal(7500), None)]
    assert compared(rich, poor)[0].application == _of(call, HOUSTON)


def test_what_cannot_be_is_named(call, officer) -> None:
    north = call.applications.first().communities.first().region
    call.envelopes.create(region=north, floor=30000)
    _of(call, KITIMAT).communities.set(_of(call, HOUSTON).communities.all())
    scenario = _propose(call, officer, budget=Decimal(40000))
    assert not scenario.is_possible
    assert scenario.found["conflicts"] == [
        "The least for North is 30,000; the most that can go there is 22,500."
        " A community gets one award."
    ]
    with pytest.raises(NotAllowed, match="no proposal to begin from"):
        begin_from(scenario, by=officer)


def test_a_floor_asks_for_no_more_than_can_be_used(call, officer) -> None:
    north = call.applications.first().communities.first().region
    call.envelopes.create(region=north, floor=60000)
    far = call.envelopes.create(region=Region.objects.exclude(pk=north.pk).first(), floor=5000)
    assert {one.region_id: one.floor for one in bounds(call, rows(call))} == {
        north.pk: 30000, far.region_id: 0,
    }  # fmt: skip
    assert _propose(call, officer, budget=Decimal(30000)).is_possible


def _decide(call: Call, key: str, amount: int, by, **more) -> Decision:
    seen = Decision.objects.filter(application=_of(call, key)).values_list("version", flat=True)
    return decide(_of(call, key), Wish(Decimal(amount), seen=seen.first() or 0, **more), by=by)


def test_people_decide(call, officer, other_officer) -> None:
    weigh(call, {"kitimat": (Decimal(2), "A count of 2026")}, by=officer)
    begin_from(_propose(call, officer), by=officer)
    with pytest.raises(NotAllowed, match="This differs"):
        _decide(call, KITIMAT, 5000, officer)
    _decide(call, KITIMAT, 0, officer, reason="They took back their word.")
    _decide(call, HOUSTON, 7500, officer, reason="The next in line.")
    end(call, say=_say, by=other_officer)
    found = Award.objects.filter(call=call).values_list("organisation__key", "amount", "state")
    offered = AwardState.OFFERED
    assert set(found) == {(DAWSON, 15000, offered), (HOUSTON, 7500, offered)}
    assert Call.objects.get(year__gt=2020).state == CallState.DECIDED
    publish(call, by=officer)
    call.refresh_from_db()
    assert (call.state, call.announced_on) == (CallState.PUBLISHED, timezone.localdate())
    verbs = Entry.objects.order_by("sequence").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith(("call.", "application."))] == [
        "call.needs_weighed", "call.awards_proposed", "call.awards_begun", "application.decided",
        "application.decided", "call.decided", "call.published",
    ]  # fmt: skip


def test_above_a_ceiling_needs_two(call, officer, other_officer) -> None:
    begin_from(_propose(call, officer), by=officer)
    for key in (KITIMAT, HOUSTON):
        _decide(call, key, 0, officer, reason="Another year.")
    why = {"reason": "More of it.", "override": "Three towns."}
    decision = _decide(call, DAWSON, 20000, officer, **why)
    with pytest.raises(NotAllowed, match="still open"):
        end(call, say=_say, by=other_officer)
    with pytest.raises(NotAllowed, match="You wrote it yourself"):
        agree(decision, seen=decision.version, by=officer)
    agree(decision, seen=decision.version, by=other_officer)
    end(call, say=_say, by=officer)
    award = Award.objects.get(call=call)
    assert (award.amount, award.override) == (20000, "Three towns.")


def test_who_begins_anew_has_no_override_from_before(call, officer, other_officer) -> None:
    scenario = _propose(call, officer)
    begin_from(scenario, by=officer)
    decision = _decide(call, DAWSON, 20000, officer, reason="More.", override="Three towns.")
    agree(decision, seen=decision.version, by=other_officer)
    begin_from(scenario, by=officer)
    kept = Decision.objects.get(pk=decision.pk)
    assert (kept.amount, kept.reason, kept.override, kept.second_by) == (15000, "", "", None)


def test_an_override_waits_for_another_than_who_wrote_it(call, officer, other_officer) -> None:
    decision = _decide(call, DAWSON, 20000, officer, override="Three towns.")
    assert [waiting_for_second(one) for one in (officer, other_officer)] == [[], [decision]]
    agree(decision, seen=decision.version, by=other_officer)
    assert [waiting_for_second(one) for one in (officer, other_officer)] == [[], []]


def test_what_was_agreed_to_is_agreed_again_after_a_change(call, officer, other_officer) -> None:
    decision = _decide(call, DAWSON, 20000, officer, override="Three towns.")
    agree(decision, seen=1, by=other_officer)
    _decide(call, DAWSON, 22000, officer, override="Three towns.")
    kept = Decision.objects.get()
    assert (kept.amount, kept.second_by, kept.version) == (22000, None, 3)
    with pytest.raises(NotAllowed, match="a moment ago"):
        agree(kept, seen=1, by=other_officer)


def test_of_two_who_decide_at_once_one_is_told(call, officer, other_officer) -> None:
    decide(_of(call, HOUSTON), Wish(Decimal(7500)), by=officer)
    with pytest.raises(NotAllowed, match="a moment ago"):
        decide(_of(call, HOUSTON), Wish(Decimal(5000)), by=other_officer)
    assert Decision.objects.get().amount == 7500


def test_an_officer_of_an_applicant_decides_nothing(call) -> None:
    hers = member(Role.FUNDER_OFFICER, Organisation.objects.get(key=HOUSTON))
    for act in (
        lambda: _propose(call, hers),
        lambda: decide(_of(call, KITIMAT), Wish(Decimal(1)), by=hers),
        lambda: weigh(call, {}, by=hers),
        lambda: end(call, say=_say, by=hers),
    ):
        with pytest.raises(NotAllowed, match="Someone else must decide"):
            act()


def test_the_same_words_draw_the_same(call, officer) -> None:
    first, again = _propose(call, officer), _propose(call, officer)
    other = _propose(call, officer, seed="another")
    assert (first.found, first.given) == (again.found, again.given)
    assert sorted(first.found["draw"]) == sorted(other.found["draw"])


def test_each_application_stands_once_with_its_ceiling(call) -> None:
    found = {row.application.organisation.key: row.ceiling for row in rows(call)}
    assert found == {HOUSTON: 7500, KITIMAT: 7500, DAWSON: 15000}


@pytest.mark.parametrize(("most", "amount", "is_kept"), [
    ("7500", 7499, False), ("7500", 7500, False), ("7500", 7501, True), (None, 9000, False),
])  # fmt: skip
def test_a_reason_above_a_ceiling_is_kept_only_there(call, officer, most, amount, is_kept):
    call.kinds.update(most_per_community=most, most_per_award=None)
    decision = _decide(call, KITIMAT, amount, officer, override="It is far.")
    assert (decision.amount, decision.override) == (amount, "It is far." if is_kept else "")
    facts = json.loads(Entry.objects.get(verb="application.decided").body)["facts"]
    application = str(_of(call, KITIMAT).pk)
    assert facts == {"amount": str(amount), "override": is_kept, "application": application}
    assert waiting_for_second(officer) == []


def test_a_weight_counts_for_its_own_call_and_community(call, officer):
    other = a_draft_call(state=CallState.CLOSED)
    for one in (call, other):
        weigh(one, {key: (Decimal(2), "A count") for key in ("kitimat", "houston")}, by=officer)
    weigh(call, {"kitimat": (Decimal(1), ""), "houston": (Decimal(3), "A report")}, by=officer)
    columns = ("call", "community__key", "weight", "basis")
    assert set(CommunityNeed.objects.values_list(*columns)) == {
        (call.pk, "houston", 3, "A report"),
        (other.pk, "kitimat", 2, "A count"), (other.pk, "houston", 2, "A count"),
    }  # fmt: skip


def _decided(call: Call, officer) -> dict[str, Application]:
    """Houston gets its award, Kitimat and Dawson Creek nothing."""
    found = {key: _of(call, key) for key in (HOUSTON, KITIMAT, DAWSON)}
    for key, amount in ((HOUSTON, 7500), (KITIMAT, 0), (DAWSON, 0)):
        decide(found[key], Wish(Decimal(amount)), by=officer)
    end(call, say=_say, by=officer)
    return found


@pytest.mark.parametrize("is_published", [False, True])
def test_what_is_left_is_offered_later(call, officer, is_published) -> None:
    found = _decided(call, officer)
    if is_published:
        publish(call, by=officer)
    one = found[KITIMAT]
    decide(one, Wish(Decimal(7500), seen=1), by=officer)
    with pytest.raises(NotAllowed, match="Someone changed this a moment ago"):
        offer_later(one, seen=1, by=officer)
    offer_later(one, seen=2, by=officer)
    assert Award.objects.get(application=one).amount == 7500
    with pytest.raises(NotAllowed, match="already been dealt with"):
        offer_later(one, seen=2, by=officer)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        decide(one, Wish(Decimal(5000), seen=2), by=officer)
    assert {row.application: row.award and row.award.state for row in rows(call)} == {
        found[HOUSTON]: "offered", one: "offered", found[DAWSON]: None,
    }  # fmt: skip


def test_later_no_more_is_offered_than_there_is(call, officer, other_officer) -> None:
    found = _decided(call, officer)
    Call.objects.update(budget=Decimal(15000))
    dawson = found[DAWSON]
    with pytest.raises(NotAllowed, match="Nothing is decided about this yet"):
        offer_later(dawson, seen=1, by=officer)
    decide(dawson, Wish(Decimal(16000), override="Far apart.", seen=1), by=officer)
    with pytest.raises(NotAllowed, match="A second person must agree"):
        offer_later(dawson, seen=2, by=officer)
    agree(Decision.objects.get(application=dawson), seen=2, by=other_officer)
    with pytest.raises(NotAllowed, match="The budget is"):
        offer_later(dawson, seen=3, by=officer)
    Call.objects.update(budget=Decimal(23500))
    offer_later(dawson, seen=3, by=officer)
    assert Award.objects.get(application=dawson).override == "Far apart."


def test_before_the_decision_nothing_is_offered_alone(call, officer) -> None:
    one = _of(call, HOUSTON)
    decide(one, Wish(Decimal(7500)), by=officer)
    with pytest.raises(NotAllowed, match="in the state that the call is in now"):
        offer_later(one, seen=1, by=officer)
    assert call.awards.count() == 0


@pytest.mark.parametrize("is_later", [False, True])
def test_what_left_the_running_since_the_page_was_drawn_is_not_decided(
    call, officer, is_later
) -> None:
    one = _decided(call, officer)[KITIMAT] if is_later else _of(call, KITIMAT)
    Application.objects.filter(pk=one.pk).update(state=ApplicationState.WITHDRAWN)
    assert one.state == ApplicationState.SUBMITTED
    deeds = [lambda: decide(one, Wish(Decimal(7500), seen=int(is_later)), by=officer)]
    deeds += [lambda: offer_later(one, seen=1, by=officer)] if is_later else []
    for deed in deeds:
        with pytest.raises(NotAllowed, match="not among those to decide about"):
            deed()


def test_whoever_is_near_frees_no_money_that_her_own_organisation_could_get(call, officer) -> None:
    found = _decided(call, officer)
    award = found[HOUSTON].award
    near = member(Role.FUNDER_OFFICER, found[KITIMAT].organisation, "near@example.org")
    with pytest.raises(NotAllowed, match="Someone else must decide"):
        take_back_offer(award, OfferEnd.NO_ANSWER, by=near)
    assert "take-back" not in dict(
        deeds_for(AWARD_DEEDS, award, award, list(memberships_of(near)), near)
    )
    take_back_offer(award, OfferEnd.NO_ANSWER, by=officer)
    award.refresh_from_db()
    assert award.state == AwardState.WITHDRAWN


def test_later_too_whoever_is_near_decides_nothing(call, officer) -> None:
    found = _decided(call, officer)
    near = member(Role.FUNDER_OFFICER, found[KITIMAT].organisation, "near@example.org")
    decide(found[KITIMAT], Wish(Decimal(7500), seen=1), by=officer)
    for deed in (
        lambda: decide(found[DAWSON], Wish(Decimal(1), seen=1), by=near),
        lambda: offer_later(found[KITIMAT], seen=2, by=near),
    ):
        with pytest.raises(NotAllowed, match="Someone else must decide"):
            deed()
