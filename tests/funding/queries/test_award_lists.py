"""What waits about awards, and for whom."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.accounts.people import member
from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import (
    a_closed_call,
    an_accepted_award,
    an_agreement,
    an_application,
    an_offer,
    officer,
    organisation,
    words_for,
)
from upstander.funding.actions.amendment import agree_to_amendment, propose_amendment
from upstander.funding.actions.instalment import approve_instalment
from upstander.funding.actions.report import submit_report
from upstander.funding.queries.award_lists import (
    instalments_between,
    officer_awards_panel,
    organisation_awards_panel,
)
from upstander.funding.rules.amendment import Change
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def _notes(panel) -> list[str]:
    return [str(row.note) for row in panel.rows]


def test_an_officer_sees_each_step_that_waits_for_her():
    now, award = timezone.now(), an_offer()
    one, two = officer(), officer(2)

    assert _notes(officer_awards_panel(one, now)) == ["Send the agreement"]
    an_agreement(award)
    assert _notes(officer_awards_panel(one, now)) == ["Waits for an answer"]
    award = an_accepted_award(award)
    assert _notes(officer_awards_panel(one, now)) == [
        "Instalment 4, due on April 1, 2027: approve it"
    ]
    approve_instalment(award.instalments.get(number=4), by=one)
    assert _notes(officer_awards_panel(one, now)) == []
    assert _notes(officer_awards_panel(two, now)) == ["Instalment 4, due on April 1, 2027: pay it"]
    report = award.reports.get(kind="interim")
    submit_report(report, words_for(report), by=coordinator_of(award.organisation))
    assert _notes(officer_awards_panel(one, now)) == ["Interim report: read it"]


def test_an_organisation_sees_what_it_signs_and_writes():
    now, award = timezone.now(), an_offer()
    signer, writer = coordinator_of(award.organisation), worker_of(award.organisation)

    news = "\u2068$7,500\u2069 is offered to you. The funder sends the agreement."
    page = f"/desk/funding/awards/{award.reference}/"
    for user in (signer, writer):
        (row,) = organisation_awards_panel(user, now).rows
        assert (row.note, row.url, row.is_waiting) == (news, page, False)
    an_agreement(award)
    (row,) = organisation_awards_panel(signer, now).rows
    assert (row.note, row.is_waiting) == ("Read the agreement and answer", True)
    (row,) = organisation_awards_panel(writer, now).rows
    assert (row.note, row.is_waiting) == ("Offered", False)
    award = an_accepted_award(award)
    award.reports.filter(kind="interim").update(due_on=timezone.localdate() - timedelta(days=1))
    award.reports.filter(kind="final").update(due_on=date(2028, 5, 30))
    rows = organisation_awards_panel(writer, now).rows
    assert [(row.is_late, str(row.note).split(",")[0]) for row in rows] == [
        (True, "Interim report"),
        (False, "Final report"),
    ]
    change = Change("reduction", "Less.", amount=Decimal(10))
    propose_amendment(award, change, by=officer())
    assert _notes(organisation_awards_panel(signer, now))[0] == "Answer to a proposed change"


def test_a_panel_is_for_whom_it_concerns():
    now = timezone.now()
    an_offer()
    elsewhere = member(Role.SPOKE_COORDINATOR, organisation(9))
    reviewer = member(Role.REVIEWER, organisation())
    both = officer()
    start_membership(both, organisation(8), Role.SPOKE_COORDINATOR, by=None)

    assert officer_awards_panel(elsewhere, now) is None
    assert organisation_awards_panel(elsewhere, now) is None
    assert organisation_awards_panel(reviewer, now) is None
    assert organisation_awards_panel(both, now) is None


def test_no_officer_is_asked_about_her_own_organisation():
    award = an_offer()
    both, one = member(Role.FUNDER_OFFICER, award.organisation), officer()

    def told(user):
        return _notes(officer_awards_panel(user, timezone.now()))

    assert (told(both), told(one)) == ([], ["Send the agreement"])
    award = an_accepted_award(award)
    report = award.reports.get(kind="interim")
    submit_report(report, words_for(report), by=coordinator_of(award.organisation))
    paid = "Instalment 2, due on April 1, 2027: approve it"
    assert (told(both), told(one)) == ([], ["Interim report: read it", paid])


def test_instalments_of_a_period():
    award = an_accepted_award()
    days = sorted(award.instalments.exclude(state="cancelled").values_list("due_on", flat=True))

    def count(*asked):
        return instalments_between(*asked).count()

    assert count(None, None, "") == 2
    assert count(days[0], days[0], "") == 1
    assert count(days[0] + timedelta(days=1), None, "planned") == 1
    assert count(None, days[0] - timedelta(days=1), "") == 0
    assert count(None, None, "cancelled") == 1


def test_each_award_waits_for_its_own_agreement_report_and_change():
    now, one = timezone.now(), officer()
    call = a_closed_call()
    first, second = (
        an_offer(an_application(call, number, places=[place]))
        for number, place in ((1, "houston"), (2, "kitimat"))
    )
    signs = [coordinator_of(award.organisation) for award in (first, second)]

    def told(user):
        panel = (officer_awards_panel if user == one else organisation_awards_panel)(user, now)
        return [(str(row.text).split(" · ")[0], str(row.note)) for row in panel.rows]

    an_agreement(first)
    silent = ("Moon House 1", "Waits for an answer")
    assert told(one) == [("Moon House 2", "Send the agreement"), silent]
    news = "\u2068$7,500\u2069 is offered to you. The funder sends the agreement."
    assert [told(user) for user in signs] == [
        [("Moon House 1", "Read the agreement and answer")], [("Moon House 2", news)],
    ]  # fmt: skip
    first, second = an_accepted_award(first), an_accepted_award(second)
    reports = told(signs[1])
    assert [note.split(",")[0] for _name, note in reports] == ["Interim report", "Final report"]
    assert {name for name, _note in reports} == {"Moon House 2"}
    later = Change("amend", "Later.", new_end=first.ends_on + timedelta(days=1))
    change = propose_amendment(first, later, by=one)
    asked = ("Moon House 1", "Answer to a proposed change")
    assert [asked in told(user) for user in signs] == [True, False]
    agree_to_amendment(change, "Ada", by=signs[0])
    assert [asked in told(user) for user in signs] == [False, False]
    report = first.reports.get(kind="interim")
    submit_report(report, words_for(report), by=signs[0])
    assert [len(told(user)) for user in signs] == [1, 2]


def test_however_many_awards_run_an_officer_waits_no_longer(django_assert_num_queries):
    call, now, one = a_closed_call(), timezone.now(), officer()
    for number, place in enumerate(("houston", "kitimat", "terrace"), 1):
        an_accepted_award(an_offer(an_application(call, number, places=[place])))
    with django_assert_num_queries(7):
        found = _notes(officer_awards_panel(one, now))
    assert found == ["Instalment 2, due on April 1, 2027: approve it"] * 3
