"""What the home of funding says of applications, and to whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.funding.application_made import (
    a_draft_application,
    a_partner,
    a_sent_application,
    a_whole_application,
    coordinator_of,
    worker_of,
)
from tests.funding.award_made import an_offer
from tests.funding.call_made import an_open_call
from upstander.funding.queries.application_panels import (
    applications_panel,
    partnerships_panel,
    received_panel,
)
from upstander.funding.states import ApplicationState, CallState, PartnerState
from upstander.network.states import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "note", "is_late", "is_waiting"),
    [
        (30, "29 days left", False, True),
        (2, "1 day left", True, True),
        (-1, "the call is closed", False, False),
        (None, "no last day", False, True),
    ],
)
def test_my_applications_say_what_is_missing_and_how_long_there_is(days, note, is_late, is_waiting):
    now = timezone.now()
    closes_at = None if days is None else now + timedelta(days=days) - timedelta(minutes=1)
    call = an_open_call(opens_at=now - timedelta(days=9), closes_at=closes_at)
    a_draft_application(call, spoke())
    panel = applications_panel(worker_of(spoke()), now)
    (row,) = panel.rows
    assert (row.note, row.is_late, row.is_waiting) == (f"8 missing · {note}", is_late, is_waiting)
    assert bool(panel.more) == (days is None or days > 0)


def test_my_applications_when_ready_sent_and_withdrawn():
    call = an_open_call()
    a_whole_application(call, spoke())
    user, now = worker_of(spoke()), timezone.now()
    (row,) = applications_panel(user, now).rows
    assert row.note == "ready to be signed · 29 days left"
    a_sent_application(an_open_call(), spoke(), reference="2027-0005")
    a_draft_application(an_open_call(), spoke(), state=ApplicationState.WITHDRAWN)
    notes = [(row.note, row.is_waiting) for row in applications_panel(user, now).rows[1:]]
    assert notes == [("Sent · \u20682027-0005\u2069", False), ("Withdrawn", False)]


def test_who_writes_nowhere_has_no_applications():
    officer = member(Role.FUNDER_OFFICER, hub())
    assert applications_panel(officer, timezone.now()) is None


def test_partnerships_wait_for_who_speaks_for_the_partner():
    application = a_draft_application(an_open_call(), spoke())
    now = timezone.now()
    assert partnerships_panel(coordinator_of(spoke(1)), now) is None
    a_partner(application, spoke(1), PartnerState.ASKED)
    a_partner(application, spoke(2), PartnerState.CONFIRMED)
    a_partner(application, spoke(3))
    waits = {
        number: [row.is_waiting for row in panel.rows] if panel else None
        for number in (1, 2, 3)
        for panel in [partnerships_panel(coordinator_of(spoke(number)), now)]
    }
    assert waits == {1: [True], 2: [False], 3: None}
    assert partnerships_panel(worker_of(spoke(1)), now) is None


def test_the_funder_sees_what_was_received():
    call, now = an_open_call(), timezone.now()
    officer = member(Role.FUNDER_OFFICER, hub())
    assert received_panel(officer, now).rows == []
    a_sent_application(call, spoke())
    a_draft_application(call, spoke(1))
    (row,) = received_panel(officer, now).rows
    assert row.text == "\u20682027-0001\u2069 Spoke 0"
    assert received_panel(worker_of(spoke()), now) is None


@pytest.mark.parametrize("state", [CallState.DECIDED, CallState.PUBLISHED])
def test_my_applications_say_what_became_of_them(state):
    call, now = an_open_call(state=CallState.CLOSED), timezone.now()
    sent = [a_sent_application(call, spoke(number)) for number in (0, 1)]
    a_draft_application(call, spoke(2))
    award = an_offer(sent[0])
    (before,) = applications_panel(worker_of(spoke()), now).rows
    assert before.note == "Sent · \u20682027-0001\u2069"
    type(call).objects.update(state=state)
    found = [
        [(row.url, row.note, row.is_waiting) for row in panel.rows]
        for panel in [applications_panel(worker_of(spoke(number)), now) for number in (0, 1, 2)]
    ]
    assert found == [
        [
            (
                f"/desk/funding/awards/{award.reference}/",
                f"Award \u2068{award.reference}\u2069 · Offered",
                False,
            )
        ],
        [
            (
                f"/desk/funding/applications/{sent[1].pk}/",
                "No award was made for this application.",
                False,
            )
        ],
        [],
    ]


def test_a_partnership_waits_while_the_call_runs_and_the_application_is_written():
    application, now = a_draft_application(an_open_call(), spoke()), timezone.now()
    a_partner(application, spoke(1), PartnerState.ASKED)
    user, shown = coordinator_of(spoke(1)), set()
    sent = {"sent_at": now, "signed_by": user, "reference": "R-1"}
    for state in CallState:
        type(application.call).objects.filter(pk=application.call_id).update(state=state)
        for written in ApplicationState:
            type(application).objects.update(state=written, **sent)
            if partnerships_panel(user, now):
                shown.add((state, written))
    assert shown == {("open", "draft"), ("closed", "draft")}


def test_the_funder_reads_of_running_calls_what_was_sent_the_newest_first():
    call, now, by = an_open_call(), timezone.now(), member(Role.FUNDER_OFFICER, hub())
    rows = [
        a_sent_application(call, spoke(n), sent_at=now - timedelta(hours=hours), state=state)
        for n, (hours, state) in enumerate([
            (3, "submitted"), (1, "ineligible"), (2, "submitted"), (0, "draft"), (4, "withdrawn"),
        ])
    ]  # fmt: skip
    shown = {}
    for state in CallState:
        type(call).objects.filter(pk=call.pk).update(state=state)
        panel = received_panel(by, now)  # none where all that was sent is decided
        shown[state.value] = panel and [row.url for row in panel.rows]
    urls = [f"/desk/funding/applications/{rows[n].pk}/" for n in (1, 2, 0)]
    assert {state: found for state, found in shown.items() if found} == {
        "open": urls, "closed": urls,
    }  # fmt: skip


def test_a_call_is_closed_at_the_very_moment_at_which_it_closes(telling):
    call = an_open_call(closes_at=telling.at)
    a_whole_application(call, spoke())
    user, notes = worker_of(spoke()), []
    for seconds in (-1, 0):
        (row,) = applications_panel(user, telling.at + timedelta(seconds=seconds)).rows
        notes.append((row.note, row.is_late, row.is_waiting))
    assert notes == [
        ("ready to be signed · 0 days left", True, True),
        ("ready to be signed · the call is closed", False, False),
    ]
