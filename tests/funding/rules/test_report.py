"""When a report is whole, and an award can be closed."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.funding.said import said_by
from upstander.funding.rules.report import (
    Books,
    Task,
    before_closing,
    is_complete,
    is_return,
    may_close,
    may_edit_report,
    may_return,
    may_settle_report,
    may_submit_report,
    moment,
)
from upstander.funding.states import AwardState, ReportState
from upstander.network.states import Role

OFFICER = [SimpleNamespace(role=Role.FUNDER_OFFICER, organisation_id=1)]
SIGNER = [SimpleNamespace(role=Role.HUB_COORDINATOR, organisation_id=2)]
WORKER = [SimpleNamespace(role=Role.HUB_STAFF, organisation_id=2)]
ELSEWHERE = [SimpleNamespace(role=Role.SPOKE_COORDINATOR, organisation_id=3)]
AWARD = SimpleNamespace(state=AwardState.ACCEPTED, organisation_id=2)
SENT = "This report is sent. It can be changed if it is sent back to you."
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."
TODAY = date(2028, 5, 1)
cents = st.decimals(min_value=0, max_value=10**6, places=2)


def _line(planned: str, spent: str | None, note: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        planned=Decimal(planned), spent=None if spent is None else Decimal(spent), note=note
    )


def _report(state: str, kind: str = "final") -> SimpleNamespace:
    return SimpleNamespace(state=state, kind=kind)


@pytest.mark.parametrize("state", ReportState)
def test_a_report_is_written_until_it_is_sent_and_read_after(state):
    row = _report(state)
    is_open = state in ("due", "returned")
    assert said_by(may_edit_report, WORKER, row, AWARD) == ("" if is_open else SENT)
    assert said_by(may_submit_report, SIGNER, row, AWARD) == ("" if is_open else SENT)
    settled = "" if state == "submitted" else DEALT_WITH
    for to in (ReportState.ACCEPTED, ReportState.RETURNED):
        assert said_by(may_settle_report, OFFICER, row, AWARD, to) == settled


def test_who_writes_who_sends_and_who_reads():
    row = _report("due")
    people = "Only people of this organisation can write its report."
    signs = "Only a coordinator of the organisation can sign for it."
    only = "Only an officer of the funder can do this."

    assert said_by(may_edit_report, OFFICER, row, AWARD) == people
    assert said_by(may_edit_report, ELSEWHERE, row, AWARD) == people
    assert said_by(may_submit_report, WORKER, row, AWARD) == signs
    sent = _report("submitted")
    assert said_by(may_settle_report, SIGNER, sent, AWARD, ReportState.ACCEPTED) == only


@pytest.mark.parametrize(
    ("words", "lines", "expected"),
    [
        (("a", "b"), [_line("10", "10")], ""),
        (("a", "b"), [_line("10", "0")], ""),
        ((" ", "b"), [_line("10", "10")], "Write what you did and what is different now."),
        (("a", ""), [_line("10", "10")], "Write what you did and what is different now."),
        (("a", "b"), [_line("10", None)],
         "Write what you spent on each line, also where it is 0."),
        (("a", "b"), [_line("10", "10.01")], "Where you spent more than planned, write why."),
        (("a", "b"), [_line("10", "10.01", "Rent rose.")], ""),
    ],
)  # fmt: skip
def test_a_report_is_whole(words, lines, expected):
    assert said_by(is_complete, *words, lines) == expected


def _books(**changes) -> Books:
    whole = {"amount": 7500, "instalments": 7500, "planned": 0, "paid": 7500, "spent": 7500,
             "returned": 0, "carried": 0}  # fmt: skip
    numbers = {**whole, **changes}
    return Books(**{n: None if v is None else Decimal(v) for n, v in numbers.items()})


ACCEPTED = [_report("accepted"), _report("accepted", "interim")]


@pytest.mark.parametrize(
    ("books", "reports", "states", "waits", "done"),
    [
        (_books(), ACCEPTED, {"paid", "cancelled"}, False, [1, 1, 1, 1]),
        (_books(spent=None), [_report("submitted")], {"paid"}, False, [0, 1, 0, 1]),
        (_books(), [_report("accepted"), _report("due", "interim")], {"paid"}, False, [0, 1, 1, 1]),
        (_books(), [], {"paid"}, False, [0, 1, 1, 1]),
        (_books(), [_report("accepted", "interim")], {"paid"}, False, [0, 1, 1, 1]),
        (_books(paid=3750, spent=3750), ACCEPTED, {"paid", "planned"}, False, [1, 0, 1, 1]),
        (_books(paid=3750, spent=3750), ACCEPTED, {"paid", "approved"}, False, [1, 0, 1, 1]),
        (_books(paid="7499.99", spent=7000, returned="499.99"), ACCEPTED, {"paid"}, False,
         [1, 0, 1, 1]),
        (_books(instalments=8000), ACCEPTED, {"paid"}, False, [1, 0, 1, 1]),
        (_books(amount=8000), ACCEPTED, {"paid"}, False, [1, 0, 1, 1]),
        (_books(spent="7499.99"), ACCEPTED, {"paid"}, False, [1, 1, 0, 1]),
        (_books(spent=7000, returned=300, carried=200), ACCEPTED, {"paid"}, False, [1, 1, 1, 1]),
        (_books(spent=8000), ACCEPTED, {"paid"}, True, [1, 1, 1, 0]),
    ],
)  # fmt: skip
def test_what_must_be_before_an_award_is_closed(books, reports, states, waits, done):
    tasks = before_closing(books, reports, states, waits=waits, currency="CAD")

    assert [task.is_done for task in tasks] == [bool(one) for one in done]


@given(cents, cents, cents)
def test_what_is_left_is_paid_and_not_spent(paid, spent, returned):
    books = _books(paid=paid, spent=spent, returned=returned)

    assert books.left == max(paid - spent, Decimal(0)) - returned


def test_money_comes_back_only_where_some_is_left():
    nothing = "Nothing is left unspent that an accepted final report knows of."

    assert said_by(may_return, OFFICER, AWARD, _books()) == nothing
    assert said_by(may_return, OFFICER, AWARD, _books(spent=None)) == nothing
    assert said_by(may_return, OFFICER, AWARD, _books(spent=7000)) == ""


@pytest.mark.parametrize(
    ("amount", "day", "expected"),
    [
        ("0", TODAY, "Write an amount above zero, to the cent."),
        ("-1", TODAY, "Write an amount above zero, to the cent."),
        ("0.01", TODAY, ""),
        ("1", TODAY - timedelta(days=400), ""),
        ("499.99", TODAY, ""),
        ("0.001", TODAY, "Write an amount above zero, to the cent."),
        ("500.01", TODAY, "Only $500 is left unspent."),
        ("500", date(2028, 5, 2), "Choose a day until today."),
        ("500", TODAY, ""),
    ],
)
def test_what_came_back_is_at_most_what_is_left(amount, day, expected):
    assert said_by(is_return, Decimal(amount), day, Decimal(500), "CAD", TODAY) == expected


@pytest.mark.parametrize("state", AwardState)
def test_only_while_the_award_runs(state):
    award = SimpleNamespace(state=state, organisation_id=2, call=SimpleNamespace(currency="CAD"))
    runs = "This can only be done while the award is accepted and not closed."
    assert [
        said_by(may_edit_report, WORKER, _report("due"), award),
        said_by(may_submit_report, SIGNER, _report("due"), award),
        said_by(may_settle_report, OFFICER, _report("submitted"), award, ReportState.ACCEPTED),
        said_by(may_return, OFFICER, award, _books(spent=7000)),
        said_by(may_close, OFFICER, award, []),
    ] == ["" if state == "accepted" else runs] * 5


def test_who_closes_and_what_is_still_open():
    first, second = Task("First", is_done=True), Task("Second", is_done=False)
    near = [*OFFICER, *WORKER]
    assert [
        said_by(may_close, OFFICER, AWARD, [first]),
        said_by(may_close, OFFICER, AWARD, [first, second, Task("Third", is_done=False)]),
        said_by(may_close, SIGNER, AWARD, [first]),
        said_by(may_close, near, AWARD, [first]),
        said_by(may_return, SIGNER, AWARD, _books(spent=7000)),
        said_by(may_return, near, AWARD, _books(spent=7000)),
    ] == [
        "", "This is still open: Second",
        *["Only an officer of the funder can do this.",
          "You belong to this organisation. Another officer must do this."] * 2,
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "which"), [
    (-15, None), (-14, "before"), (-1, "before"), (0, "on"), (6, "on"), (7, "after"), (99, "after"),
])  # fmt: skip
def test_which_reminder_is_the_one_for_a_day(days, which):
    assert moment(TODAY, TODAY + timedelta(days=days)) == which
