"""Partners and committee on the home of local action."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.partnership.partner_made import BEGAN, a_partner, a_seat
from upstander.network.interface import Role, start_membership
from upstander.partnership.interface import partners_panel

pytestmark = pytest.mark.django_db

SIXTY = timedelta(days=60)
DAY = timedelta(days=1)


def _rows(user):
    panel = partners_panel(user, timezone.now())
    return [(str(row.text), row.note, row.is_waiting) for row in panel.rows]


def test_it_says_how_many_there_are_and_what_waits():
    today = timezone.localdate()
    worker = member(Role.SPOKE_WORKER, spoke())
    a_partner(agreed_on=BEGAN)
    a_partner(name="No day yet")
    a_partner(name="Ends soon", agreed_on=BEGAN, ends_on=today + SIXTY)
    a_partner(name="Ends later", agreed_on=BEGAN, ends_on=today + SIXTY + DAY)
    a_partner(name="Over", ends_on=today)
    a_partner(name="Elsewhere", organisation=spoke(1))
    a_seat()
    a_seat(name="Ends soon", ends_on=today + SIXTY)
    a_seat(name="Ends later", ends_on=today + SIXTY + DAY)
    a_seat(name="Over", ends_on=today)
    assert _rows(worker) == [
        ("Spoke 0", "Partners: 4 · People in the committee: 3", False),
        ("Agreements without a day: 1", "Spoke 0", True),
        ("Terms that end within 60 days: 2", "Spoke 0", True),
    ]


def test_it_leads_to_what_ends():
    today = timezone.localdate()
    worker = member(Role.SPOKE_WORKER, spoke())
    a_partner(agreed_on=BEGAN, ends_on=today + DAY)
    here = f"/desk/partners/of/{spoke().pk}/"
    assert [row.url for row in partners_panel(worker, timezone.now()).rows] == [here, here]
    a_seat(ends_on=today + DAY)
    rows = partners_panel(worker, timezone.now()).rows
    assert [row.url for row in rows] == [here, f"{here}committee/"]


def test_whom_it_concerns():
    staff = member(Role.HUB_STAFF, hub())
    officer = member(Role.FUNDER_OFFICER, spoke(2))
    assert partners_panel(staff, timezone.now()).more[1] == "/desk/partners/network/"
    panel = partners_panel(officer, timezone.now())
    assert (panel.rows, panel.more[1]) == ([], "/desk/partners/network/")
    assert partners_panel(member(Role.SPOKE_WORKER, spoke()), timezone.now()).more is None
    assert partners_panel(member(Role.EDITOR, hub()), timezone.now()) is None


def test_it_asks_as_often_for_many_organisations_as_for_one(django_assert_num_queries):
    worker = member(Role.SPOKE_WORKER, spoke())
    for number in range(3):
        start_membership(worker, spoke(number), Role.SPOKE_WORKER, by=None) if number else None
        a_partner(organisation=spoke(number))
        a_seat(organisation=spoke(number))
    with django_assert_num_queries(4):  # memberships twice, partners, seats
        assert len(partners_panel(worker, timezone.now()).rows) == 6
