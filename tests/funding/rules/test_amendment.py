"""What a change may be, and who settles it."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from tests.funding.said import said_by
from upstander.funding.rules.amendment import (
    Change,
    Now,
    final_day,
    may_agree,
    may_propose,
    may_refuse,
    may_second,
    needs_second,
)
from upstander.funding.rules.award import Around
from upstander.funding.states import AmendmentState, AwardState
from upstander.network.states import Role

CALL = SimpleNamespace(currency="CAD", budget=Decimal(20000))
OFFICER = [SimpleNamespace(role=Role.FUNDER_OFFICER, organisation_id=1)]
SIGNER = [SimpleNamespace(role=Role.SPOKE_COORDINATOR, organisation_id=2)]
WORKER = [SimpleNamespace(role=Role.SPOKE_WORKER, organisation_id=2)]
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."
START, END, DAY = date(2027, 4, 1), date(2028, 3, 31), timedelta(days=1)


def _award(state: str = AwardState.ACCEPTED) -> SimpleNamespace:
    return SimpleNamespace(
        state=state, organisation_id=2, call=CALL, amount=Decimal(7500), starts_on=START,
        ends_on=END,
    )  # fmt: skip


def _around(awarded: int = 15000, ceiling: int | None = 8000) -> Around:
    most = None if ceiling is None else Decimal(ceiling)
    return Around(CALL, Decimal(awarded), Decimal(awarded), None, most)


def _now(planned: str = "3750", left: str | None = None, *, is_reported: bool = False) -> Now:
    return Now(Decimal(planned), None if left is None else Decimal(left), is_reported)


def _change(kind: str, amount: str = "0", **more) -> Change:
    return Change(kind, **{"reason": "Because.", "amount": Decimal(amount), **more})


KEEP = {"carried": Decimal(100)}
# The interim report is due on the last day, the final one thirty days after it.
REPORTED = _now()._replace(interim_due_on=END, final_due_on=END + 30 * DAY)
INTERIM_FIRST = "The interim report is due before the final one. Change a date."
LAST_DAY = "The final report is in already. The last day cannot change any more."
AWAY = "Only what is planned can be taken away, and not all of the award: $3,750."


@pytest.mark.parametrize(
    ("change", "around", "now", "expected"),
    [
        (_change("amend", new_end=START), _around(), _now(), ""),
        (_change("amend", new_end=START, reason=" "), _around(), _now(),
         "Write why the award changes."),
        (_change("amend"), _around(), _now(),
         "Choose another last day, or write how much unspent money is kept."),
        (_change("amend", new_end=START), _around(), _now(is_reported=True), LAST_DAY),
        (_change("amend", new_end=date(2027, 3, 31)), _around(), _now(),
         "The last day cannot be before the first one."),
        (_change("amend", new_end=END - 29 * DAY), _around(), REPORTED, ""),
        (_change("amend", new_end=END - 30 * DAY), _around(), REPORTED, INTERIM_FIRST),
        (_change("top_up", "1", due_on=START, new_end=END - 30 * DAY), _around(), REPORTED,
         INTERIM_FIRST),
        (_change("amend", new_end=END - 300 * DAY), _around(),
         REPORTED._replace(interim_due_on=None), ""),
        (_change("amend", **KEEP), _around(), _now(), "Only $0 is left unspent."),
        (_change("amend", **KEEP), _around(), _now(left="99.99"), "Only $99.99 is left unspent."),
        (_change("amend", **KEEP), _around(), _now(left="100"), ""),
        (_change("top_up", "0", due_on=START), _around(), _now(),
         "Write an amount above zero, to the cent."),
        (_change("top_up", "0.001", due_on=START), _around(), _now(),
         "Write an amount above zero, to the cent."),
        (_change("top_up", "500"), _around(), _now(), "Say when the money is due."),
        (_change("top_up", "5000", due_on=START), _around(), _now(), ""),
        (_change("top_up", "5000.01", due_on=START), _around(), _now(),
         "The awards make $20,000.01 together. The budget is $20,000."),
        (_change("reduction", "3750"), _around(), _now(), ""),
        (_change("reduction", "3750.01"), _around(), _now(), AWAY),
        (_change("reduction", "7500"), _around(), _now(planned="7500"),
         AWAY.replace("3,750", "7,500")),
    ],
)  # fmt: skip
def test_a_change_can_be_carried_out(change, around, now, expected):
    assert said_by(may_propose, _award(), change, around, now) == expected


@pytest.mark.parametrize("state", AwardState)
def test_only_a_running_award_changes(state):
    said = said_by(may_propose, _award(state), _change("amend", new_end=START), _around(), _now())

    runs = "This can only be done while the award is accepted and not closed."
    assert said == ("" if state == "accepted" else runs)


@pytest.mark.parametrize(
    ("change", "ceiling", "expected"),
    [
        (_change("top_up", "500"), 8000, False),
        (_change("top_up", "500.01"), 8000, True),
        (_change("top_up", "500.01"), None, False),
        (_change("reduction", "9000"), 8000, False),
    ],
)
def test_above_the_ceiling_a_second_person_is_needed(change, ceiling, expected):
    assert needs_second(_award(), change, _around(ceiling=ceiling)) is expected


def _amendment(state="proposed", *, above=False, second=None):
    return SimpleNamespace(state=state, is_above_ceiling=above, second_by_id=second, made_by_id=7)


@pytest.mark.parametrize("state", AmendmentState)
def test_what_is_settled_stays_settled(state):
    row, by, expected = _amendment(state, above=True), SimpleNamespace(pk=8), DEALT_WITH
    if state == "proposed":
        expected = ""
    assert said_by(may_second, OFFICER, row, by) == expected
    assert said_by(may_agree, SIGNER, _amendment(state), _award()) == expected
    assert said_by(may_refuse, SIGNER, row, _award()) == expected
    assert said_by(may_refuse, OFFICER, row, _award()) == expected


def test_who_settles_a_change():
    by, above = SimpleNamespace(pk=8), _amendment(above=True)
    signs = "Only a coordinator of the organisation can sign for it."

    assert said_by(may_second, SIGNER, above, by) == "Only an officer of the funder can do this."
    assert said_by(may_second, OFFICER, above, SimpleNamespace(pk=7)) == (
        "A second person must agree to this. You wrote it yourself."
    )
    assert (
        said_by(may_second, OFFICER, _amendment(), by) == "Nothing waits here for a second person."
    )
    assert said_by(may_second, OFFICER, _amendment(above=True, second=9), by) == (
        "Nothing waits here for a second person."
    )
    assert said_by(may_agree, OFFICER, _amendment(), _award()) == signs
    assert said_by(may_agree, WORKER, _amendment(), _award()) == signs
    assert said_by(may_refuse, WORKER, _amendment(), _award()) == signs
    assert said_by(may_agree, SIGNER, above, _award()) == (
        "This is above a ceiling. A second person must agree."
    )
    assert said_by(may_agree, SIGNER, _amendment(above=True, second=9), _award()) == ""


@pytest.mark.parametrize("state", AwardState)
def test_a_change_is_agreed_to_only_while_the_award_runs(state):
    waits = SimpleNamespace(state="proposed", is_above_ceiling=False, second_by_id=None)
    runs = "This can only be done while the award is accepted and not closed."
    said = said_by(may_agree, SIGNER, waits, _award(state))
    assert said == ("" if state == "accepted" else runs)


@pytest.mark.parametrize(("starts_on", "new_end", "said"), [
    (START, START, ""), (START, START - timedelta(days=1),
     "The last day cannot be before the first one."), (None, START - timedelta(days=1), ""),
])  # fmt: skip
def test_the_last_day_is_not_before_the_first(starts_on, new_end, said):
    award, change = _award(), Change("amend", "Snow.", new_end=new_end)
    award.starts_on = starts_on
    now = Now(planned=Decimal(0), left=None, is_reported=False)
    assert said_by(may_propose, award, change, _around(), now) == said


@pytest.mark.parametrize(
    ("new_end", "due_on", "expected"),
    [
        (END + 10 * DAY, END + 30 * DAY, END + 40 * DAY),
        (END - 10 * DAY, END + 30 * DAY, END + 20 * DAY),
        (None, END, END),
        (END, None, None),
    ],
)
def test_the_final_report_stays_as_far_from_the_last_day(new_end, due_on, expected):
    assert final_day(_award(), new_end, due_on) == expected


def test_without_a_last_day_the_final_report_stays_where_it_is():
    award = SimpleNamespace(ends_on=None)
    assert final_day(award, END, END + DAY) == END + DAY
