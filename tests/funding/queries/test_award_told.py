"""What waits about awards, whole, for each who has to do with one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.accounts.people import member
from tests.funding.application_made import coordinator_of, worker_of
from tests.funding.award_made import (
    a_closed_call,
    a_plan,
    an_accepted_award,
    an_accepted_report,
    an_agreement,
    an_application,
    an_offer,
    officer,
    organisation,
    words_for,
)
from tests.funding.telling import TODAY
from upstander.funding.actions.agreement import decline_award, send_agreement
from upstander.funding.actions.amendment import propose_amendment, refuse_amendment
from upstander.funding.actions.instalment import approve_instalment, pay_instalment
from upstander.funding.actions.report import submit_report
from upstander.funding.models import Agreement, Award, Instalment, Report
from upstander.funding.queries.award import (
    around_application,
    around_award,
    awarded,
    awards_visible_to,
    books_of,
    now_of,
)
from upstander.funding.queries.award_lists import (
    instalments_between,
    officer_awards_panel,
    organisation_awards_panel,
)
from upstander.funding.rules.amendment import Change, Now
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLACES = ["fort-st-john", "houston", "kitimat", "quesnel", "terrace", "smithers"]


def _awards(number):
    """Offers of one call to as many organisations."""
    call = a_closed_call()
    return [an_offer(an_application(call, n, places=[PLACES[n]])) for n in range(number)]


def _pay_the_first(award):
    """What is planned without a report before it."""
    row = award.instalments.get(number=2)
    approve_instalment(row, by=officer())
    pay_instalment(row, "EFT", timezone.localdate(), by=officer(2))


def _rows(panel):
    assert {row.url for row in panel.rows} <= {
        f"/desk/funding/awards/{row.text.partition(' · ')[2]}/" for row in panel.rows
    }
    return [(row.text, str(row.note), row.is_late, row.is_waiting) for row in panel.rows]


def test_what_waits_for_officers(telling):
    new, sent, running, late, gone, own = _awards(6)
    one, two = officer(), officer(2)
    near = member(Role.FUNDER_OFFICER, own.organisation, "near@example.org")
    an_agreement(sent)
    an_agreement(gone)
    decline_award(gone, by=coordinator_of(gone.organisation))
    running, late = an_accepted_award(running), an_accepted_award(late)
    Instalment.objects.filter(award=running, number=2).update(due_on=TODAY)
    Instalment.objects.filter(award=late, number=2).update(due_on=TODAY - DAY)
    approve_instalment(running.instalments.get(number=2), by=one)
    report = late.reports.get(kind="interim")
    submit_report(report, words_for(report), by=coordinator_of(late.organisation))

    def text(award):
        return f"{award.organisation} · {award.reference}"

    to_send = (text(new), "Send the agreement", False, True)
    to_read = (text(late), "Interim report: read it", False, True)
    to_approve = (text(late), "Instalment 2, due on March 8, 2027: approve it", True, True)
    to_pay = (text(running), "Instalment 2, due on March 9, 2027: pay it", False, True)
    own_one = (text(own), "Send the agreement", False, True)
    panels = {name: officer_awards_panel(user, telling.at)
              for name, user in (("one", one), ("two", two), ("near", near))}  # fmt: skip
    silent = (text(sent), "Waits for an answer", False, False)
    assert _rows(panels["one"]) == [to_send, own_one, to_read, to_approve, silent]
    assert _rows(panels["two"]) == [to_send, own_one, to_read, to_approve, to_pay, silent]
    assert _rows(panels["near"]) == [to_send, to_read, to_approve, to_pay, silent]
    panel = panels["one"]
    assert (panel.title, panel.empty, panel.more) == (
        "Awards", "No award waits for you.", ("All awards", "/desk/funding/awards/"),
    )  # fmt: skip


def test_what_waits_for_an_organisation(telling):
    call, here = a_closed_call(), organisation()
    first = an_accepted_award(an_offer(an_application(call)))
    other = an_accepted_award(an_offer(an_application(call, 2, places=["houston"])))
    signs, writes = coordinator_of(here), worker_of(here)
    Report.objects.filter(award=first, kind="interim").update(due_on=TODAY - DAY)
    Report.objects.filter(award=first, kind="final").update(due_on=TODAY)
    again = a_closed_call(year=call.year + 1)
    second = an_offer(an_application(again, places=["quesnel"], reference="2028-0001"))
    third = a_closed_call(year=call.year + 2)
    sent = an_offer(an_application(third, places=["terrace"], reference="2029-0001"))
    an_agreement(sent)
    later = Change("amend", "Later.", new_end=first.ends_on + DAY)
    refuse_amendment(propose_amendment(first, later, by=officer()), by=officer())
    propose_amendment(other, later, by=officer())

    def text(award):
        return f"Moon House 1 · {award.reference}"

    reports = [
        (text(first), "Interim report, due on March 8, 2027", True, True),
        (text(first), "Final report, due on March 9, 2027", False, True),
    ]
    news = "\u2068$7,500\u2069 is offered to you. The funder sends the agreement."
    offered = (text(second), news, False, False)
    panels = [organisation_awards_panel(user, telling.at) for user in (signs, writes)]
    assert _rows(panels[0]) == [
        (text(sent), "Read the agreement and answer", False, True), offered, *reports,
    ]  # fmt: skip
    assert sorted(_rows(panels[1])) == sorted(
        [offered, (text(sent), "Offered", False, False), *reports]
    )
    assert (panels[0].title, panels[0].empty, panels[0].more) == (
        "Our awards", "No award waits for you.", ("All our awards", "/desk/funding/awards/"),
    )  # fmt: skip
    propose_amendment(first, later, by=officer())
    change = (text(first), "Answer to a proposed change", False, True)
    assert change in _rows(organisation_awards_panel(signs, telling.at))
    assert change not in _rows(organisation_awards_panel(writes, telling.at))
    report = first.reports.get(kind="interim")
    submit_report(report, words_for(report), by=signs)
    assert reports[0] not in _rows(organisation_awards_panel(writes, telling.at))
    assert set(awards_visible_to(writes)) == {first, second, sent}
    assert set(awards_visible_to(officer())) == set(Award.objects.all())
    assert not awards_visible_to(member(Role.REVIEWER, here, "r@example.org")).exists()


def test_what_an_organisation_is_told_that_has_only_history(telling):
    award = an_offer()
    signs = coordinator_of(award.organisation)
    Award.objects.filter(pk=award.pk).update(state="recorded", application=None, basis="Told.")
    assert organisation_awards_panel(signs, telling.at) is None


def test_only_the_newest_version_of_an_agreement_counts():
    award = an_offer()
    for _turn in range(3):
        send_agreement(award, a_plan(award), by=officer())
    states = Agreement.objects.order_by("version").values_list("version", "state")
    assert list(states) == [(1, "replaced"), (2, "replaced"), (3, "offered")]


def test_instalments_in_order_and_by_the_day_that_counts(telling):
    first, second = (an_accepted_award(award) for award in _awards(2))
    day = first.starts_on
    _pay_the_first(second)
    paid = second.instalments.get(state="paid")

    def found(*asked):
        return [(row.award.reference[-3:], row.number, row.state)
                for row in instalments_between(*asked)]  # fmt: skip

    everything = [("002", 2, "paid"), ("001", 2, "planned"), ("001", 3, "planned"),
                  ("002", 3, "planned")]  # fmt: skip
    assert (paid.paid_on, paid.due_on) == (TODAY, day)
    assert found(None, None, "") == everything
    assert found(TODAY, TODAY, "") == everything[:1]
    assert found(TODAY + DAY, day, "") == everything[1:2]
    assert found(None, None, "paid") == everything[:1]
    assert found(None, day - DAY, "planned") == []
    assert found(None, None, "cancelled") == [("001", 1, "cancelled"), ("002", 1, "cancelled")]


def test_what_stands_around_an_amount():
    first, second, _third = _awards(3)
    call, north = first.call, first.places.get().community.region_id
    far = an_offer(an_application(call, 4, places=["burnaby"]), amount="1000.00")
    decline_award(second, by=coordinator_of(second.organisation))
    call.envelopes.exclude(region=north).delete()
    assert (awarded(call), awarded(call, north)) == (Decimal(16000), Decimal(15000))
    application = an_application(call, 9, places=["fort-st-john", "dawson-creek"], kind="regional")
    places = list(application.communities.select_related("region"))
    assert around_application(application, places) == (
        call, Decimal(16000), Decimal(15000), call.envelopes.get(), Decimal(15000),
        ["Fort St. John"], False,
    )  # fmt: skip
    nowhere = around_application(application, [])
    assert (nowhere.awarded_here, nowhere.envelope, nowhere.taken) == (0, None, [])
    assert around_application(first.application, []).has_award is True
    assert around_application(second.application, []).has_award is False
    assert around_award(first) == (
        call, Decimal(16000), Decimal(15000), call.envelopes.get(), Decimal(7500), (), False,
    )  # fmt: skip
    assert around_award(far)[2:5] == (Decimal(1000), None, Decimal(7500))


def test_the_books_of_an_award():
    award = an_accepted_award()
    assert books_of(award) == (7500, 7500, 7500, 0, None, 0, 0)
    first = award.instalments.get(number=2)
    approve_instalment(first, by=officer())
    assert books_of(award) == (7500, 7500, 3750, 0, None, 0, 0)
    days = dict(award.reports.values_list("kind", "due_on"))
    assert now_of(award) == Now(Decimal(3750), None, False, days["interim"], days["final"])
    award.instalments.filter(number=2).update(state="planned", approved_by=None, approved_at=None)
    _pay_the_first(award)
    assert books_of(award) == (7500, 7500, 3750, 3750, None, 0, 0)
    report = award.reports.get(kind="final")
    submit_report(report, words_for(report), by=coordinator_of(award.organisation))
    assert now_of(award) == Now(Decimal(3750), None, True, days["interim"], days["final"])
    an_accepted_report(award, "interim")
    assert now_of(award) == Now(Decimal(3750), None, True, None, days["final"])
