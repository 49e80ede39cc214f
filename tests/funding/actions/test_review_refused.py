"""Every deed about reviews and checks against everyone, and in every state of the call."""

from datetime import timedelta
from types import SimpleNamespace as Made

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member
from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.review_made import (
    a_closed_call,
    applications_in,
    given,
    handed_in,
    officer,
    reviewer,
    written,
)
from tests.funding.telling import refusal, traces
from upstander.funding.actions import assigning, check, review
from upstander.funding.models import Application, Assignment, Call, Clarification
from upstander.funding.queries.assigning import live_digest
from upstander.funding.rules.review import Given
from upstander.funding.states import CallState, Condition, Finding
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOT_OFFICER = "Only an officer of the funder can do this."
NOT_REVIEWER = "Only a reviewer can do this."
NOT_HERS = "You do not have this application to review."
NOT_WORKING = "You do not work for this applicant."
NEAR = "You have a conflict of interest here, so you cannot see or judge it."
FIXED = "Reviews can change only after the call closes and before it is decided."
DECIDED = "The call is decided, so it is too late to answer."
MET = {key: {"is": Finding.MET, "words": ""} for key in Condition.values}


def a_scene():
    """Of two applications the first is reviewed by two, who wrote and who handed in."""
    call, one, near = a_closed_call(), officer(), officer(2)
    sent, other = applications_in(call, 2)
    here = sent.organisation
    ada, eve, new, kin = (reviewer(number) for number in (1, 2, 3, 4))
    for user in (near, kin):
        start_membership(user, here, Role.EDITOR, by=None)
    started, done = given(sent, ada, one), handed_in(sent, eve, one)
    written(started)
    check.ask_applicant(sent, "Who cooks?", timezone.localdate(), by=one)
    people = {
        "one": one, "near": near, "ada": ada, "eve": eve, "new": new, "kin": kin,
        "signs": coordinator_of(here), "writes": worker_of(here),
        "elsewhere": worker_of(other.organisation),
        "administers": member(Role.ADMINISTRATOR, hub()),
    }  # fmt: skip
    return Made(call=call, sent=sent.pk, started=started.pk, done=done.pk, people=people)


def deeds_of(scene):
    """Each deed, with the rows as they are when it is done."""
    call, today = Call.objects.get(pk=scene.call.pk), timezone.localdate()

    def sent():
        return Application.objects.select_related("call").get(pk=scene.sent)

    def started():
        return Assignment.objects.get(pk=scene.started)

    def done():
        return Assignment.objects.get(pk=scene.done)

    def asked():
        return Clarification.objects.get(application=scene.sent)

    def give(people):
        chosen = {scene.sent: [user.pk for user in people]}
        return lambda by: assigning.give_reviews(call, chosen, today, live_digest(call), by=by)

    lines = {line.pk: Given(1, "So.") for line in call.criteria.all()}
    checked = check.Checked(MET, "eligible", "", 0)
    return {
        "give": give([scene.people["new"]]),
        "give nothing": give([]),
        "set aside": lambda by: assigning.set_aside_conflicts(call, by=by),
        "declare": lambda by: review.declare_conflicts(call, {scene.sent: False}, by=by),
        "declare none": lambda by: review.declare_conflicts(call, {}, by=by),
        "save": lambda by: review.save_review(started(), review.Draft(lines, "", 1), by=by),
        "submit": lambda by: review.submit_review(started(), 1, by=by),
        "give back": lambda by: review.give_back_review(started(), "time", by=by),
        "take back": lambda by: review.take_back_review(started(), "time", by=by),
        "reopen": lambda by: review.reopen_review(done(), "unclear", by=by),
        "check": lambda by: check.check_application(sent(), checked, by=by),
        "ask": lambda by: check.ask_applicant(sent(), "Why?", today, by=by),
        "answer": lambda by: check.answer_clarification(asked(), "So.", by=by),
    }


REVIEWERS = dict.fromkeys(("ada", "eve", "new", "kin"), "")
FREE = {"one": "", "near": NEAR}
# What everyone else is told, and what these are told.
WHO = {
    "give": (NOT_OFFICER, FREE), "give nothing": (NOT_OFFICER, {"one": "", "near": ""}),
    "set aside": (NOT_OFFICER, {"one": "", "near": ""}),
    "declare": (NOT_REVIEWER, REVIEWERS), "declare none": (NOT_REVIEWER, REVIEWERS),
    **dict.fromkeys(("save", "submit", "give back"), (NOT_HERS, {"ada": ""})),
    **dict.fromkeys(("take back", "reopen", "check", "ask"), (NOT_OFFICER, FREE)),
    "answer": (NOT_WORKING, {"signs": "", "writes": ""}),
}  # fmt: skip
BY = {"answer": "writes", **dict.fromkeys(
    ("declare", "declare none", "save", "submit", "give back"), "ada")}  # fmt: skip


def test_who_does_what():
    scene = a_scene()
    deeds = deeds_of(scene)
    assert set(WHO) == set(deeds)
    for name, (why, said) in WHO.items():
        found = {who: refusal(deeds[name], user) for who, user in scene.people.items()}
        assert (name, found) == (name, {who: said.get(who, why) for who in scene.people})


@pytest.mark.parametrize("state", CallState)
def test_what_is_done_in_each_state_of_the_call(state):
    scene = a_scene()
    Call.objects.filter(pk=scene.call.pk).update(state=state)
    found = {
        name: refusal(deed, scene.people[BY.get(name, "one")])
        for name, deed in deeds_of(scene).items()
    }
    told = dict.fromkeys(WHO, "" if state == "closed" else FIXED)
    told["answer"] = "" if state == "closed" else DECIDED
    if state in ("draft", "scheduled", "open"):  # to judge something comes only after that
        told |= dict.fromkeys(("save", "submit"), NOT_HERS)
    assert found == told


@pytest.mark.parametrize("state", ["draft", "withdrawn", "ineligible"])
def test_what_is_no_longer_in_the_running_is_not_judged(state):
    scene = a_scene()
    Application.objects.filter(pk=scene.sent).update(state=state)
    found = {
        name: refusal(deed, scene.people[BY.get(name, "one")])
        for name, deed in deeds_of(scene).items()
    }
    is_sent = state == "ineligible"
    not_sent = "" if is_sent else "Only an application that was sent can be checked."
    assert found == {
        **dict.fromkeys(WHO, ""), **dict.fromkeys(("check", "ask"), not_sent),
        **dict.fromkeys(("save", "submit"), NOT_HERS),
        "give": "This application is not to be reviewed any more. Reload the page.",
    }  # fmt: skip


def test_a_conflict_of_hers_counts_whatever_she_does():
    scene = a_scene()
    ada = scene.people["ada"]
    start_membership(ada, Application.objects.get(pk=scene.sent).organisation, Role.EDITOR, by=None)
    found = {name: refusal(deeds_of(scene)[name], ada) for name in BY if name != "answer"}
    assert found == {
        "declare": "", "declare none": "", "give back": "", "save": NEAR, "submit": NEAR,
    }  # fmt: skip


def neighbours_of(scene):
    """The same people review another application to the call, and one to another call."""
    one, ada, eve = (scene.people[who] for who in ("one", "ada", "eve"))
    far = applications_in(a_closed_call(), 1)[0]
    near = Application.objects.filter(call=scene.call).exclude(pk=scene.sent).get()
    for row in (near, far):
        written(given(row, ada, one))
        handed_in(row, eve, one)
        check.ask_applicant(row, "Who cooks?", timezone.localdate(), by=one)


HERS, CONFLICT = {"Assignment": "~1"}, {"Assignment": "~1", "Conflict": "+1"}
LEAVES = {
    "give": {"Assignment": "+1"}, "give nothing": {}, "set aside": {},
    "declare": {"Declaration": "~1"}, "declare none": {}, "save": {**HERS, "Score": "~3"},
    **dict.fromkeys(("submit", "give back", "take back", "reopen"), HERS),
    "check": {"StaffCheck": "+1"}, "ask": {"Clarification": "+1"},
    "answer": {"Clarification": "~1"},
}  # fmt: skip


def test_what_each_deed_leaves_and_that_it_touches_nothing_else():
    scene = a_scene()
    neighbours_of(scene)
    people, row = scene.people, Assignment.objects.get(pk=scene.started)
    one, ada = people["one"], people["ada"]
    sent = Application.objects.get(pk=scene.sent)
    assert {
        name: traces(deed, people[BY.get(name, "one")]) for name, deed in deeds_of(scene).items()
    } == LEAVES
    out = check.Checked(MET, "ineligible", "Too far.", 0)
    assert [
        traces(check.check_application, sent, out, by=one),
        traces(review.declare_conflicts, scene.call, {scene.sent: True}, by=ada),
        traces(review.declare_conflicts, scene.call, {scene.sent: False}, by=people["new"]),
        traces(review.give_back_review, row, "conflict", by=ada),
        traces(review.take_back_review, row, "conflict", by=one),
        traces(check.ask_applicant, sent, "Who cooks?", timezone.localdate(), by=one),
    ] == [
        {"StaffCheck": "+1", "Application": "~1"}, CONFLICT, {"Declaration": "+1"}, CONFLICT,
        CONFLICT, {},
    ]  # fmt: skip
    start_membership(ada, sent.organisation, Role.EDITOR, by=None)
    assert traces(assigning.set_aside_conflicts, scene.call, by=one) == CONFLICT
    assert assigning.set_aside_conflicts(scene.call, by=one) == 1


def test_a_conflict_of_one_who_gave_it_back_already():
    scene = a_scene()
    ada, row = scene.people["ada"], Assignment.objects.get(pk=scene.started)
    review.give_back_review(row, "time", by=ada)
    left = traces(review.declare_conflicts, scene.call, {scene.sent: True}, by=ada)
    assert left == {"Conflict": "+1"}
