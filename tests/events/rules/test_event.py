"""What may be done to an event, over every state it can be in."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from upstander.core.errors import allowed
from upstander.events.rules import event as rules
from upstander.events.rules import registration as registering
from upstander.events.states import EventState, RegistrationState
from upstander.network.states import Role

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WRITERS = {Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.HUB_STAFF, Role.HUB_COORDINATOR}


def _mine(role=Role.SPOKE_WORKER, organisation=1):
    return [SimpleNamespace(organisation_id=organisation, role=role)]


def _event(state=EventState.PUBLISHED, **more):
    found = {"organisation_id": 1, "place": "Hall", "link": "", "needs_registration": True}
    return SimpleNamespace(state=state, **{**found, **more})


def _day(state=EventState.PUBLISHED, starts=HOUR, ends=2 * HOUR, **more):
    about = {name: more.pop(name, None) for name in ("is_cancelled", "attendance")}
    return SimpleNamespace(
        event=_event(state, **more), starts_at=NOW + starts, ends_at=NOW + ends, **about
    )


def test_who_writes_for_the_organisation_plans():
    may = {role for role in Role if allowed(rules.may_plan, _mine(role), 1)}
    assert (may, allowed(rules.may_plan, _mine(organisation=2), 1)) == (WRITERS, False)


def test_each_state_allows_its_own_deeds():
    found = {
        state: [
            allowed(rules.may_change, _mine(), _event(state)),
            allowed(rules.may_publish, _mine(), _event(state), NOW + HOUR, NOW),
            allowed(rules.may_cancel, _mine(), _event(state), NOW + HOUR, NOW),
            allowed(rules.may_add_a_day, _mine(), _event(state)),
            allowed(rules.may_be_moved, _mine(), _day(state), NOW),
            allowed(rules.may_note_attendance, _mine(), _day(state, -HOUR), NOW),
            registering.is_open(_day(state), NOW),
        ]
        for state in EventState
    }
    assert found == {
        "draft": [True, True, True, False, False, False, False],
        "published": [True, False, True, True, True, True, True],
        "cancelled": [False, False, False, False, False, False, False],
    }


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, [False, True, False]),
        (NOW, [False, True, False]),
        (NOW + HOUR, [True, True, True]),
    ],
)
def test_what_is_over_is_neither_published_nor_cancelled(last, expected):
    draft = _event(EventState.DRAFT)
    assert [
        allowed(rules.may_publish, _mine(), draft, last, NOW),
        allowed(rules.may_cancel, _mine(), draft, last, NOW),
        allowed(rules.may_cancel, _mine(), _event(), last, NOW),
    ] == expected


@pytest.mark.parametrize(
    ("place", "link", "expected"),
    [("Hall", "", True), ("", "https://calls.example", True), ("", "", False)],
)
def test_a_place_or_a_link_is_needed(place, link, expected):
    event = _event(EventState.DRAFT, place=place, link=link)
    assert allowed(rules.may_publish, _mine(), event, NOW + HOUR, NOW) is expected


@pytest.mark.parametrize(
    ("day", "moved", "noted", "open_"),
    [
        (_day(), True, False, True),
        (_day(starts=-HOUR), True, True, False),
        (_day(starts=timedelta(0)), True, True, False),
        (_day(starts=-2 * HOUR, ends=timedelta(0)), False, True, False),
        (_day(is_cancelled=True), False, False, False),
        (_day(starts=-HOUR, attendance=9), False, True, False),
        (_day(needs_registration=False), True, False, False),
    ],
)
def test_a_day_by_its_time(day, moved, noted, open_):
    assert [
        allowed(rules.may_be_moved, _mine(), day, NOW),
        allowed(rules.may_note_attendance, _mine(), day, NOW),
        registering.is_open(day, NOW),
    ] == [moved, noted, open_]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (HOUR, 2 * HOUR, True),
        (HOUR, HOUR, False),
        (HOUR, 25 * HOUR, True),
        (HOUR, 25 * HOUR + timedelta(seconds=1), False),
        (timedelta(0), HOUR, False),
    ],
)
def test_a_new_time_lies_ahead_and_ends_within_a_day(starts, ends, expected):
    assert allowed(rules.fits_the_clock, NOW + starts, NOW + ends, NOW) is expected


@pytest.mark.parametrize(
    ("places", "placed", "expected"),
    [(None, [9], True), (2, [2, 1], True), (2, [3], False), (1, [], True)],
)
def test_nobody_loses_a_place(places, placed, expected):
    assert allowed(rules.may_have_places, places, placed) is expected


@pytest.mark.parametrize(
    ("needs", "people", "expected"), [(True, 3, True), (False, 0, True), (False, 1, False)]
)
def test_registration_stays_where_people_registered(needs, people, expected):
    assert allowed(rules.may_stop_registering, needs, people) is expected


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [(0, True), (registering.LONGEST_LINE - 1, True), (registering.LONGEST_LINE, False)],
)
def test_a_waiting_list_has_an_end(waiting, expected):
    assert allowed(registering.may_register, _day(), waiting, NOW) is expected


def test_a_place_is_given_up_before_it_begins_and_once():
    found = {
        (state, starts): allowed(
            registering.may_give_up,
            SimpleNamespace(state=state, occurrence=_day(starts=starts)),
            NOW,
        )
        for state in RegistrationState
        for starts in (HOUR, timedelta(0))
    }
    assert found == {
        ("waiting", HOUR): True, ("waiting", timedelta(0)): False,
        ("placed", HOUR): True, ("placed", timedelta(0)): False,
        ("given_up", HOUR): False, ("given_up", timedelta(0)): False,
    }  # fmt: skip


def test_words_of_people_go_two_weeks_after_the_day_or_after_it_was_cancelled():
    two_weeks = timedelta(days=14)
    found = {
        (is_cancelled, changed): registering.kept_until(
            SimpleNamespace(ends_at=NOW, changed_at=NOW + changed, is_cancelled=is_cancelled)
        )
        for is_cancelled in (False, True)
        for changed in (-HOUR, HOUR)
    }
    assert found == {
        (False, -HOUR): NOW + two_weeks, (False, HOUR): NOW + two_weeks,
        (True, -HOUR): NOW - HOUR + two_weeks, (True, HOUR): NOW + two_weeks,
    }  # fmt: skip
