"""Every deed about the money of a call: what the log says of it, what it holds and changes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.funding.application_made import a_sent_application
from tests.funding.award_made import officer, organisation
from tests.funding.call_made import a_draft_call
from tests.funding.telling import NIGHT, TODAY, row
from upstander.funding.actions.decision import (
    Wish,
    agree,
    begin_from,
    decide,
    end,
    propose,
    publish,
    weigh,
)
from upstander.funding.models import Award, CommunityNeed, Decision, Scenario
from upstander.funding.states import CallState

pytestmark = pytest.mark.django_db
SAID = ("amount", "proposed", "reason", "override", "made_by", "made_at", "second_by", "second_at",
        "version")  # fmt: skip
DAY = timedelta(days=1)


def _is_told(said, call, made, applications, two):
    first, second = applications
    assert [(verb, by, of, held) for verb, by, of, _facts, held in said] == [
        ("call.needs_weighed", "one", "call", "Call"),
        ("call.needs_weighed", "two", "call", "Call"),
        ("call.awards_proposed", "one", "call", ""),
        ("call.awards_begun", "two", "call", "Call"),
        ("application.decided", "one", "call", "Call"),
        ("application.decided", "one", "call", "Call"),
        ("application.override_agreed", "two", "call", "Call"),
        *(
            (verb, "two", of, "Call+Call+Call+Application+Call+Application")
            for verb, of in [
                ("award.offered", f"award:{call.key}-001"),
                ("award.offered", f"award:{call.key}-002"),
                ("call.decided", "call"),
            ]
        ),
        ("call.published", "one", "call", "Call"),
    ]
    offered = {"call": call.key}
    assert [facts for _verb, _by, _of, facts, _held in said] == [
        {"communities": 2},
        {"communities": 1},
        {"scenario": made.pk, "possible": True},
        {"scenario": made.pk},
        {"amount": "9000", "override": True, "application": str(second.pk)},
        {"amount": "7000", "override": False, "application": str(first.pk)},
        {"application": str(second.pk)},
        {"amount": "7000.00", "application": str(first.pk), **offered},
        {"amount": "9000.00", "application": str(second.pk), **offered,
         "override": True, "second": two.pk},
        {"awards": 2, "sum": "16000.00"},
        {},
    ]  # fmt: skip


def test_from_the_proposal_to_what_anyone_may_read(telling):
    one, two = officer(), officer(2)
    call = a_draft_call(state=CallState.CLOSED, budget=Decimal(24000))
    call.envelopes.all().delete()
    first = a_sent_application(call, organisation(1), places=["houston"])
    second = a_sent_application(call, organisation(2), places=["kitimat"])
    telling.name(one=one, two=two, call=call)
    needs = {"kitimat": (Decimal("2.5"), "A count"), "houston": (Decimal(3), "A report")}
    telling.do(weigh, call, needs, by=one)
    telling.do(weigh, call, {"houston": (Decimal(1), "")}, by=two)
    assert list(CommunityNeed.objects.values_list("community__key", "weight", "basis")) == [
        ("kitimat", Decimal("2.5"), "A count")
    ]
    made = telling.do(propose, call, "A name", budget=Decimal(14999), seed="seed", by=one)
    assert row(made, "name", "budget", "seed", "is_possible", "made_by", "made_at", "call") == (
        "A name", Decimal(14999), "seed", True, one.pk, NIGHT, call.pk,
    )  # fmt: skip
    telling.do(begin_from, made, by=two)
    gone, kept = Decision.objects.get(application=first), Decision.objects.get(application=second)
    assert [row(d, "scenario", *SAID) for d in (gone, kept)] == [
        (made.pk, 0, 0, "", "", two.pk, NIGHT, None, None, 1),
        (made.pk, 7500, 7500, "", "", two.pk, NIGHT, None, None, 1),
    ]
    telling.at += DAY
    why = {"reason": "More families.", "override": "It is far."}
    telling.do(decide, second, Wish(Decimal(9000), seen=1, **why), by=one)
    telling.do(decide, first, Wish(Decimal(7000), "Too.", "Not needed.", 1), by=one)
    telling.do(agree, kept, seen=2, by=two)
    assert [row(d, *SAID) for d in (gone, kept)] == [
        (7000, 0, "Too.", "", one.pk, NIGHT + DAY, None, None, 2),
        (9000, 7500, *why.values(), one.pk, NIGHT + DAY, two.pk, NIGHT + DAY, 3),
    ]
    telling.do(end, call, say=str, by=two)
    assert row(call, "state", "announced_on") == ("decided", None)
    columns = ("organisation__name", "amount", "override", "state", "awarded_on")
    assert list(Award.objects.filter(call=call).order_by("pk").values_list(*columns)) == [
        ("Moon House 1", 7000, "", "offered", TODAY + DAY),
        ("Moon House 2", 9000, "It is far.", "offered", TODAY + DAY),
    ]
    telling.do(publish, call, by=one)
    assert row(call, "state", "announced_on") == ("published", TODAY + DAY)

    _is_told(telling.tell(), call, made, (first, second), two)
    assert Scenario.objects.count() == 1
