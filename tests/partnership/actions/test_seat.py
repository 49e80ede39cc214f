"""People take a seat, leave it, and are forgotten a year later."""

import json
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.partnership.partner_made import BEGAN, a_partner, a_seat
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.network.interface import Role
from upstander.partnership.actions.keeping import Conflict
from upstander.partnership.actions.seat import (
    Person,
    add_seat,
    change_seat,
    clear_old_seats,
    end_seat,
)
from upstander.partnership.models import Seat

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
YEAR = timedelta(days=365)


def someone(**values):
    """As a form gives her."""
    given = Person(
        "Noor Karim", "chair", None, "noor@example.org", "250 555 0100", None, BEGAN, None
    )
    return given._replace(**values)


@pytest.fixture
def worker():
    return member(Role.SPOKE_WORKER, spoke())


def test_a_seat_is_taken_and_the_log_does_not_say_by_whom(worker):
    partner = a_partner()
    seat = add_seat(spoke(), someone(partner=partner, user=worker), by=worker)
    (entry,) = entries_of(f"seat:{seat.pk}")
    facts = {"organisation": spoke().pk, "role": "chair", "partner": partner.pk}
    assert (entry.verb, json.loads(entry.body)["facts"]) == ("seat.added", facts)
    assert "Noor" not in entry.body


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "in the committee already"),
        ({"name": "Ada", "ends_on": BEGAN - DAY}, "before the first"),
    ],
)
def test_what_may_not_be_is_said(worker, values, says):
    add_seat(spoke(), someone(), by=worker)
    with pytest.raises(NotAllowed, match=says):
        add_seat(spoke(), someone(**values), by=worker)


def test_partners_and_accounts_of_others_are_refused(worker):
    theirs = a_partner(organisation=spoke(1))
    with pytest.raises(NotAllowed, match="one of your partners"):
        add_seat(spoke(), someone(partner=theirs), by=worker)
    stranger = member(Role.SPOKE_WORKER, spoke(1), "other@example.org")
    with pytest.raises(NotAllowed, match="in your organisation"):
        add_seat(spoke(), someone(user=stranger), by=worker)


def test_strangers_write_nothing():
    seat = a_seat()
    others = [member(Role.SPOKE_COORDINATOR, spoke(1)), member(Role.HUB_COORDINATOR, hub())]
    for stranger in others:
        for act in (
            lambda by: add_seat(spoke(), someone(), by=by),
            lambda by: change_seat(seat, someone(), 0, by=by),
            lambda by: end_seat(seat, BEGAN, 0, by=by),
        ):
            with pytest.raises(NotAllowed, match="work for this organisation"):
                act(stranger)
    assert list(Seat.objects.values_list("name", "version")) == [("Noor Karim", 0)]


def test_of_two_tabs_the_second_is_told(worker):
    seat = a_seat()
    change_seat(seat, someone(role="elder"), 0, by=worker)
    with pytest.raises(Conflict):
        change_seat(seat, someone(role="youth"), 0, by=worker)
    seat.refresh_from_db()
    assert seat.role == "elder"


def test_a_term_ends_on_a_day_and_stays_as_it_was(worker):
    seat, today = a_seat(), timezone.localdate()
    with pytest.raises(NotAllowed, match="before the first"):
        end_seat(seat, BEGAN - DAY, 0, by=worker)
    end_seat(seat, today, 0, by=worker)
    for act in (
        lambda: end_seat(seat, today, 1, by=worker),
        lambda: change_seat(seat, someone(), 1, by=worker),
    ):
        with pytest.raises(NotAllowed, match="has ended"):
            act()
    add_seat(spoke(), someone(name="Noor Karim", role="member"), by=worker)


def _known(seat):
    seat.refresh_from_db()
    return bool(seat.name and seat.email and seat.phone and seat.user)


def test_a_year_after_a_term_who_it_was_is_forgotten_and_nothing_else(worker):
    now = timezone.now()
    last = timezone.localdate(now) - YEAR
    contacts = {"email": "noor@example.org", "phone": "250 555 0100", "user": worker}
    begun = {"starts_on": last - YEAR, **contacts}
    partner = a_partner()
    old = a_seat(ends_on=last, partner=partner, role="elder", **begun)
    recent = a_seat(ends_on=last + DAY, **begun)
    running = a_seat(**begun)
    assert clear_old_seats(now) == 1
    assert [_known(seat) for seat in (old, recent, running)] == [False, True, True]
    assert (old.name, old.email, old.phone, old.user) == ("", "", "", None)
    assert (old.role, old.partner, old.ends_on) == ("elder", partner, last)
    assert clear_old_seats(now) == 0
    assert [entry.verb for entry in entries_of(f"seat:{old.pk}")] == ["seat.cleared"]


@pytest.mark.parametrize("kept", [{"name": ""}, {"email": "a@example.org"}, {"phone": "1"}])
def test_whatever_is_left_of_her_goes(kept):
    today = timezone.localdate()
    seat = a_seat(starts_on=BEGAN - 3 * YEAR, ends_on=today - YEAR, **kept)
    if kept == {"name": ""}:
        assert clear_old_seats(timezone.now()) == 0
    else:
        assert clear_old_seats(timezone.now()) == 1
    seat.refresh_from_db()
    assert (seat.name, seat.email, seat.phone) == ("", "", "")


def test_the_clock_forgets_by_the_day_of_the_installation(settings):
    settings.TIME_ZONE = "America/Vancouver"
    seat = a_seat(starts_on=BEGAN - YEAR, ends_on=BEGAN)
    # Still the evening of the day before, where the installation is.
    early = datetime.combine(
        BEGAN + YEAR, datetime.min.time(), tzinfo=timezone.get_fixed_timezone(0)
    )
    assert clear_old_seats(early + timedelta(hours=3)) == 0
    assert clear_old_seats(early + timedelta(hours=20)) == 1
    seat.refresh_from_db()
    assert seat.name == ""


def test_the_clock_runs_as_a_command():
    today = timezone.localdate()
    seat = a_seat(starts_on=BEGAN - 3 * YEAR, ends_on=today - YEAR)
    call_command("keep_partnership_times", turns=1)
    seat.refresh_from_db()
    assert seat.name == ""
