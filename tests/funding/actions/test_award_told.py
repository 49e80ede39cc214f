"""Every deed about an award: all that the log says of it, what it holds, what it changes."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests.funding.application_made import a_partner, coordinator_of, worker_of
from tests.funding.award_made import (
    a_closed_call,
    a_plan,
    an_agreement,
    an_application,
    an_offer,
    officer,
    organisation,
    words_for,
)
from tests.funding.telling import NIGHT, TODAY, refusal, row
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
from upstander.funding.models import Agreement, Award
from upstander.funding.queries.award_history import history_of
from upstander.funding.rules.amendment import Change

pytestmark = pytest.mark.django_db
BOTH = "Call+Award"
PART = ("number", "amount", "due_on", "paid_after", "state")
DAY = timedelta(days=1)


def _begun(telling, amount="5000.00"):
    """An award that runs, and the people who act: two officers, who signs, who writes."""
    one, two, award = officer(), officer(2), an_offer(amount=amount)
    signs, writes = coordinator_of(award.organisation), worker_of(award.organisation)
    telling.name(one=one, two=two, signs=signs, writes=writes, award=award)
    accept_agreement(an_agreement(award), "Ada Moon, Coordinator", by=signs)
    telling.letters()
    return Award.objects.get(pk=award.pk), one, two, signs, writes


def test_an_offer_above_the_ceiling(telling):
    one, two, call = officer(), officer(2), a_closed_call()
    applied = an_application(call)
    a_partner(applied, organisation(8), "confirmed")
    telling.name(one=one, two=two)
    why = {"override": " Far away. ", "first": two, "second": one}
    award = telling.do(offer_award, applied, Decimal("8000.00"), by=one, **why)
    facts = {"amount": "8000.00", "call": call.key, "application": str(applied.pk),
             "override": True, "second": one.pk}  # fmt: skip
    of = f"award:{call.key}-001"
    assert telling.tell() == [("award.offered", "one", of, facts, "Call+Application")]
    assert row(award, "state", "amount", "override", "awarded_on", "changed_on", "year") == (
        "offered",
        Decimal(8000),
        "Far away.",
        TODAY,
        TODAY,
        call.year,
    )
    assert list(
        award.instalments.values_list("number", "amount", "due_on", "paid_after", "state")
    ) == [(1, Decimal(8000), call.starts_on, "agreement", "planned")]
    assert telling.letters() == []


def test_an_agreement_is_sent_again_then_accepted(telling):
    one, award = officer(), an_offer()
    signs, writes = coordinator_of(award.organisation), worker_of(award.organisation)
    telling.name(one=one, signs=signs, award=award)
    everyone = sorted([signs.email, writes.email])
    for _turn in range(2):
        telling.do(send_agreement, award, a_plan(award), by=one)
    second, first = award.agreements.all()
    telling.do(accept_agreement, second, " Ada Moon, Coordinator ", by=signs)

    sent = [{"version": one.version, "digest": one.digest} for one in (first, second)]
    assert telling.tell() == [
        ("agreement.sent", "one", "award", sent[0], BOTH),
        ("agreement.sent", "one", "award", sent[1], BOTH),
        ("award.accepted", "signs", "award", sent[1], BOTH),
    ]
    assert telling.letters() == [everyone, everyone]
    said = ("version", "state", "sent_by", "sent_at", "accepted_by", "accepted_as", "accepted_at",
            "language", "terms")  # fmt: skip
    assert [row(one, *said) for one in (first, second)] == [
        (1, "replaced", one.pk, NIGHT, None, "", None, "en", "Keep the receipts."),
        (2, "accepted", one.pk, NIGHT, signs.pk, "Ada Moon, Coordinator", NIGHT, "en",
         "Keep the receipts."),
    ]  # fmt: skip
    assert row(award, "state", "changed_on") == ("accepted", TODAY)
    parts = a_plan(award).parts
    assert list(
        award.instalments.values_list("number", "state", "amount", "due_on", "paid_after")
    ) == [
        (1, "cancelled", award.amount, award.starts_on, "agreement"),
        *((n, "cancelled", *part) for n, part in enumerate(parts, 2)),
        *((n, "planned", *part) for n, part in enumerate(parts, 4)),
    ]
    plan, application = a_plan(award), award.application
    lines = [(line.cost_id, line.amount, None) for line in application.lines.all()]
    assert [
        (
            r.kind,
            r.state,
            r.due_on,
            r.version,
            list(r.lines.values_list("cost", "planned", "spent")),
        )
        for r in award.reports.all()
    ] == [
        ("interim", "due", plan.interim_due_on, 0, lines),
        ("final", "due", plan.final_due_on, 0, lines),
    ]


def test_an_award_is_turned_down(telling):
    one, award = officer(), an_offer()
    signs = coordinator_of(award.organisation)
    telling.name(one=one, signs=signs, award=award)
    agreement = send_agreement(award, a_plan(award), by=one)
    Award.objects.update(changed_on=TODAY - DAY)
    telling.do(decline_award, award, by=signs)
    assert telling.tell() == [("award.declined", "signs", "award", {}, BOTH)]
    assert row(award, "state", "changed_on") == ("declined", TODAY)
    assert row(agreement, "state", "accepted_by") == ("declined", None)
    assert set(award.instalments.values_list("state", flat=True)) == {"cancelled"}
    assert set(award.places.values_list("is_held", flat=True)) == {False}


def test_an_offer_is_taken_back(telling):
    one, two, award = officer(), officer(2), an_offer()
    signs = coordinator_of(award.organisation)
    telling.name(one=one, two=two, award=award)
    agreement = send_agreement(award, a_plan(award), by=one)
    Award.objects.update(changed_on=TODAY - DAY)
    telling.letters()
    telling.do(take_back_offer, award, "no_answer", by=two)
    assert telling.tell() == [("award.taken_back", "two", "award", {"reason": "no_answer"}, BOTH)]
    assert telling.letters() == [[signs.email]]
    assert row(award, "state", "changed_on") == ("withdrawn", TODAY)
    assert row(agreement, "state", "accepted_by") == ("withdrawn", None)
    assert set(award.instalments.values_list("state", flat=True)) == {"cancelled"}
    assert set(award.places.values_list("is_held", flat=True)) == {False}
    assert history_of(award)[-1].what == "The offer was taken back: No answer came in time."


@pytest.mark.parametrize("free", [decline_award, partial(take_back_offer, reason="asked")])
def test_what_nobody_took_goes_to_others(free):
    call = a_closed_call(budget=Decimal(7500))
    award = an_offer(an_application(call))
    other = an_application(call, 2)
    assert refusal(an_offer, other) != ""
    deciding = officer() if isinstance(free, partial) else coordinator_of(award.organisation)
    free(award, by=deciding)
    assert an_offer(other).state == "offered"
    # The organisation is free too: another call of that year may give it something.
    again = a_closed_call(key="again", year=call.year)
    assert an_offer(an_application(again, places=["terrace"])).state == "offered"


def test_instalments(telling):
    award, one, two, _signs, _writes = _begun(telling)
    part = award.instalments.get(number=2)
    telling.do(approve_instalment, part, by=one)
    approved = row(part, "state", "approved_by", "approved_at")
    telling.do(take_back_approval, part, by=two)
    again = row(part, "state", "approved_by", "approved_at")
    telling.do(approve_instalment, part, by=two)
    telling.do(pay_instalment, part, " EFT 12 ", TODAY, by=one)

    assert approved == ("approved", one.pk, NIGHT)
    assert again == ("planned", None, None)
    assert row(part, "state", "approved_by", "paid_by", "paid_on", "payment") == (
        "paid", two.pk, one.pk, TODAY, "EFT 12",
    )  # fmt: skip
    facts = {"number": 2, "amount": "2500.00"}
    assert telling.tell() == [
        ("instalment.approved", "one", "award", facts, BOTH),
        ("instalment.approval_taken_back", "two", "award", facts, BOTH),
        ("instalment.approved", "two", "award", facts, BOTH),
        ("instalment.paid", "one", "award", facts, BOTH),
    ]
    assert telling.letters() == []


def test_reports_to_the_end(telling):
    award, one, two, signs, writes = _begun(telling)
    interim, final = award.reports.all()
    telling.do(save_report, interim, words_for(interim, activities="So far."), by=writes)
    assert row(interim, "state", "activities", "version", "saved_at", "submitted_by") == (
        "due", "So far.", 1, NIGHT, None,
    )  # fmt: skip
    interim.refresh_from_db()
    telling.do(submit_report, interim, words_for(interim), by=signs)
    telling.do(return_report, interim, " What came of it? ", by=one)
    assert row(interim, "state", "remark", "submitted_by", "submitted_at", "accepted_by") == (
        "returned", "What came of it?", signs.pk, NIGHT, None,
    )  # fmt: skip
    letters = telling.letters()
    telling.do(submit_report, interim, words_for(interim), by=signs)
    telling.do(accept_report, interim, by=two)
    assert row(interim, "state", "remark", "accepted_by", "accepted_at", "version") == (
        "accepted", "", two.pk, NIGHT, 3,
    )  # fmt: skip
    for part in award.instalments.filter(state="planned"):
        approve_instalment(part, by=one)
        pay_instalment(part, "EFT", TODAY, by=two)
    submit_report(final, words_for(final, less=Decimal("2600.25")), by=signs)
    accept_report(final, by=one)
    sums = sum(line.spent for line in final.lines.all())
    back = telling.do(record_return, award, 5000 - sums, TODAY, seen=0, by=two)
    assert back is None
    Award.objects.update(changed_on=TODAY - DAY)
    telling.do(close_award, award, by=one)

    def about(kind):
        return {"report": kind}

    assert telling.tell() == [
        ("report.saved", "writes", "award", about("interim"), BOTH),
        ("report.submitted", "signs", "award", about("interim"), BOTH),
        ("report.returned", "one", "award", about("interim"), BOTH),
        ("report.submitted", "signs", "award", about("interim"), BOTH),
        ("report.accepted", "two", "award", about("interim"), BOTH),
        ("award.money_returned", "two", "award", {"amount": str(5000 - sums)}, BOTH),
        ("award.closed", "one", "award", {}, BOTH),
    ]
    assert letters == [sorted([signs.email, writes.email])]
    assert telling.letters() == []
    assert row(award, "state", "changed_on") == ("closed", TODAY)
    assert list(
        award.returns.values_list("amount", "returned_on", "recorded_by", "recorded_at")
    ) == [(5000 - sums, TODAY, two.pk, NIGHT)]


def test_more_money_above_the_ceiling(telling):
    award, one, two, signs, writes = _begun(telling)
    Award.objects.update(changed_on=TODAY - DAY)
    end, due_on = award.ends_on, award.starts_on + 5 * DAY
    before = dict(award.reports.values_list("kind", "due_on"))
    parts = list(award.instalments.values_list(*PART))
    more = Change("top_up", " It snowed. ", amount=Decimal("3000.00"), new_end=end + 30 * DAY,
                  due_on=due_on)  # fmt: skip
    change = telling.do(propose_amendment, award, more, by=one)
    assert telling.letters() == [sorted([signs.email, writes.email])]
    telling.do(second_amendment, change, by=two)
    telling.do(agree_to_amendment, change, " Ada Moon ", by=signs)
    facts = {"kind": "top_up", "change": "3000.00"}
    assert telling.tell() == [
        ("amendment.proposed", "one", "award", facts, BOTH),
        ("amendment.seconded", "two", "award", {}, BOTH),
        ("amendment.agreed", "signs", "award", facts, BOTH),
    ]
    assert row(
        change, "state", "change", "carried", "new_end", "due_on", "reason", "is_above_ceiling",
        "made_by", "made_at", "second_by", "settled_by", "settled_as", "settled_at",
    ) == (
        "agreed", Decimal(3000), Decimal(0), end + 30 * DAY, due_on, "It snowed.", True,
        one.pk, NIGHT, two.pk, signs.pk, "Ada Moon", NIGHT,
    )  # fmt: skip
    assert row(award, "amount", "ends_on", "changed_on", "override", "state") == (
        Decimal(8000), end + 30 * DAY, TODAY, "It snowed.", "accepted",
    )  # fmt: skip
    assert list(award.instalments.values_list(*PART)) == [
        *parts, (4, Decimal(3000), due_on, "agreement", "planned"),
    ]  # fmt: skip
    after = {"interim": before["interim"], "final": before["final"] + 30 * DAY}
    assert dict(award.reports.values_list("kind", "due_on")) == after
    new = award.agreements.first()
    assert row(
        new, "version", "state", "sent_by", "accepted_by", "accepted_as", "terms",
        "interim_due_on", "final_due_on",
    ) == (2, "accepted", one.pk, signs.pk, "Ada Moon", "Keep the receipts.\nIt snowed.",
          after["interim"], after["final"])  # fmt: skip


def test_the_first_reason_above_the_ceiling_stays_that_of_the_award(telling):
    award, one, two, signs, _writes = _begun(telling, "7500.00")
    for reason in ("x" * 401, "It snowed again."):
        more = Change("top_up", reason, amount=Decimal(1), due_on=award.starts_on)
        change = propose_amendment(award, more, by=one)
        second_amendment(change, by=two)
        agree_to_amendment(change, "Ada Moon", by=signs)
    assert row(award, "amount", "override", "ends_on") == (
        Decimal(7502), "x" * 400, award.ends_on,
    )  # fmt: skip
    assert list(award.amendments.values_list("reason", flat=True)) == ["x" * 401, reason]


def test_less_money_comes_off_what_is_planned_last(telling):
    award, one, _two, signs, _writes = _begun(telling)
    first, last = award.instalments.filter(state="planned")
    approve_instalment(first, by=one)
    less = Change("reduction", "Fewer evenings.", amount=Decimal("999.99"), due_on=TODAY)
    change = telling.do(propose_amendment, award, less, by=one)
    telling.do(agree_to_amendment, change, "Ada Moon", by=signs)
    facts = {"kind": "reduction", "change": "-999.99"}
    assert telling.tell() == [
        ("amendment.proposed", "one", "award", facts, BOTH),
        ("amendment.agreed", "signs", "award", facts, BOTH),
    ]
    assert row(change, "due_on", "is_above_ceiling", "second_by") == (None, False, None)
    assert row(award, "amount", "ends_on", "override") == (
        Decimal("4000.01"), award.ends_on, "",
    )  # fmt: skip
    assert list(
        award.instalments.values_list("number", "amount", "due_on", "paid_after", "state")
    ) == [
        (1, Decimal(5000), award.starts_on, "agreement", "cancelled"),
        (2, Decimal(2500), first.due_on, "agreement", "approved"),
        (3, Decimal(2500), last.due_on, "interim", "cancelled"),
        (4, Decimal("1500.01"), last.due_on, "interim", "planned"),
    ]
    words = Agreement.objects.get(award=award, version=2).blocks
    columns = next(block for block in words if "rows" in block)
    assert len(columns["rows"]) == 2


@pytest.mark.parametrize("days", [30, -30])
def test_what_is_paid_after_the_final_report_moves_with_it(telling, days):
    award, one, _two, signs, _writes = _begun(telling)
    first, last = award.instalments.filter(state="planned")
    due_on = award.reports.get(kind="final").due_on
    award.instalments.filter(pk=last.pk).update(paid_after="final", due_on=due_on + DAY)
    gone = award.instalments.filter(state="cancelled")
    gone.update(paid_after="final")
    before = gone.get().due_on
    change = Change("amend", "Snow.", new_end=award.ends_on + days * DAY)
    agree_to_amendment(propose_amendment(award, change, by=one), "Ada Moon", by=signs)
    assert row(award.reports.get(kind="final"), "due_on") == (due_on + days * DAY,)
    assert row(last, "due_on", "state") == (due_on + (days + 1) * DAY, "planned")
    assert row(first, "due_on") == (first.due_on,)
    assert gone.get().due_on == before


@pytest.mark.parametrize("who", ["one", "signs"])
def test_a_change_is_refused(telling, who):
    award, one, two, signs, writes = _begun(telling)
    change = propose_amendment(award, Change("amend", "Later.", new_end=TODAY + 700 * DAY), by=two)
    telling.letters()
    telling.do(refuse_amendment, change, by={"one": one, "signs": signs}[who])
    assert telling.tell() == [("amendment.refused", who, "award", {}, BOTH)]
    by = {"one": one, "signs": signs}[who].pk
    assert row(change, "state", "settled_by", "settled_as", "settled_at") == (
        "refused", by, "", NIGHT,
    )  # fmt: skip
    assert row(award, "ends_on", "amount") == (award.ends_on, award.amount)
    everyone = sorted([signs.email, writes.email])
    assert telling.letters() == ([everyone] if who == "one" else [])  # they said it themselves
