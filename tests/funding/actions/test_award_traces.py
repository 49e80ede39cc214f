"""What each deed about an award leaves, beside another award that is much like it."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from tests.funding.application_made import a_partner, coordinator_of, worker_of
from tests.funding.award_made import (
    a_closed_call,
    a_plan,
    an_accepted_award,
    an_agreement,
    an_application,
    an_offer,
    officer,
    organisation,
    words_for,
)
from tests.funding.telling import refusal, row, traces
from upstander.funding.actions.agreement import accept_agreement, decline_award, send_agreement
from upstander.funding.actions.amendment import (
    agree_to_amendment,
    propose_amendment,
    refuse_amendment,
    second_amendment,
)
from upstander.funding.actions.award import offer_award
from upstander.funding.actions.instalment import (
    approve_instalment,
    pay_instalment,
    take_back_approval,
)
from upstander.funding.actions.report import (
    accept_report,
    close_award,
    record_return,
    return_report,
    save_report,
    submit_report,
)
from upstander.funding.models import Amendment
from upstander.funding.rules.amendment import Change
from upstander.funding.rules.instalment import Part

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ALL = Decimal("6000.00")


@dataclass
class Steps:
    """Deeds one after another; what each leaves is kept by its name."""

    left: dict[str, dict[str, str]] = field(default_factory=dict)

    def do(self, name, deed, *args, **options):
        self.left[name] = traces(deed, *args, **options)
        return deed(*args, **options)


def _two_of(make):
    """One, and another of the same call."""
    call = a_closed_call()
    places = (["houston"], ["kitimat"])
    made = [an_application(call, n, asked=ALL, places=places[n - 1]) for n in (1, 2)]
    one, _other = [make(an_offer(application, str(ALL))) for application in made]
    return one


def _sent_twice(award):
    an_agreement(award)
    an_agreement(award)
    return award


def _in_three(award):
    parts = [Part(Decimal(2000), award.starts_on, "agreement")] * 3
    award = an_accepted_award(award, parts=parts)
    approve_instalment(award.instalments.get(number=2), by=officer())
    return award


def test_what_is_offered_and_answered():
    award, one = _two_of(_sent_twice), officer()
    signs = coordinator_of(award.organisation)
    applied = an_application(award.call, 3, places=["fort-st-john", "dawson-creek"])
    for number, state in ((7, "confirmed"), (8, "declined"), (9, "confirmed")):
        a_partner(applied, organisation(number), state)
    agreement = award.agreements.get(state="offered")
    left = {
        "offer": traces(offer_award, applied, ALL, by=one),
        "send": traces(send_agreement, award, a_plan(award), by=one),
        "accept": traces(accept_agreement, agreement, "Ada", by=signs),
        "decline": traces(decline_award, award, by=signs),
    }
    assert left == {
        "offer": {"Award": "+1", "Award_partners": "+2", "AwardCommunity": "+2",
                  "Instalment": "+1"},
        "send": {"Agreement": "+1 ~1", "Instalment": "+2 ~2"},
        "accept": {"Agreement": "~1", "Award": "~1", "Report": "+2", "ReportLine": "+4"},
        "decline": {"Agreement": "~1", "Award": "~1", "AwardCommunity": "~1", "Instalment": "~2"},
    }  # fmt: skip


ONE = {"Amendment": "~1"}


def test_what_a_change_leaves():
    award, one, two = _two_of(_in_three), officer(), officer(2)
    signs, starts = coordinator_of(award.organisation), award.starts_on
    agree = partial(agree_to_amendment, signed_as="Ada", by=signs)
    signed = {**ONE, "Agreement": "+1 ~1", "Award": "~1"}
    changes = {
        "more": (Change("top_up", "Snow.", amount=Decimal(9), due_on=starts),
                 {**signed, "Instalment": "+1"}),
        "later": (Change("amend", "Snow.", new_end=award.ends_on + DAY),
                  {**signed, "Report": "~1"}),
        "less": (Change("reduction", "Snow.", amount=Decimal(2000)),
                 {**signed, "Instalment": "~1"}),
        "less and more": (Change("reduction", "Snow.", amount=Decimal("2000.01")),
                          {**signed, "Instalment": "+1 ~2"}),
        "a part": (Change("reduction", "Snow.", amount=Decimal("0.01")),
                   {**signed, "Instalment": "+1 ~1"}),
    }  # fmt: skip
    for name, (change, left) in changes.items():
        assert traces(propose_amendment, award, change, by=one) == {"Amendment": "+1"}
        made = propose_amendment(award, change, by=one)
        assert (name, traces(agree, made)) == (name, left)
        assert traces(refuse_amendment, made, by=signs) == ONE
        assert traces(refuse_amendment, made, by=two) == ONE
        refuse_amendment(Amendment.objects.get(pk=made.pk), by=two)
    above = Change("top_up", "Snow.", amount=Decimal(1501), due_on=starts)
    made = propose_amendment(award, above, by=one)
    assert traces(second_amendment, made, by=two) == ONE


def test_what_is_paid_told_and_closed():
    award, one, two, today = _two_of(_in_three), officer(), officer(2), timezone.localdate()
    signs, writes = coordinator_of(award.organisation), worker_of(award.organisation)
    first, second, third = award.instalments.exclude(state="cancelled")
    interim, final = award.reports.all()
    steps, words = Steps(), words_for(interim)
    some = words._replace(spent=dict([next(iter(words.spent.items()))]))
    part = {"Instalment": "~1"}
    assert traces(take_back_approval, first, by=two) == part
    assert traces(save_report, interim, some, by=writes) == {"Report": "~1", "ReportLine": "~1"}
    told = {
        line.pk: (n + Decimal("0.25"), f"Note {n}") for n, line in enumerate(interim.lines.all())
    }
    with transaction.atomic():
        save_report(interim, words._replace(spent=told), by=writes)
        found = {pk: said for pk, *said in interim.lines.values_list("pk", "spent", "note")}
        assert found == {pk: list(said) for pk, said in told.items()}
        transaction.set_rollback(True)
    interim.refresh_from_db()
    steps.do("approve", approve_instalment, second, by=one)
    approve_instalment(third, by=one)
    for instalment in (first, second, third):
        steps.do("pay", pay_instalment, instalment, "EFT", today, by=two)
    steps.do("submit", submit_report, interim, words, by=signs)
    assert traces(return_report, interim, "Why?", by=one) == {"Report": "~1"}
    steps.do("accept", accept_report, interim, by=one)
    submit_report(final, words_for(final, less=Decimal(1)), by=signs)
    accept_report(final, by=one)
    steps.do("money", record_return, award, Decimal(1), today, seen=0, by=one)
    steps.do("close", close_award, award, by=one)
    assert steps.left == {
        "approve": part, "pay": part, "submit": {"Report": "~1", "ReportLine": "~2"},
        "accept": {"Report": "~1"}, "money": {"Return": "+1"}, "close": {"Award": "~1"},
    }  # fmt: skip
    assert row(award, "state", "amount") == ("closed", ALL)


STALE = "Someone changed this a moment ago. Reload the page to see it now."
CENTS = "Write an amount above zero, to the cent."


def _said(deed, *args, **options):
    return refusal(deed, *args, **options).replace("\u2068", "").replace("\u2069", "")


def test_what_is_planned_otherwise_is_not_sent():
    award, one = _two_of(_sent_twice), officer()
    day, final = award.starts_on, a_plan(award).final_due_on
    halves = [Part(Decimal(3000), day, "agreement"), Part(Decimal(3000), day, "interim")]
    plans = {
        STALE: {"seen": 1},
        CENTS: {"parts": [Part(Decimal(0), day, "none"), Part(ALL, day, "none")]},
        "The instalments make $3,000 together. The award is $6,000.": {"parts": halves[:1]},
        "An instalment waits for an interim report. Say when that is due.": {
            "parts": halves, "interim_due_on": None},
        "The interim report is due before the final one. Change a date.": {"interim_due_on": final},
    }  # fmt: skip
    for said, changes in plans.items():
        assert _said(send_agreement, award, a_plan(award, **changes), by=one) == said


def test_what_is_paid_told_or_changed_otherwise_is_refused():
    award, one, two, today = _two_of(_in_three), officer(), officer(2), timezone.localdate()
    signs, writes = coordinator_of(award.organisation), worker_of(award.organisation)
    first, interim, final = award.instalments.get(number=2), *award.reports.all()
    day = "Choose a day from the approval until today."
    assert [
        _said(pay_instalment, first, " ", today, by=two),
        _said(pay_instalment, first, "EFT", today + DAY, by=two),
        _said(pay_instalment, first, "EFT", today - DAY, by=two),
        _said(submit_report, interim, words_for(interim, outcomes=" "), by=signs),
        _said(submit_report, interim, words_for(interim, seen=1), by=signs),
        _said(save_report, interim, words_for(interim, seen=1), by=writes),
        _said(record_return, award, Decimal(1), today, seen=0, by=one),
        _said(propose_amendment, award, Change("amend", " ", new_end=award.ends_on), by=one),
    ] == [
        "Write the reference of the payment.", day, day,
        "Write what you did and what is different now.", STALE, STALE,
        "Nothing is left unspent that an accepted final report knows of.",
        "Write why the award changes.",
    ]  # fmt: skip
    pay_instalment(first, "EFT", today, by=two)
    spent = dict.fromkeys(words_for(final).spent, (Decimal("999.50"), ""))
    submit_report(final, words_for(final, spent=spent), by=signs)
    assert _said(return_report, final, " ", by=one) == "Write what is missing."
    accept_report(final, by=one)
    tries = [(Decimal(1), today, 1), (Decimal("1.01"), today, 0), (Decimal(1), today + DAY, 0)]
    assert [
        _said(record_return, award, amount, on, seen=seen, by=one) for amount, on, seen in tries
    ] == [STALE, "Only $1 is left unspent.", "Choose a day until today."]


def test_what_was_taken_away_before_is_passed_by():
    award, one = _two_of(_in_three), officer()
    for amount in ("0.01", "2000.00"):
        less = Change("reduction", "Snow.", amount=Decimal(amount))
        made = propose_amendment(award, less, by=one)
        agree_to_amendment(made, "Ada", by=coordinator_of(award.organisation))
    planned = award.instalments.exclude(state="cancelled").values_list("number", "amount")
    assert list(planned) == [(2, Decimal(2000)), (6, Decimal("1999.99"))]
