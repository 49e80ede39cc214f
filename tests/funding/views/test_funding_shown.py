"""Which value stands under which label where awards are decided, run and reviewed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.action.project_made import a_running_project, an_activity
from tests.funding.application_made import coordinator_of
from tests.funding.award_made import a_closed_call as a_call_of_awards
from tests.funding.award_made import (
    an_accepted_award,
    an_accepted_report,
    an_application,
    an_offer,
    officer,
    words_for,
)
from tests.funding.review_made import a_closed_call, applications_in, given, handed_in, reviewer
from tests.funding.shown import between, facts, items, page, table, words
from tests.funding.telling import TODAY
from upstander.funding.actions.amendment import propose_amendment, refuse_amendment
from upstander.funding.actions.decision import Wish, decide, propose
from upstander.funding.actions.instalment import approve_instalment, pay_instalment
from upstander.funding.actions.project_money import Payment, pay_for_project
from upstander.funding.actions.report import record_return, submit_report
from upstander.funding.models import Application, Award, Decision, Envelope
from upstander.funding.queries.project_lines import lines_of
from upstander.funding.queries.project_money import stamp_of
from upstander.funding.rules.amendment import Change

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _two_officers():
    one, two = officer(), officer(2)
    for user, name in ((one, "Une"), (two, "Deux")):
        type(user).objects.filter(pk=user.pk).update(name=name)
    return one, two


def test_what_was_asked_proposed_and_decided():
    call, one = a_closed_call(key="spring", budget=Decimal(90000)), officer()
    call.envelopes.exclude(region__key="north").delete()
    first, _second = applications_in(call, 2, least=Decimal(5000))
    Application.objects.filter(pk=first.pk).update(asked=7000)
    handed_in(first, reviewer(), officer(2), (4, 2, 0))
    decide(first, Wish(Decimal(6000), reason="So."), by=one)
    Decision.objects.update(proposed=Decimal(6500))
    markup = page(one, "calls/spring/money/")
    assert table(markup) == [
        ["Organisation", "Points", "Asked for", "Ceiling", "Decided"],
        ["Spoke 10Community spoke: Fort St. John", "50.0", "$7,000", "$7,500",
         "$6,000 Change Spoke 10"],
        ["Spoke 11Community spoke: Fort St. John", "–", "$7,500", "$7,500", "Decide Spoke 11"],
    ]  # fmt: skip
    text = words(markup)
    assert "Budget: $90,000 · Decided so far: $6,000" in text
    assert "Together: $6,000 · At least: $14,500 · At most: $75,000" in text
    assert facts(page(one, f"calls/spring/money/{first.pk}/")) == {
        "Kind of award": "Community spoke", "Communities": "Fort St. John", "Points": "50.0",
        "Asked for": "$7,000", "The least that helps": "$5,000", "Ceiling": "$7,500",
        "Proposed": "$6,500", "Decided": "$6,000",
    }  # fmt: skip


def test_two_proposals_side_by_side():
    call, one = a_closed_call(key="spring"), officer()
    Envelope.objects.filter(call=call).delete()
    [first] = applications_in(call, 1, least=Decimal(5000))
    lean = propose(call, "Lean", budget=Decimal(5500), seed="a", by=one)
    rich = propose(call, "Rich", budget=Decimal(22500), seed="a", by=one)
    path = f"calls/spring/money/compare/?one={lean.pk}&other={rich.pk}"
    rows = table(page(one, path))
    assert rows[:2] + rows[-1:] == [
        ["", "Lean", "Rich"], ["Money to share out", "$5,500", "$22,500"],
        [first.organisation.name, "$5,500", "$7,500"],
    ]  # fmt: skip


def _award():
    call = a_call_of_awards(title="Spring", starts_on=date(2027, 4, 1), ends_on=date(2028, 3, 31))
    return an_accepted_award(an_offer(an_application(call)))


def test_what_became_of_the_money_of_an_award(telling):
    award, (one, two) = _award(), _two_officers()
    signs = coordinator_of(award.organisation)
    first, last = award.instalments.exclude(state="cancelled")
    approve_instalment(first, by=one)
    telling.at += DAY
    pay_instalment(first, "EFT 9", TODAY, by=two)
    award.refresh_from_db()
    an_accepted_report(award, "interim")
    approve_instalment(last, by=one)
    pay_instalment(last, "EFT 10", TODAY + DAY, by=two)
    an_accepted_report(award, "final", less=Decimal(700))
    kept = Change("amend", "Later.", carried=Decimal(400))
    propose_amendment(award, kept, by=one)
    record_return(award, Decimal(300), TODAY, seen=0, by=one)
    markup = page(one, f"awards/{award.reference}/")
    assert facts(between(markup, "<aside", "</aside>")) == {
        "Amount": "$7,500", "Paid": "$7,500", "Spent": "$6,800", "Left unspent": "$400",
        "Came back": "$300", "Communities": "Fort St. John", "Last day": "March 31, 2028",
        "Call": "Spring",
    }  # fmt: skip
    parts = items(between(markup, 'id="instalments"', "</section>"))
    assert parts == [
        "$3,750 Paid paid on March 9, 2027, EFT 9 Approved by Une. Paid by Deux",
        "$3,750 Paid paid on March 10, 2027, EFT 10 Approved by Une. Paid by Deux",
    ]
    assert items(between(markup, 'id="changes"', "</section>")) == [
        "Other days, or unspent money kept Proposed Later. "
        "Kept for the work: $400. End the proposal",
    ]
    markup = page(signs, f"awards/{award.reference}/")
    parts = items(between(markup, 'id="instalments"', "</section>"))
    assert parts[0] == "$3,750 Paid paid on March 9, 2027"
    rows = items(page(one, "instalments/"))
    assert rows == [
        f"Moon House 1 Paid {award.reference} · March 9, 2027 $3,750",
        f"Moon House 1 Paid {award.reference} · March 10, 2027 $3,750",
    ]


def test_what_is_still_to_be_paid_and_changed(telling):
    award, one = _award(), officer()
    later = Change("amend", "It snowed.", new_end=date(2028, 4, 30))
    refuse_amendment(propose_amendment(award, later, by=one), by=one)
    less = Change("reduction", "Less rent.", amount=Decimal(250))
    propose_amendment(award, less, by=one)
    markup = page(one, f"awards/{award.reference}/")
    first, last = items(between(markup, 'id="instalments"', "</section>"))
    assert first == "$3,750 Planned due on April 1, 2027 · After: Agreement accepted Approve 2"
    assert last == "$3,750 Planned due on Sept. 30, 2027 · After: Interim report accepted"
    changes = items(between(markup, 'id="changes"', "</section>"))
    assert sorted(changes) == [
        "Less money: -$250 Proposed Less rent. End the proposal",
        "Other days, or unspent money kept Refused It snowed. New last day: April 30, 2028.",
    ]
    text = words(between(page(one, f"awards/{award.reference}/instalments/2/approve/"),
                         "<h1>", "<form"))  # fmt: skip
    assert "$3,750 · due on April 1, 2027" in text
    [entry] = items(page(one, "awards/"))[:1]
    assert entry == f"Moon House 1 Accepted Neighbours at one table · {award.reference} $7,500"


def test_what_a_report_says(telling):
    award, one = _award(), officer()
    report = award.reports.get(kind="interim")
    first, second = report.lines.all()
    spent = {first.pk: (Decimal(4000), "A second stove."), second.pk: (Decimal(1200), "")}
    text = words_for(report, activities="We cooked.", outcomes="They talk.", spent=spent)
    submit_report(report, text, by=coordinator_of(award.organisation))
    markup = page(one, f"awards/{award.reference}/reports/interim/")
    assert table(markup) == [
        ["Cost", "Planned", "Spent", "Note"],
        ["Equipment rental", "$3,750", "$4,000", "A second stove."],
        ["Materials for events and workshops", "$3,750", "$1,200", ""],
    ]
    assert "What you did We cooked. What is different now They talk. Money" in words(markup)
    assert "due on Sept. 30, 2027" in words(markup)


def test_what_projects_get_and_cost():
    award = _award()
    Award.objects.filter(pk=award.pk).update(starts_on=date(2020, 1, 1))
    award.refresh_from_db()
    project, hers = a_running_project(award.organisation), coordinator_of(award.organisation)
    held = an_activity(project, attendance=9, cost=Decimal("210.50"))
    an_activity(project, attendance=9, cost=Decimal("33"))
    first, second = (line.cost.pk for line in lines_of(award))
    given_ = Payment({first: Decimal(900), second: Decimal(70)}, {held.pk: first})
    pay_for_project(award, project.pk, given_, seen=stamp_of(award, project.pk), by=hers)
    markup = page(hers, f"awards/{award.reference}/projects/")
    assert facts(markup) == {"Amount": "$7,500", "Projects": "$970", "Left": "$6,530"}
    assert table(markup) == [
        ["Cost", "Planned", "Projects", "Spent"],
        ["Equipment rental", "$3,750", "$900", "$210.50"],
        ["Materials for events and workshops", "$3,750", "$70", "–"],
    ]
    assert table(markup, 1) == [
        ["Cost", "Planned", "Spent", "Left"],
        ["Equipment rental", "$900", "$210.50", "$689.50"],
        ["Materials for events and workshops", "$70", "No cost is written yet.", "$70"],
    ]
    assert "Budget: $5,000 · Spent on activities: $243.50" in words(markup)
    loose = "$33 was spent on activities for which no line is named yet."
    assert loose in words(markup)


def test_whose_score_is_whose(telling):
    call, by, ada, eve = a_closed_call(key="spring"), officer(), reviewer(), reviewer(2)
    [row] = applications_in(call, 1)
    hers = handed_in(row, ada, by, (4, 4, 4), "Clear.")
    handed_in(row, eve, by, (1, 1, 1), "Vague.")
    markup = page(ada, f"reviews/{hers.pk}/")
    assert facts(between(markup, '<dl class="numbers">', "</dl>")) == {
        "Your score of 100": "100.0", "Other reviewer 1": "25.0",
    }  # fmt: skip
    side = words(between(markup, 'id="side-understanding">', "</section>"))
    assert side == (
        "Understanding You 4 · All of it, with examples Clear. Other reviewer 1 1 · A little Vague."
    )
    markup = page(by, f"reviews/applications/{row.pk}/")
    assert facts(markup) == {"Reviewer 1": "100.0", "Reviewer 2": "25.0"}


def test_until_when_a_review_is_due(telling):
    call, by, ada = a_closed_call(key="spring", title="Spring"), officer(), reviewer()
    first, second = applications_in(call, 2)
    open_one = given(first, ada, by, TODAY + 9 * DAY)
    telling.at += DAY
    handed_in(second, ada, by)
    text = words(page(ada, f"reviews/{open_one.pk}/"))
    assert "Not begun · due March 18, 2027" in text
    assert items(page(ada, "reviews/"), "item") == [
        "Spoke 10 Not begun Spring · due March 18, 2027",
        "Spoke 11 Handed in Spring",
    ]
    numbers = facts(between(page(by, "reviews/calls/spring/"), '<dl class="numbers">', "</dl>"))
    assert numbers == {
        "Applications": "2", "Handed in": "1 of 2", "Late": "0", "Still to give out": "2",
    }  # fmt: skip
