"""When a partnership and a seat may change, and who may do it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role
from upstander.partnership.models import Partner, Seat
from upstander.partnership.rules import partner as rules
from upstander.partnership.rules.seat import may_have_account, may_sit, may_speak_for

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
WRITERS = {Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.HUB_STAFF, Role.HUB_COORDINATOR}
SIGNERS = {Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR}
ENDS = [(None, False), (TODAY + DAY, False), (TODAY, True), (TODAY - DAY, True)]


def _held(role, organisation_id=1):
    return [SimpleNamespace(role=role, organisation_id=organisation_id)]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("organisation_id", [1, 2])
def test_who_writes(role, organisation_id):
    expected = role in WRITERS and organisation_id == 1
    assert allowed(rules.may_write, _held(role, organisation_id), 1) == expected


@pytest.mark.parametrize(("ends_on", "expected"), ENDS)
def test_what_is_over_stays_as_it_was_and_alone_begins_again(ends_on, expected):
    partner = Partner(starts_on=TODAY - 9 * DAY, ends_on=ends_on)
    assert rules.is_over(partner, TODAY) == expected
    assert allowed(rules.may_change, partner, TODAY) == (not expected)
    assert allowed(rules.may_begin_again, partner, TODAY) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("North School", False), ("NORTH  school ", False), ("Ｎorth school", False), ("North", True)],
)
def test_a_name_stands_once_in_a_list(name, expected):
    assert allowed(rules.may_be_called, name, ["North school"]) == expected


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [(None, True), (TODAY, True), (TODAY + DAY, True), (TODAY - DAY, False)],
)
def test_what_ends_ends_after_it_has_begun(ends_on, expected):
    assert allowed(rules.may_run, TODAY, ends_on) == expected


def _agreed(words="We meet.", on=None):
    return Partner(organisation_id=1, agreement=words, agreed_on=on)


@pytest.mark.parametrize("role", [Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR])
@pytest.mark.parametrize(
    ("before", "after", "is_free"),
    [
        (None, _agreed(), True),
        (None, _agreed(on=TODAY), False),
        (_agreed(), _agreed("We meet twice."), True),
        (_agreed(), _agreed(on=TODAY), False),
        (_agreed(on=TODAY), _agreed(on=TODAY), True),
        (_agreed(on=TODAY), _agreed("We meet twice.", TODAY), False),
        (_agreed(on=TODAY), _agreed(on=TODAY - DAY), False),
        (_agreed(on=TODAY), _agreed(), False),
    ],
)
def test_what_is_agreed_is_recorded_by_whoever_signs(role, before, after, is_free):
    expected = is_free or role in SIGNERS
    assert allowed(rules.may_agree, _held(role), before, after, TODAY) == expected


def test_an_agreement_is_not_of_a_day_to_come():
    signer = _held(Role.SPOKE_COORDINATOR)
    with pytest.raises(NotAllowed, match="still to come"):
        rules.may_agree(signer, None, _agreed(on=TODAY + DAY), TODAY)


@pytest.mark.parametrize(
    ("name", "role", "expected"),
    [("Noor", "chair", False), ("noor ", "chair", False), ("Noor", "elder", True),
     ("Ada", "chair", True)],
)  # fmt: skip
def test_a_person_sits_once_in_each_role(name, role, expected):
    others = [Seat(name="Noor", role="chair")]
    assert allowed(may_sit, Seat(name=name, role=role), others) == expected


@pytest.mark.parametrize("organisation_id", [1, 2])
@pytest.mark.parametrize(("ends_on", "is_over"), ENDS)
def test_a_person_speaks_for_a_partner_of_this_committee(organisation_id, ends_on, is_over):
    seat = Seat(organisation_id=1)
    partner = Partner(organisation_id=organisation_id, ends_on=ends_on)
    expected = organisation_id == 1 and not is_over
    assert allowed(may_speak_for, seat, partner, TODAY) == expected
    assert allowed(may_speak_for, seat, None, TODAY)


@pytest.mark.parametrize(("user", "expected"), [(None, True), (7, True), (8, False)])
def test_an_account_is_that_of_a_colleague(user, expected):
    assert allowed(may_have_account, user, {7}) == expected
