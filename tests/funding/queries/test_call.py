"""The money of a call by region, and its bars."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member
from tests.funding.call_made import an_open_call
from upstander.funding.models import Application, Award, AwardCommunity, Call, Envelope
from upstander.funding.queries.call import calls_with_counts, sent_to, slices
from upstander.funding.queries.call_chart import WIDTH, bars
from upstander.network.models import Community, Organisation, Region
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


def _application(call, number, asked, places, state="submitted"):
    now, user = timezone.now(), call.made_by
    found = Application.objects.create(
        call=call, organisation=Organisation.objects.all()[number], state=state, asked=asked,
        started_by=user, started_at=now, saved_at=now, sent_at=now, signed_by=user,
        reference=f"r-{number}", kind=call.kinds.first(),
    )  # fmt: skip
    found.communities.set(Community.objects.filter(key__in=places))
    return found


@pytest.fixture
def call():
    return an_open_call(made_by=member(Role.FUNDER_OFFICER, hub()))


def test_money_belongs_to_the_region_of_its_communities(call):
    _application(call, 0, Decimal("7500.00"), ["fort-st-john"])
    _application(call, 1, Decimal("100.01"), ["dawson-creek", "kelowna"])
    _application(call, 2, Decimal("9999.00"), ["kelowna"], state="draft")
    _application(call, 3, None, ["kelowna"])
    _application(call, 4, Decimal("55.00"), [])
    rows = {row.region.key: row for row in slices(call)}
    asked = {key: row.asked for key, row in rows.items()}
    assert asked == {
        "north": Decimal("7550.01"), "vancouver-island-and-coast": 0, "lower-mainland": 0,
        "interior": Decimal("50.00"),
    }  # fmt: skip
    assert (rows["north"].floor, rows["north"].ceiling, rows["interior"].ceiling) == (
        37500, 75000, None
    )  # fmt: skip


def test_what_is_awarded_counts_as_long_as_it_is_held(call):
    Envelope.objects.filter(call=call).exclude(region__key="north").delete()
    today = timezone.localdate()
    for number, (state, place) in enumerate([("offered", "kelowna"), ("declined", "abbotsford")]):
        award = Award.objects.create(
            reference=f"a-{number}", call=call, organisation=Organisation.objects.all()[number],
            kind=call.kinds.first(), state=state, year=call.year, title="x", description="x",
            amount=Decimal(7500), awarded_on=today, changed_on=today,
        )  # fmt: skip
        community = Community.objects.get(key=place)
        AwardCommunity.objects.create(award=award, community=community, year=call.year)
    found = {row.region.key: (row.awarded, row.floor) for row in slices(call)}
    assert found == {"north": (0, 37500), "interior": (7500, 0)}


def test_bars_begin_at_zero_and_end_with_the_greatest_amount(call):
    _application(call, 0, Decimal("150000"), ["fort-st-john"])
    whole, north, *_others, interior = bars(call, slices(call))
    assert (whole.slice.region, whole.slice.ceiling, whole.ceiling) == (None, call.budget, WIDTH)
    assert (north.asked, north.floor, north.ceiling, north.awarded) == (500, 125, 250, 0)
    assert interior.ceiling is None


def test_a_call_without_money_has_bars_of_no_length():
    call = Call(budget=Decimal(0), currency="CAD")
    assert [(bar.asked, bar.ceiling) for bar in bars(call, [])] == [(0, 0)]


def test_the_table_lists_where_and_with_whom(call, django_assert_num_queries):
    first = _application(call, 0, Decimal("7500"), ["fort-st-john", "kelowna"])
    other = Organisation.objects.all()[5]
    first.partners.create(organisation=other, state="confirmed", settled_by=call.made_by,
                          settled_at=timezone.now())  # fmt: skip
    first.partners.create(organisation=Organisation.objects.all()[6], state="asked")
    _application(call, 1, Decimal("1"), [])
    with django_assert_num_queries(4):
        rows = sent_to(call)
    found = next(row for row in rows if row.application == first)
    north, interior = (Region.objects.get(key=key).name for key in ("north", "interior"))
    assert (found.communities, found.regions, found.partners, found.awarded) == (
        ["Fort St. John", "Kelowna"], sorted([north, interior]), 1, None
    )  # fmt: skip


def test_the_newest_call_stands_first(call):
    opens = call.opens_at
    for key, year, days in (("old", 2026, 9), ("late", 2027, 5), ("early", 2027, -5)):
        an_open_call(key=key, year=year, opens_at=opens + timedelta(days=days))
    for title in ("B", "A"):
        an_open_call(key=f"draft-{title}", title=title, state="draft", opens_at=None)
    keys = [row.key for row in calls_with_counts(call.made_by)]
    assert keys == ["draft-A", "draft-B", "late", call.key, "early", "old", "july-2020"]


def test_the_table_of_a_call_has_what_was_sent_to_it_and_nothing_else(call):
    states = ("submitted", "draft", "ineligible", "withdrawn")
    rows = [_application(call, number, None, [], state) for number, state in enumerate(states)]
    other = an_open_call(made_by=call.made_by)
    theirs = _application(other, 5, None, [])
    Application.objects.update(started_by=member(Role.EDITOR, hub()))
    found = [[row.application for row in sent_to(one)] for one in (call, other)]
    names = sorted((rows[0], rows[2]), key=lambda row: row.organisation.name)
    assert found == [names, [theirs]]
