"""The home of funding: what waits, what is late, for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, sign_in, spoke
from tests.funding.call_made import a_draft_call, an_open_call
from upstander.funding.interface import funding_waiting
from upstander.funding.models import Application
from upstander.funding.queries.call_panels import officer_panel, open_calls_panel
from upstander.funding.queries.home import panels_for
from upstander.network.interface import start_membership
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def _rows(panel):
    return [(row.text, row.is_late, row.is_waiting) for row in panel.rows]


def test_an_officer_sees_her_calls_and_what_is_late_first():
    officer = member(Role.FUNDER_OFFICER, hub())
    year = an_open_call(title="Open").year
    a_draft_call(title="Draft")
    an_open_call(title="Soon", closes_at=NOW + DAY)
    an_open_call(title="Overdue", opens_at=NOW - 3 * DAY, closes_at=NOW - DAY)
    an_open_call(title="Unopened", state="scheduled", opens_at=NOW - DAY)
    a_draft_call(title="Scheduled", state="scheduled", opens_at=NOW + DAY, closes_at=NOW + 9 * DAY)
    a_draft_call(title="Closed", state="closed")
    a_draft_call(title="Over", state="published")
    rows = {text.partition(" (")[0]: flags for text, *flags in _rows(panels_for(officer, NOW)[0])}
    assert rows == {
        "Overdue": [True, True], "Unopened": [True, True], "Draft": [False, True],
        "Soon": [False, True], "Open": [False, False], "Scheduled": [False, False],
        "Closed": [False, False],
    }  # fmt: skip
    assert [late for late, _ in rows.values()] == sorted(
        (r[0] for r in rows.values()), reverse=True
    )
    assert funding_waiting(officer) == (True, 5, 2)  # the closed one waits to be shared out
    notes = {row.text: row.note for row in officer_panel(officer, NOW).rows}
    assert notes[f"Draft ({year})"] == "Draft"
    assert notes[f"Closed ({year})"].startswith("Closed, being reviewed · Decision by ")
    assert notes[f"Scheduled ({year})"].startswith("Scheduled · Opens on ")


@pytest.mark.parametrize("role", Role)
def test_open_calls_are_for_those_who_may_apply(role):
    user = member(role, spoke())
    an_open_call(title="Open")
    an_open_call(title="Due", state="scheduled")
    a_draft_call(title="Draft")
    an_open_call(title="Over", closes_at=NOW, opens_at=NOW - DAY)
    panel = open_calls_panel(user, NOW)
    applies = role in (
        Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.HUB_STAFF, Role.HUB_COORDINATOR
    )  # fmt: skip
    assert (panel is not None) is applies
    if panel:
        assert sorted(row.text.partition(" (")[0] for row in panel.rows) == ["Due", "Open"]
    others = (Role.FUNDER_OFFICER, Role.REVIEWER)
    assert funding_waiting(user).may_enter is (applies or role in others)


def test_a_call_is_no_longer_offered_once_the_organisation_has_begun():
    user = member(Role.SPOKE_WORKER, spoke())
    call = an_open_call()
    begun = {"started_by": user, "started_at": NOW, "saved_at": NOW}
    Application.objects.create(call=call, organisation=spoke(1), **begun)
    assert len(open_calls_panel(user, NOW).rows) == 1
    Application.objects.create(call=call, organisation=spoke(), **begun)
    assert open_calls_panel(user, NOW).rows == []
    assert funding_waiting(user) == (True, 1, 0)  # to go on with it
    start_membership(user, spoke(2), Role.SPOKE_WORKER, by=None)
    assert len(open_calls_panel(user, NOW).rows) == 1  # her other organisation may apply


@pytest.mark.parametrize(
    ("role", "says"),
    [
        (Role.FUNDER_OFFICER, "There is no call now."),
        (Role.SPOKE_WORKER, "No call is open"),
        (Role.EDITOR, "Nothing here concerns you now."),
    ],
)
def test_an_empty_home_says_why(client, role, says):
    desk = sign_in(client, member(role, spoke()))
    assert says in desk.get("/desk/funding/").content.decode()
    is_there = 'href="/desk/funding/"' in desk.get("/desk/").content.decode()
    assert is_there is (role == Role.FUNDER_OFFICER)


def test_the_card_counts_what_waits_and_what_is_late(client):
    desk = sign_in(client, member(Role.FUNDER_OFFICER, hub()))
    an_open_call(opens_at=NOW - 3 * DAY, closes_at=NOW - DAY)
    page = desk.get("/desk/").content.decode()
    assert "Waiting: 1 · Late: 1" in page
