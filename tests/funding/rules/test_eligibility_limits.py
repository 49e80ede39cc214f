"""Conditions at their limits: one below, at, and one above."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace as Made

import pytest

from upstander.funding.rules.eligibility import CONDITIONS
from upstander.funding.states import PartnerState

FIRST, LAST, DAY = date(2027, 4, 1), date(2028, 3, 31), timedelta(days=1)
LOOKS = {condition.key: condition.look for condition in CONDITIONS}
BACKWARDS = "“Cook” ends before it begins. Change a date."
OUTSIDE = "“Cook” is outside the days that this call pays for. Change a date."
CONFIRMED, ASKED, DECLINED = PartnerState.CONFIRMED, PartnerState.ASKED, PartnerState.DECLINED
LINE = [Made(cost_id=1, amount=Decimal(5))]


def _facts(call=None, **known):
    """What is looked at; amounts that are written as texts are those of the application."""
    amounts = {key: known.pop(key, None) for key in ("asked", "least")}
    amounts = {key: value and Decimal(value) for key, value in amounts.items()}
    application = Made(**{"kind": None, "title": "", **known.pop("application", {}), **amounts})
    call = {"currency": "CAD", "starts_on": FIRST, "ends_on": LAST, **(call or {})}
    return Made(application=application, call=Made(**call), **known)


def _found(key, facts):
    """The fields and sentences; amounts are kept in one piece by two signs that nobody sees."""
    plain = str.maketrans("", "", "\u2068\u2069")
    return [(field, sentence.translate(plain)) for field, sentence in LOOKS[key](facts)]


@pytest.mark.parametrize(("starts", "ends", "said"), [
    (FIRST, FIRST, None), (FIRST, FIRST + DAY, None), (FIRST + DAY, FIRST, BACKWARDS),
    (FIRST - DAY, FIRST, OUTSIDE), (FIRST, LAST, None), (LAST, LAST, None),
    (LAST, LAST + DAY, OUTSIDE), (FIRST, FIRST - DAY, BACKWARDS),
    (None, None, None), (None, FIRST - DAY, OUTSIDE), (None, FIRST, None),
    (LAST + DAY, None, OUTSIDE), (LAST, None, None),
])  # fmt: skip
def test_an_activity_lies_within_the_days_that_are_paid_for(starts, ends, said):
    fine = Made(text="Sing", starts_on=FIRST, ends_on=LAST)
    activity = Made(text="Cook", starts_on=starts, ends_on=ends)
    found = _found("activities-dates", _facts(activities=[fine, activity, fine]))
    assert found == ([("activity-1", said)] if said else [])
    for call in ({"starts_on": None}, {"ends_on": None}, {"starts_on": None, "ends_on": None}):
        is_after = any(day and day > LAST for day in (starts, ends)) and "ends_on" not in call
        is_before = any(day and day < FIRST for day in (starts, ends)) and "starts_on" not in call
        now = BACKWARDS if said == BACKWARDS else OUTSIDE if is_after or is_before else None
        found = _found("activities-dates", _facts(call, activities=[activity]))
        assert found == ([("activity-0", now)] if now else [])


@pytest.mark.parametrize(("asked", "least", "said"), [
    ("7500", "7499", []), ("7500", "7500", []), ("7500", "7501", ["least"]),
    ("7500", None, []), (None, "1", []), ("0", "0", []), ("0", "1", ["least"]),
])  # fmt: skip
def test_the_least_is_at_most_what_is_asked_for(asked, least, said):
    found = _found("asked-least", _facts(asked=asked, least=least))
    why = "The least that you need cannot be more than what you ask for."
    assert found == [(field, why) for field in said]


@pytest.mark.parametrize(("asked", "least", "said"), [
    ("7500", "0", []), ("7500.01", "1", ["asked"]), ("7500", "0.50", ["least"]),
    ("0.99", "0.99", ["asked", "least"]), (None, None, []),
])  # fmt: skip
def test_amounts_are_whole(asked, least, said):
    found = _found("asked-whole", _facts(asked=asked, least=least))
    assert found == [(field, "Ask for an amount without cents.") for field in said]


@pytest.mark.parametrize(("asked", "is_there"), [(None, False), ("0", False), ("1", True)])
def test_something_is_asked_for(asked, is_there):
    found = _found("asked", _facts(asked=asked))
    assert found == ([] if is_there else [("asked", "Say how much you ask for.")])


@pytest.mark.parametrize(("asked", "places", "kind", "most"), [
    ("7500", 1, (7500, None), None), ("7501", 1, (7500, None), "$7,500"),
    ("15000", 2, (7500, None), None), ("15001", 2, (7500, None), "$15,000"),
    ("10001", 2, (7500, 10000), "$10,000"), ("10000", 2, (7500, 10000), None),
    ("99999", 2, (None, None), None), ("99999", 0, (7500, 7500), None),
    (None, 1, (7500, None), None), ("99999", 1, None, None),
])  # fmt: skip
def test_what_is_asked_for_is_within_the_ceiling(asked, places, kind, most):
    amounts = [value and Decimal(value) for value in kind or ()]
    each = kind and Made(most_per_community=amounts[0], most_per_award=amounts[1])
    facts = _facts(asked=asked, communities=[Made()] * places, application={"kind": each})
    found = _found("asked-within-ceiling", facts)
    said = f"You ask for ${int(asked or 0):,}. This kind of award gives {most} at most."
    assert found == ([("asked", said)] if most else [])


@pytest.mark.parametrize(("asked", "shares", "total"), [
    ("100", [("99.99", CONFIRMED)], None), ("100", [("100", ASKED)], None),
    ("100", [("100.01", ASKED)], "$100.01"), ("100", [("60", ASKED), ("60", CONFIRMED)], "$120"),
    ("100", [("60", ASKED), ("60", DECLINED)], None), ("100", [(None, ASKED)], None),
    (None, [("100", ASKED)], None), ("0", [("100", ASKED)], None),
])  # fmt: skip
def test_shares_of_partners_are_at_most_what_is_asked_for(asked, shares, total):
    partners = [Made(share=share and Decimal(share), state=state) for share, state in shares]
    said = f"Your partners’ shares come to {total}, but you ask for $100."
    found = _found("partners-shares", _facts(asked=asked, partners=partners))
    assert found == ([("partners", said)] if total else [])


@pytest.mark.parametrize(("asked", "is_said"), [
    ("4", True), ("5", False), ("6", True), (None, False), ("0", False),
])  # fmt: skip
def test_the_lines_make_what_is_asked_for(asked, is_said):
    said = f"The lines of your budget come to $5, but you ask for ${asked}."
    found = _found("budget-agrees", _facts(asked=asked, lines=LINE))
    assert found == ([("lines", said)] if is_said else [])


@pytest.mark.parametrize(("most", "is_said"), [
    ("4.99", True), ("5", False), ("5.01", False), ("0", True), (None, False),
])  # fmt: skip
def test_a_cost_has_a_most_of_its_own(most, is_said):
    costs = [Made(pk=2, name="Food", most=Decimal(1)),
             Made(pk=1, name="Rooms", most=most and Decimal(most))]  # fmt: skip
    most = "$4.99" if most == "4.99" else "$0"
    found = _found("budget-costs", _facts(costs=costs, lines=LINE))
    said = f"Rooms: you plan $5, but {most} is the most."
    assert found == ([("lines", said)] if is_said else [])


@pytest.mark.parametrize(("partners", "least", "is_said"), [
    (0, 0, False), (0, 1, True), (1, 1, False), (1, 2, True), (2, 1, False), (0, None, False),
])  # fmt: skip
def test_partners_are_as_many_as_the_kind_asks_for(partners, least, is_said):
    kind = None if least is None else Made(least_partners=least)
    found = _found("partners-enough", _facts(partners=[1] * partners, application={"kind": kind}))
    said = f"Name more partners. This kind of award needs at least {least}."
    assert found == ([("partners", said)] if is_said else [])
