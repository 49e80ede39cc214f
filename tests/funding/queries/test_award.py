"""How an award stands, and what stands around its amount."""

from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from tests.funding.application_made import coordinator_of
from tests.funding.award_made import (
    a_closed_call,
    an_accepted_award,
    an_accepted_report,
    an_application,
    an_offer,
    officer,
    pay_all,
    words_for,
)
from upstander.funding.actions.agreement import decline_award
from upstander.funding.actions.amendment import agree_to_amendment, propose_amendment
from upstander.funding.actions.report import (
    accept_report,
    record_return,
    return_report,
    submit_report,
)
from upstander.funding.queries.award import around_application, around_award, books_of, now_of
from upstander.funding.rules.amendment import Change

pytestmark = pytest.mark.django_db


def test_it_is_reported_once_its_final_report_is_in():
    award, by = an_accepted_award(), officer()
    signs, final = coordinator_of(award.organisation), award.reports.get(kind="final")

    def send():
        final.refresh_from_db()
        submit_report(final, words_for(final), by=signs)

    steps = [
        (lambda: None, False), (lambda: an_accepted_report(award, "interim"), False),
        (send, True), (lambda: return_report(final, "More.", by=by), False), (send, True),
        (lambda: accept_report(final, by=by), True),
    ]  # fmt: skip
    for step, is_reported in steps:
        step()
        assert now_of(award).is_reported is is_reported


def test_what_is_known_to_be_spent_and_left_comes_from_the_accepted_final_report():
    award, by = an_accepted_award(), officer()

    def told():
        books = books_of(award)
        return books.paid, books.planned, books.spent, books.returned, books.carried

    assert told() == (0, 7500, None, 0, 0)
    an_accepted_report(award, "interim")
    assert told() == (0, 7500, None, 0, 0)
    pay_all(award)
    final = award.reports.get(kind="final")
    signs = coordinator_of(award.organisation)
    submit_report(final, words_for(final, less=Decimal(700)), by=signs)
    assert told() == (7500, 0, None, 0, 0)
    accept_report(final, by=by)
    assert told() == (7500, 0, 6800, 0, 0)
    change = propose_amendment(award, Change("amend", "Later.", carried=Decimal(400)), by=by)
    record_return(award, Decimal(300), localdate(), seen=0, by=by)
    assert told() == (7500, 0, 6800, 300, 0)
    agree_to_amendment(change, "Ada", by=signs)
    assert told() == (7500, 0, 6800, 300, 400)


def test_what_stands_around_an_amount():
    call, other = a_closed_call(), a_closed_call(year=2031)
    north = an_application(call, 1, places=["houston"])
    south = an_application(call, 2, places=["burnaby"], asked="5000")
    same = an_application(call, 3, places=["houston", "kitimat"], kind="regional")
    later = an_application(other, 1, places=["houston"])
    award = an_offer(north, "7000")
    an_offer(south, "5000")

    def told(found):
        region = found.envelope and found.envelope.region.key
        return (found.call, found.awarded, found.awarded_here, region, found.ceiling,
                [*found.taken], found.has_award)  # fmt: skip

    places = {row: list(row.communities.all()) for row in (north, same, later)}
    assert [told(around_application(row, here)) for row, here in places.items()] == [
        (call, 12000, 7000, "north", 7500, ["Houston"], True),
        (call, 12000, 7000, "north", 15000, ["Houston"], False),
        (other, 0, 0, "north", 7500, [], False),
    ]
    assert told(around_award(award)) == (call, 12000, 7000, "north", 7500, [], False)
    decline_award(award, by=coordinator_of(award.organisation))
    assert told(around_application(same, places[same])) == (
        call, 5000, 0, "north", 15000, [], False,
    )  # fmt: skip
    assert told(around_application(north, []))[1:4] == (5000, 0, None)
