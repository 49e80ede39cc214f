"""Who shares out the money of a call, and what each deed leaves beside another call."""

from decimal import Decimal
from types import SimpleNamespace as Made

import pytest

from tests.accounts.people import hub, member
from tests.funding.application_made import a_sent_application, coordinator_of
from tests.funding.award_made import officer, organisation
from tests.funding.call_made import a_draft_call
from tests.funding.telling import refusal, traces
from upstander.funding.actions import decision as deeds
from upstander.funding.models import Application, Call, Decision, Scenario
from upstander.funding.states import ApplicationState, CallState
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
NOT_OFFICER = "Only an officer of the funder can decide about money."
NOT_PUBLISHED = "Only an officer of the funder can publish awards."
NEAR = "You belong to an organisation that applied. Someone else must decide this call."
TOO_EARLY = "Money is shared out after a call is closed and before it is decided."
NOT_DECIDED = "Awards are published after the call is decided."
NOT_BOTH = "A second person must agree to this. You wrote it yourself."
GONE = "This application is not among those to decide about."
STALE = "Someone changed this a moment ago. Reload the page to see it now."
NEEDS = {"houston": (Decimal(2), "A count"), "kitimat": (Decimal(3), "A report")}


def _decided(number):
    """A closed call with a proposal, from which all began, and an override of the second."""
    call, one = a_draft_call(state=CallState.CLOSED), officer()
    call.envelopes.all().delete()
    for place, who in (("houston", 1), ("kitimat", 2)):
        a_sent_application(call, organisation(10 * number + who), places=[place])
    deeds.weigh(call, NEEDS, by=one)
    deeds.begin_from(deeds.propose(call, "One", budget=call.budget, seed="x", by=one), by=one)
    second = call.applications.get(organisation=organisation(10 * number + 2))
    wish = deeds.Wish(Decimal(7600), "More.", "It is far.", 1)
    deeds.decide(second, wish, by=one)
    return call


@pytest.fixture
def scene():
    call, other = _decided(1), _decided(2)
    near = officer(3)
    start_membership(near, organisation(11), Role.EDITOR, by=None)
    people = {
        "one": officer(), "two": officer(2), "near": near,
        "signs": coordinator_of(organisation(11)), "administers": member(Role.ADMINISTRATOR, hub()),
    }  # fmt: skip
    return Made(call=call.pk, other=other.pk, people=people)


def deeds_of(scene):
    """Each deed, with the rows as they are when it is done."""
    call = Call.objects.get(pk=scene.call)

    def row(number):
        return Application.objects.get(call=call, organisation=organisation(10 + number))

    def agree(by, seen=2):
        deeds.agree(Decision.objects.get(application=row(2)), seen=seen, by=by)

    def end(by):
        wish = deeds.Wish(Decimal(7500), "As it was.", "", 2)
        officer_ = scene.people["two"]
        if call.state == "closed":
            deeds.decide(row(2), wish, by=officer_)
        deeds.end(call, say=str, by=by)

    def publish(by):
        if call.state == "closed":
            Call.objects.filter(pk=call.pk).update(state="decided")
        deeds.publish(call, by=by)

    return {
        "see": lambda by: deeds.check_share_out(call, by),
        "propose": lambda by: deeds.propose(call, "Two", budget=Decimal(8000), seed="y", by=by),
        "begin": lambda by: deeds.begin_from(Scenario.objects.get(call=call), by=by),
        "decide": lambda by: deeds.decide(row(1), deeds.Wish(Decimal(1), "Why", "", 1), by=by),
        "weigh": lambda by: deeds.weigh(call, {"houston": (Decimal(1), "")}, by=by),
        "agree": agree,
        "end": end,
        "publish": publish,
    }


def test_who_does_what(scene):
    free = {"one": "", "two": "", "near": NEAR}
    for name, deed in deeds_of(scene).items():
        found = {who: refusal(deed, user) for who, user in scene.people.items()}
        why = NOT_PUBLISHED if name == "publish" else NOT_OFFICER
        may = {"agree": {**free, "one": NOT_BOTH}, "publish": {**free, "near": ""}}.get(name, free)
        assert (name, found) == (name, {who: may.get(who, why) for who in scene.people})


@pytest.mark.parametrize("state", CallState)
def test_what_is_done_in_each_state_of_the_call(scene, state):
    Call.objects.filter(pk=scene.call).update(state=state)
    found = {name: refusal(deed, scene.people["two"]) for name, deed in deeds_of(scene).items()}
    told = dict.fromkeys(found, "" if state == "closed" else TOO_EARLY)
    told["publish"] = "" if state in ("closed", "decided") else NOT_DECIDED
    if state in ("decided", "published"):  # to who was offered nothing
        told |= {"decide": "", "agree": ""}
    assert found == told


@pytest.mark.parametrize("state", ApplicationState)
def test_only_what_was_sent_is_decided(scene, state):
    Application.objects.filter(organisation=organisation(11)).update(state=state)
    said = refusal(deeds_of(scene)["decide"], scene.people["two"])
    assert said == ("" if state == "submitted" else GONE)


def test_what_each_deed_leaves_and_that_it_touches_nothing_else(scene):
    found = {name: traces(deed, scene.people["two"]) for name, deed in deeds_of(scene).items()}
    assert found == {
        "see": {}, "propose": {"Scenario": "+1"}, "begin": {"Decision": "~2"},
        "decide": {"Decision": "~1"}, "weigh": {"CommunityNeed": "-1"}, "agree": {"Decision": "~1"},
        "end": {"Decision": "~1", "Call": "~1", "Award": "+2", "AwardCommunity": "+2",
                "Instalment": "+2"},
        "publish": {"Call": "~1"},
    }  # fmt: skip
    call, by = Call.objects.get(pk=scene.call), scene.people["two"]
    assert traces(deeds.weigh, call, {"houston": (Decimal(9), "New")}, by=by) == {
        "CommunityNeed": "~1"
    }
    new = {"terrace": (Decimal(2), "New"), "houston": (Decimal(1), "")}
    assert traces(deeds.weigh, call, new, by=by) == {"CommunityNeed": "+1 -1"}
    Decision.objects.filter(application__call=call).delete()
    assert traces(deeds.begin_from, Scenario.objects.get(call=call), by=by) == {"Decision": "+2"}


def test_whoever_saw_an_older_decision_is_told(scene):
    call, two = Call.objects.get(pk=scene.call), scene.people["two"]
    application = call.applications.get(organisation=organisation(12))
    decision = Decision.objects.get(application=application)
    wishes = [deeds.Wish(Decimal(7500), "Why", "", seen) for seen in (0, 1, 2, 3)]
    found = [refusal(deeds.decide, application, wish, by=two) for wish in wishes]
    agreed = [refusal(deeds.agree, decision, seen=seen, by=two) for seen in (1, 2, 3)]
    assert (found, agreed) == ([STALE, STALE, "", STALE], [STALE, "", STALE])


def test_what_cannot_be_shared_out_or_weighed(scene):
    call, two = Call.objects.get(pk=scene.call), scene.people["two"]
    weighed = [{"houston": (Decimal(0), "A count")}, {"houston": (Decimal(2), "")}]
    assert [refusal(deeds.weigh, call, {**NEEDS, **one}, by=two) for one in weighed] == [
        "A weight is above zero.", "Write what this weight rests on.",
    ]  # fmt: skip
    assert refusal(deeds.end, call, say=str, by=two) == (
        "Some things are still open. They are listed on this page."
    )
    Application.objects.filter(call=call).update(state="ineligible")
    assert refusal(deeds.propose, call, "Two", budget=Decimal(1), seed="y", by=two) == (
        "There is nothing to share out: no application is eligible."
    )
