"""Who decides about money, and what must hold before a call is decided."""

from decimal import Decimal
from functools import partial
from types import SimpleNamespace as Made
from typing import Any

import pytest

from tests.funding.said import said_by
from upstander.core.errors import NotAllowed
from upstander.funding.rules.decision import (
    Row,
    faults,
    is_above_ceiling,
    may_agree,
    may_decide,
    may_end,
    may_offer_later,
    may_publish,
    may_share_out,
    may_share_out_later,
    may_weigh,
    sums,
)
from upstander.funding.states import ApplicationState, AwardState, CallState
from upstander.network.interface import Role

OFFICER = [Made(role=Role.FUNDER_OFFICER)]
LATER = partial(may_share_out_later, is_in_conflict=False, has_award=False)
NORTH, SOUTH = Made(pk=1, __str__=lambda: "North"), Made(pk=2)


def _row(pk: int, amount: str | None, *, region: Any = NORTH, places: Any = (), **more: Any) -> Row:
    values = {"override": "", "second_by_id": None, **more}
    decision = None if amount is None else Made(amount=Decimal(amount), **values)
    application = Made(pk=pk, organisation=f"Group {pk}", state=ApplicationState.SUBMITTED)
    return Row(application, region, [Made(pk=p) for p in places], Decimal(7500), decision)


def _call(budget: str = "20000", state: str = CallState.CLOSED) -> Any:
    return Made(budget=Decimal(budget), state=state)


def _said(call: Any, rows: list[Row], envelopes: Any = ()) -> list[tuple[str, Any]]:
    found = faults(call, rows, envelopes, str)
    return [(fault.sentence, fault.application and fault.application.pk) for fault in found]


@pytest.mark.parametrize("role", Role)
def test_only_officers_share_out(role) -> None:
    if role == Role.FUNDER_OFFICER:
        may_share_out([Made(role=role)], _call(), is_in_conflict=False)
        return
    with pytest.raises(NotAllowed, match="Only an officer"):
        may_share_out([Made(role=role)], _call(), is_in_conflict=False)


@pytest.mark.parametrize("state", CallState)
def test_money_is_shared_out_while_a_call_is_closed(state) -> None:
    if state == CallState.CLOSED:
        may_share_out(OFFICER, _call(state=state), is_in_conflict=False)
        return
    with pytest.raises(NotAllowed, match="after a call is closed"):
        may_share_out(OFFICER, _call(state=state), is_in_conflict=False)


def test_whoever_belongs_to_an_applicant_decides_nothing() -> None:
    with pytest.raises(NotAllowed, match="Someone else must decide"):
        may_share_out(OFFICER, _call(), is_in_conflict=True)
    with pytest.raises(NotAllowed, match="Someone else must decide"):
        may_share_out_later(OFFICER, _call(state="decided"), is_in_conflict=True, has_award=False)


@pytest.mark.parametrize("role", Role)
def test_only_officers_share_out_later(role) -> None:
    said = said_by(LATER, [Made(role=role)], _call(state="decided"))
    is_officer = role == Role.FUNDER_OFFICER
    assert said == ("" if is_officer else "Only an officer of the funder can decide about money.")


@pytest.mark.parametrize("has_award", [False, True])
@pytest.mark.parametrize("state", CallState)
def test_what_is_left_is_shared_out_after_the_decision(state, has_award) -> None:
    said = said_by(partial(LATER, has_award=has_award), OFFICER, _call(state=state))
    dealt = "This has already been dealt with. Reload the page to see it now." if has_award else ""
    wrong = "This cannot be done in the state that the call is in now."
    assert said == (dealt if state in (CallState.DECIDED, CallState.PUBLISHED) else wrong)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_row(1, None), "Nothing is decided about this yet."),
        (_row(1, "0"), "Nothing is decided about this yet."),
        (_row(1, "7500"), ""),
        (_row(1, "7501"), "This is above a ceiling. A second person must agree."),
        (_row(1, "7501", override="Far."), "This is above a ceiling. A second person must agree."),
        (_row(1, "7501", override="Far.", second_by_id=2), ""),
    ],
)
def test_what_may_be_offered_later(row, said) -> None:
    assert said_by(may_offer_later, row) == said


@pytest.mark.parametrize("state", AwardState)
def test_what_nobody_took_counts_no_more(state) -> None:
    row = _row(1, "7500")._replace(award=Made(state=state))
    free = (AwardState.DECLINED, AwardState.WITHDRAWN)
    assert row.amount == (0 if state in free else 7500)


@pytest.mark.parametrize("state", CallState)
def test_awards_are_published_once_decided(state) -> None:
    if state == CallState.DECIDED:
        may_publish(OFFICER, _call(state=state))
        return
    with pytest.raises(NotAllowed, match="after the call is decided"):
        may_publish(OFFICER, _call(state=state))


DECIDED = [
    # amount, reason, override, proposed, the beginning of what is said
    ("0", "", "", None, None),
    ("1", "", "", None, None),
    ("7500", "", "", None, None),
    ("7500", "", "", "7500", None),
    ("7500.50", "", "", None, "Write a whole amount"),
    ("-1", "", "", None, "Write a whole amount"),
    ("5000", "", "", "7500", "This differs"),
    ("5000", "They found another funder.", "", "7500", None),
    ("7501", "", "", None, "This is above the ceiling"),
    ("7501", "", "Two towns in one.", None, None),
    ("7501", "", "Two towns in one.", "7500", "This differs"),
]


@pytest.mark.parametrize(("amount", "reason", "override", "proposed", "said"), DECIDED)
def test_what_may_be_decided(amount, reason, override, proposed, said) -> None:
    values = {"reason": reason, "override": override}
    values["proposed"] = None if proposed is None else Decimal(proposed)
    if said is None:
        may_decide(_row(1, None), Decimal(amount), **values)
        return
    with pytest.raises(NotAllowed, match=said):
        may_decide(_row(1, None), Decimal(amount), **values)


def test_what_is_not_sent_is_not_decided() -> None:
    row = _row(1, None)
    row.application.state = ApplicationState.INELIGIBLE
    with pytest.raises(NotAllowed, match="not among those"):
        may_decide(row, Decimal(1), reason="", override="", proposed=None)


def test_without_a_ceiling_nothing_is_above_it() -> None:
    row = _row(1, None)._replace(ceiling=None)
    assert not is_above_ceiling(row, Decimal(10**9))


def test_a_second_person_is_another() -> None:
    decision = Made(override="Two towns in one.", second_by_id=None, made_by_id=3)
    may_agree(decision, Made(pk=4))
    with pytest.raises(NotAllowed, match="You wrote it yourself"):
        may_agree(decision, Made(pk=3))
    decision.second_by_id = 4
    with pytest.raises(NotAllowed, match="Nothing waits"):
        may_agree(decision, Made(pk=5))


@pytest.mark.parametrize(
    ("weight", "basis", "said"),
    [("1", "", None), ("2", "A count of 2026.", None), ("2", "", "rests on"), ("0", "x", "zero")],
)
def test_a_weight_rests_on_something(weight, basis, said) -> None:
    if said is None:
        may_weigh(Decimal(weight), basis)
        return
    with pytest.raises(NotAllowed, match=said):
        may_weigh(Decimal(weight), basis)


def test_regions_are_summed() -> None:
    rows = [_row(1, "5000"), _row(2, "2500"), _row(3, "7500", region=SOUTH), _row(4, None)]
    assert sums(rows) == {1: Decimal(7500), 2: Decimal(7500)}


def test_everything_open_is_named() -> None:
    rows = [
        _row(1, None),
        _row(2, "7500", places=[7]),
        _row(3, "9000", places=[7], override="Two towns in one."),
        _row(4, "9000", override="Two towns in one.", second_by_id=5),
        _row(5, "0", places=[7]),
    ]
    envelope = Made(region=NORTH, region_id=1, floor=Decimal(0), ceiling=Decimal(25000))
    poor = Made(region="South", region_id=2, floor=Decimal(5000), ceiling=None)
    first, second, third, fourth, fifth, sixth = _said(_call(), rows, [envelope, poor])
    assert first == ("Nothing is decided about this yet.", 1)
    assert second == ("This is above a ceiling. A second person must agree.", 3)
    assert third[0].endswith("gets 25500. The most for this region is 25000.")
    assert fourth == ("South gets 0. The least for this region is 5000.", None)
    assert fifth == ("The awards make 25500 together. The budget is 20000.", None)
    assert (sixth[1], sixth[0].endswith("It is in the award to Group 2 too.")) == (3, True)


def test_where_all_holds_nothing_is_named() -> None:
    envelope = Made(region=NORTH, region_id=1, floor=Decimal(7500), ceiling=Decimal(7500))
    assert (
        _said(_call("7500"), [_row(1, "7500", places=[7]), _row(2, "0", places=[7])], [envelope])
        == []
    )
    may_end([])
    with pytest.raises(NotAllowed, match="still open"):
        may_end(faults(_call(), [_row(1, None)], [], str))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", CallState)
def test_who_publishes_and_when(role, state) -> None:
    try:
        may_publish([Made(role=role)], _call(state=state))
        said = ""
    except NotAllowed as why:
        said = str(why)
    later = "" if state == CallState.DECIDED else "Awards are published after the call is decided."
    no = "Only an officer of the funder can publish awards."
    assert said == (later if role == Role.FUNDER_OFFICER else no)


def test_nothing_waits_where_no_ceiling_is_passed_over() -> None:
    decision = Made(override="", second_by_id=None, made_by_id=3)
    with pytest.raises(NotAllowed, match="Nothing waits here"):
        may_agree(decision, Made(pk=4))


def test_above_a_ceiling_without_a_reason_is_open_too() -> None:
    open_ = ("This is above a ceiling. A second person must agree.", 2)
    assert _said(_call(), [_row(1, "7500"), _row(2, "7501"), _row(3, "0")]) == [open_]
