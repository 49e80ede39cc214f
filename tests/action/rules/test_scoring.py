"""Who scores, and what equals what."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from upstander.action.rules import scoring as rules
from upstander.core.errors import NotAllowed, allowed
from upstander.network.states import Role

TODAY = date(2031, 5, 2)
WORKER = [SimpleNamespace(organisation_id=1, role=Role.SPOKE_WORKER)]
SIGNER = [SimpleNamespace(organisation_id=1, role=Role.SPOKE_COORDINATOR)]
GUEST = [SimpleNamespace(organisation_id=1, role=Role.PARTNER)]
OTHER = [SimpleNamespace(organisation_id=2, role=Role.SPOKE_COORDINATOR)]
ME = SimpleNamespace(pk=7)


def _round(**changes):
    found = {"state": "open", "organisation_id": 1, "opens_on": TODAY, "closes_on": TODAY}
    return SimpleNamespace(**{**found, **changes})


def _seat(**changes):
    found = {"organisation_id": 1, "user_id": None, "role": "member", "starts_on": TODAY}
    return SimpleNamespace(**{**found, "ends_on": None, **changes})


@pytest.mark.parametrize(
    ("mine", "seat", "changes", "may"),
    [
        (WORKER, None, {}, True),
        (OTHER, None, {}, False),
        (GUEST, None, {}, False),
        (GUEST, _seat(user_id=7), {}, True),
        ([], _seat(user_id=7), {}, False),
        (OTHER, _seat(user_id=7), {}, False),
        (GUEST, _seat(), {}, False),
        (GUEST, _seat(user_id=8), {}, False),
        (GUEST, _seat(user_id=7, role="observer"), {}, False),
        (GUEST, _seat(user_id=7, ends_on=date(2031, 5, 1)), {}, False),
        (GUEST, _seat(user_id=7, ends_on=TODAY), {}, True),
        (GUEST, _seat(user_id=7, starts_on=date(2031, 5, 3)), {}, False),
        (GUEST, _seat(user_id=7, organisation_id=2), {}, False),
        (SIGNER, _seat(), {}, True),
        (WORKER, _seat(), {}, False),
        (OTHER, _seat(), {}, False),
        (SIGNER, _seat(user_id=8), {}, False),
        (WORKER, None, {"state": "closed"}, False),
        (WORKER, None, {"opens_on": date(2031, 5, 3), "closes_on": date(2031, 5, 4)}, False),
        (WORKER, None, {"opens_on": date(2031, 5, 1), "closes_on": date(2031, 5, 1)}, False),
    ],
)
def test_who_scores(mine, seat, changes, may):
    assert allowed(rules.may_score, mine, _round(**changes), ME, seat, TODAY) is may


@pytest.mark.parametrize(
    ("mine", "proposed", "has_open", "may"),
    [(SIGNER, 1, False, True), (WORKER, 1, False, False), (SIGNER, 0, False, False),
     (SIGNER, 1, True, False), (OTHER, 1, False, False)],
)  # fmt: skip
def test_who_opens_a_scoring(mine, proposed, has_open, may):
    assert allowed(rules.may_open_round, mine, 1, proposed, has_open) is may


@pytest.mark.parametrize(
    ("mine", "state", "may"),
    [(SIGNER, "open", True), (WORKER, "open", False), (SIGNER, "closed", False)],
)
def test_who_closes_it(mine, state, may):
    assert allowed(rules.may_close_round, mine, _round(state=state)) is may


def test_its_last_day_is_still_to_come():
    rules.are_days(TODAY, TODAY, TODAY)
    for first, last in ((date(2031, 5, 3), TODAY), (date(2031, 4, 1), date(2031, 5, 1))):
        with pytest.raises(NotAllowed):
            rules.are_days(first, last, TODAY)


def test_equal_means_share_a_place_and_the_next_place_is_left_out():
    means = {"a": Fraction(7, 2), "b": Fraction(10, 3), "c": Fraction(20, 6), "d": Fraction(1)}
    assert rules.ranks(means) == {"a": (1, False), "b": (2, True), "c": (2, True), "d": (4, False)}
    assert rules.ranks({}) == {}


def test_a_hair_apart_is_no_tie():
    means = {"a": Fraction(333, 100), "b": Fraction(10, 3)}
    assert [shared for _place, shared in rules.ranks(means).values()] == [False, False]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(10, 3), "3.3"), (Fraction(7, 4), "1.8"), (Fraction(5), "5.0"),
     (Fraction(1, 20), "0.1"), (Fraction(49, 20), "2.5")],
)  # fmt: skip
def test_a_mean_is_shown_to_one_decimal_and_a_half_goes_up(value, shown):
    assert rules.one_decimal(value) == Decimal(shown)
