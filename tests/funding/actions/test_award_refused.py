"""Every deed about an award against everyone, and in every state of it."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace as Made

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member
from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import (
    a_plan,
    an_accepted_award,
    an_application,
    officer,
    organisation,
    words_for,
)
from tests.funding.telling import NIGHT, TODAY, refusal
from upstander.funding.actions.agreement import (
    accept_agreement,
    decline_award,
    send_agreement,
    take_back_offer,
)
from upstander.funding.actions.amendment import (
    agree_to_amendment,
    propose_amendment,
    refuse_amendment,
    second_amendment,
)
from upstander.funding.actions.award import first_day, offer_award
from upstander.funding.actions.instalment import (
    approve_instalment,
    pay_instalment,
    take_back_approval,
)
from upstander.funding.actions.project_money import Payment, pay_for_project
from upstander.funding.actions.report import (
    accept_report,
    close_award,
    record_return,
    return_report,
    save_report,
    submit_report,
)
from upstander.funding.models import Amendment, Award, Instalment, Report, ReportLine
from upstander.funding.rules.amendment import Change
from upstander.funding.states import AwardState, OfferEnd
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
NOT_OFFICER = "Only an officer of the funder can do this."
NOT_DECIDING = "Only an officer of the funder can decide about money."
NEAR = "You belong to this organisation. Another officer must do this."
NOT_SIGNED = "Only a coordinator of the organisation can sign for it."
NOT_WRITTEN = "Only people of this organisation can write its report."
RUNS = "This can only be done while the award is accepted and not closed."
ANSWERED = "This award has been answered already."
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."
NOT_BOTH = "A second person must agree to this. You wrote it yourself."
NOT_PAID = "You approved this yourself. Another officer must record the payment."
UNMET = "The condition of this instalment is not met yet."
OPEN = "This is still open: All reports are accepted."
NO_PROJECT = "Choose only from your own list."
DAY = timedelta(days=1)


def a_scene():
    """An award that runs; of its parts the first is approved, by the first officer."""
    award = an_accepted_award()
    here, near = award.organisation, officer(3)
    start_membership(near, here, Role.EDITOR, by=None)
    approve_instalment(award.instalments.get(number=2), by=officer())
    people = {
        "one": officer(), "two": officer(2), "near": near,
        "signs": coordinator_of(here), "writes": worker_of(here),
        "other": coordinator_of(organisation(7)), "administers": member(Role.ADMINISTRATOR, hub()),
    }  # fmt: skip
    return Made(award=award, call=award.call, people=people)


def _report(kind, state, people):
    now = timezone.now()
    sent = {"submitted_by": people["signs"], "submitted_at": now}
    read = {"accepted_by": people["two"], "accepted_at": now} if state == "accepted" else {}
    Report.objects.filter(kind=kind).update(state=state, **sent, **read)
    return Report.objects.get(kind=kind)


def deeds_of(scene, state):
    """Each deed, with the rows as they are when it is done to an award in that state."""
    people = scene.people
    applied = an_application(scene.call, 2, places=["prince-george"])

    def award(to=state):
        Award.objects.filter(pk=scene.award.pk).update(state=to)
        return Award.objects.get(pk=scene.award.pk)

    def agreement():
        for rows in (ReportLine, Report):
            rows.objects.all().delete()
        nobody = {"state": "offered", "accepted_by": None, "accepted_as": "", "accepted_at": None}
        award().agreements.update(**nobody)
        return award().agreements.get()

    def amendment(*, above=False):
        change = Change("top_up", "It snowed.", amount=Decimal(1), due_on=scene.award.starts_on)
        made = propose_amendment(award("accepted"), change, by=people["one"])
        type(made).objects.update(is_above_ceiling=above)
        award()
        return made

    def part(number):
        award()
        return Instalment.objects.get(award=scene.award, number=number)

    def report(of="due"):
        award()
        return _report("interim", of, people)

    def give_back(by):
        _report("final", "accepted", people).lines.update(spent=0)
        Instalment.objects.filter(number=2).update(
            state="paid", paid_by=people["two"], paid_on=timezone.localdate(), payment="EFT"
        )
        record_return(award(), Decimal(1), timezone.localdate(), seen=0, by=by)

    later = Change("amend", "Later.", new_end=scene.award.ends_on + DAY)
    return {
        "offer": lambda by: offer_award(applied, Decimal(1), by=by),
        "send": lambda by: send_agreement(award(), a_plan(award()), by=by),
        "accept": lambda by: accept_agreement(agreement(), "Ada", by=by),
        "decline": lambda by: decline_award(award(), by=by),
        "take the offer back": lambda by: take_back_offer(award(), OfferEnd.ASKED, by=by),
        "propose": lambda by: propose_amendment(award(), later, by=by),
        "second": lambda by: second_amendment(amendment(above=True), by=by),
        "agree": lambda by: agree_to_amendment(amendment(), "Ada", by=by),
        "refuse": lambda by: refuse_amendment(amendment(), by=by),
        "approve": lambda by: approve_instalment(part(3), by=by),
        "take back": lambda by: take_back_approval(part(2), by=by),
        "pay": lambda by: pay_instalment(part(2), "EFT", timezone.localdate(), by=by),
        "save": lambda by: save_report(report(), words_for(report()), by=by),
        "submit": lambda by: submit_report(report(), words_for(report()), by=by),
        "take": lambda by: accept_report(report("submitted"), by=by),
        "return": lambda by: return_report(report("submitted"), "Why?", by=by),
        "give back": give_back,
        "close": lambda by: close_award(award(), by=by),
        "share": lambda by: pay_for_project(award(), 0, Payment({}, {}), seen="", by=by),
    }


BOTH, SIGNS, WRITES = {"one": "", "two": ""}, {"signs": ""}, {"signs": "", "writes": ""}
# In which state it is done, what everyone else is told, and what these are told.
WHO = {
    "offer": ("accepted", NOT_DECIDING, {**BOTH, "near": ""}),
    "send": ("offered", NOT_OFFICER, {**BOTH, "near": NEAR}),
    "accept": ("offered", NOT_SIGNED, SIGNS),
    "decline": ("offered", NOT_SIGNED, SIGNS),
    "take the offer back": ("offered", NOT_OFFICER, {**BOTH, "near": NEAR}),
    "propose": ("accepted", NOT_OFFICER, {**BOTH, "near": NEAR}),
    "second": ("accepted", NOT_OFFICER, {"one": NOT_BOTH, "two": "", "near": NEAR}),
    "agree": ("accepted", NOT_SIGNED, SIGNS),
    "refuse": ("accepted", NOT_SIGNED, {**BOTH, **SIGNS}),
    "approve": ("accepted", UNMET, {}),
    "take back": ("accepted", NOT_OFFICER, {**BOTH, "near": NEAR}),
    "pay": ("accepted", NOT_OFFICER, {"one": NOT_PAID, "two": "", "near": NEAR}),
    "save": ("accepted", NOT_WRITTEN, WRITES),
    "submit": ("accepted", NOT_WRITTEN, {**SIGNS, "writes": NOT_SIGNED}),
    "take": ("accepted", NOT_OFFICER, {**BOTH, "near": NEAR}),
    "return": ("accepted", NOT_OFFICER, {**BOTH, "near": NEAR}),
    "give back": ("accepted", NOT_OFFICER, {**BOTH, "near": NEAR}),
    "close": ("accepted", NOT_OFFICER, {"one": OPEN, "two": OPEN, "near": NEAR}),
    "share": ("accepted", NOT_WRITTEN, dict.fromkeys(WRITES, NO_PROJECT)),
}


@pytest.mark.parametrize("state", ["offered", "accepted"])
def test_who_does_what(state):
    scene = a_scene()
    deeds = deeds_of(scene, state)
    assert set(WHO) == set(deeds)
    for name, (when, why, said) in WHO.items():
        if when == state:
            found = {who: refusal(deeds[name], user) for who, user in scene.people.items()}
            told = {who: said.get(who, why) for who in scene.people}
            assert (name, found) == (name, told)


@pytest.mark.parametrize("state", [state for state in AwardState if state != "recorded"])
def test_what_is_done_in_each_state(state):
    scene = a_scene()
    hers = ("accept", "decline", "agree", "save", "submit", "share")
    found = {
        name: refusal(deed, scene.people["signs" if name in hers else "two"])
        for name, deed in deeds_of(scene, state).items()
    }
    is_offered, is_running = state == "offered", state == "accepted"
    told = dict.fromkeys(WHO, "" if is_running else RUNS)
    answers = ("send", "accept", "decline", "take the offer back")
    answered = DEALT_WITH if state == "withdrawn" else ANSWERED  # by nobody: it was taken back
    told |= dict.fromkeys(answers, "" if is_offered else answered)
    told |= dict.fromkeys(("offer", "take back", "refuse", "second"), "")
    if is_running:
        told |= {"approve": UNMET, "close": OPEN, "share": NO_PROJECT}
    assert found == told


def test_what_another_window_did_to_a_part_counts():
    scene = a_scene()
    one, two = scene.people["one"], scene.people["two"]
    old = {number: Instalment.objects.get(number=number) for number in (2, 3)}
    Instalment.objects.filter(number=2).update(approved_by=two)
    today = timezone.localdate()
    assert refusal(pay_instalment, old[2], "EFT", today, by=two) == NOT_PAID
    assert refusal(pay_instalment, old[2], "EFT", today, by=one) == ""
    nobody = {"approved_by": None, "approved_at": None}
    Instalment.objects.filter(number=2).update(state="planned", **nobody)
    Instalment.objects.filter(number=3).update(state="cancelled")
    planned = Instalment.objects.get(number=2)
    Instalment.objects.filter(number=2).update(state="approved", approved_by=one, approved_at=NIGHT)
    assert refusal(approve_instalment, planned, by=two) == DEALT_WITH
    assert refusal(take_back_approval, planned, by=two) == ""
    Instalment.objects.filter(number=2).update(state="planned", **nobody)
    old[2].state = "approved"
    assert refusal(take_back_approval, old[2], by=two) == DEALT_WITH
    assert refusal(pay_instalment, old[2], "EFT", today, by=two) == DEALT_WITH
    assert refusal(approve_instalment, old[3], by=two) == DEALT_WITH


def test_what_another_window_did_to_a_change_counts():
    scene = a_scene()
    one, two, signs = (scene.people[who] for who in ("one", "two", "signs"))
    more = Change("top_up", "It snowed.", amount=Decimal(1), due_on=scene.award.starts_on)
    change = propose_amendment(scene.award, more, by=one)
    old = [Amendment.objects.get(), Amendment.objects.get(), Amendment.objects.get()]
    second_amendment(change, by=two)
    again = "Nothing waits here for a second person."
    assert refusal(second_amendment, old[0], by=two) == again
    assert refusal(agree_to_amendment, old[0], "Ada", by=signs) == ""
    refuse_amendment(change, by=signs)
    for number, deed in enumerate((second_amendment, refuse_amendment)):
        assert refusal(deed, old[number + 1], by=two) == DEALT_WITH
    old[0].state = "proposed"
    assert refusal(agree_to_amendment, old[0], "Ada", by=signs) == DEALT_WITH


def test_what_another_window_did_to_a_report_counts():
    scene = a_scene()
    signs, two = scene.people["signs"], scene.people["two"]
    sent = "This report is sent. It can be changed if it is sent back to you."

    def said(deed, of, now, *more, by):
        row = _report("interim", of, scene.people)
        _report("interim", now, scene.people)
        words = [words_for(row)] if deed in (save_report, submit_report) else []
        return refusal(deed, row, *words, *more, by=by)

    assert [
        said(save_report, "due", "submitted", by=signs),
        said(submit_report, "returned", "submitted", by=signs),
        said(save_report, "submitted", "returned", by=signs),
        said(submit_report, "submitted", "due", by=signs),
        said(accept_report, "submitted", "returned", by=two),
        said(return_report, "submitted", "returned", "Why?", by=two),
        said(accept_report, "due", "submitted", by=two),
        said(return_report, "returned", "submitted", "Why?", by=two),
    ] == [sent, sent, "", "", DEALT_WITH, DEALT_WITH, "", ""]


@pytest.mark.parametrize(("starts_on", "first"), [
    (None, TODAY), (TODAY - DAY, TODAY), (TODAY, TODAY), (TODAY + DAY, TODAY + DAY),
])  # fmt: skip
def test_the_first_day_on_which_an_award_can_be_paid(starts_on, first):
    assert first_day(Award(starts_on=starts_on, awarded_on=TODAY)) == first
