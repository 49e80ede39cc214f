"""Parts of an award: to the cent, after their condition, by two people."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from upstander.core.errors import NotAllowed
from upstander.funding.rules.instalment import (
    Part,
    holds,
    is_payment,
    may_approve,
    may_ask_reports,
    may_pay,
    may_plan,
    may_take_back,
    split,
)
from upstander.funding.states import AwardState, InstalmentState, PaidAfter
from upstander.network.states import Role

DAY = date(2027, 4, 1)
OFFICER = [SimpleNamespace(role=Role.FUNDER_OFFICER, organisation_id=1)]
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."
RUNS = "This can only be done while the award is accepted and not closed."
amounts = st.decimals(min_value="0.01", max_value="9999999999.99", places=2)


def _award(state: str = AwardState.ACCEPTED, organisation: int = 2) -> SimpleNamespace:
    return SimpleNamespace(state=state, organisation_id=organisation)


def _instalment(state: str, approved_by: int | None = None, after: str = PaidAfter.NONE):
    return SimpleNamespace(state=state, approved_by_id=approved_by, paid_after=after)


def _said(rule, *args, **kwargs) -> str:
    try:
        rule(*args, **kwargs)
    except NotAllowed as why:
        return str(why)
    return ""


@given(amounts, st.integers(min_value=1, max_value=12))
def test_parts_make_the_whole_to_the_cent(amount: Decimal, parts: int) -> None:
    found = split(amount, parts)

    assert sum(found) == amount
    assert len(found) == parts
    assert all(part == part.quantize(Decimal("0.01")) for part in found)
    assert all(part == found[0] for part in found[:-1])
    assert found[0] <= found[-1] < found[0] + Decimal("0.01") * parts


@given(amounts, st.integers(min_value=1, max_value=5), st.sampled_from([-1, 0, 1]))
def test_a_plan_makes_the_award_or_is_refused(amount: Decimal, parts: int, off: int) -> None:
    plan = [Part(part, DAY, PaidAfter.NONE) for part in split(amount, parts)]
    plan[-1] = plan[-1]._replace(amount=plan[-1].amount + off * Decimal("0.01"))
    is_good = off == 0 and all(part.amount > 0 for part in plan)

    assert (_said(may_plan, amount, "CAD", plan) == "") is is_good


def test_a_part_finer_than_a_cent_is_refused() -> None:
    plan = [Part(Decimal("0.005"), DAY, "none"), Part(Decimal("0.995"), DAY, "none")]

    assert _said(may_plan, Decimal(1), "CAD", plan) == "Write an amount above zero, to the cent."


@pytest.mark.parametrize("off", [Decimal(0), Decimal("-0.01")])
def test_a_part_of_nothing_or_less_is_refused_whatever_the_sum(off: Decimal) -> None:
    plan = [Part(off, DAY, PaidAfter.NONE), Part(7500 - off, DAY, PaidAfter.NONE)]

    said = _said(may_plan, Decimal(7500), "CAD", plan)

    assert said == "Write an amount above zero, to the cent."


def test_a_sum_that_differs_is_said() -> None:
    said = _said(may_plan, Decimal(7500), "CAD", [Part(Decimal("7000.50"), DAY, "none")])

    assert said == (
        "The instalments make \u2068$7,000.50\u2069 together. The award is \u2068$7,500\u2069."
    )


def test_reports_are_asked_for_in_order() -> None:
    waits = [Part(Decimal(1), DAY, PaidAfter.INTERIM)]
    later = DAY + timedelta(days=1)

    assert _said(may_ask_reports, waits, None, later) == (
        "An instalment waits for an interim report. Say when that is due."
    )
    assert _said(may_ask_reports, waits, later, later) == (
        "The interim report is due before the final one. Change a date."
    )
    assert _said(may_ask_reports, waits, DAY, later) == ""
    assert _said(may_ask_reports, [], None, later) == ""


@pytest.mark.parametrize("after", PaidAfter)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_no_instalment_is_due_before_the_report_that_it_waits_for(after, off: int) -> None:
    interim, final = DAY, DAY + timedelta(days=100)
    reports = {"interim": interim, "final": final}
    due = reports.get(after, DAY) + timedelta(days=off)
    is_early = after in reports and off < 0

    said = _said(may_ask_reports, [Part(Decimal(1), due, after)], interim, final)

    day = date_format(due, "DATE_FORMAT")
    sentence = f"An instalment is due on {day}, before the report it waits for. Change a date."
    assert said == (sentence if is_early else "")


@pytest.mark.parametrize("state", AwardState)
@pytest.mark.parametrize("after", PaidAfter)
@pytest.mark.parametrize("accepted", [(), ("interim",), ("final",), ("interim", "final")])
def test_a_condition_holds_only_while_the_award_runs(state, after, accepted) -> None:
    report = {"interim": "interim", "final": "final"}.get(after)
    expected = state == "accepted" and (report is None or report in accepted)

    assert holds(after, _award(state), accepted) is expected


@pytest.mark.parametrize("state", InstalmentState)
def test_each_step_follows_the_one_before(state) -> None:
    by = SimpleNamespace(pk=8)
    row = _instalment(state, approved_by=7)

    planned = "" if state == "planned" else DEALT_WITH
    approved = "" if state == "approved" else DEALT_WITH
    assert _said(may_approve, OFFICER, row, _award(), ()) == planned
    assert _said(may_pay, OFFICER, row, _award(), by) == approved
    assert _said(may_take_back, OFFICER, row, _award()) == approved


@pytest.mark.parametrize("state", [s for s in AwardState if s != "accepted"])
def test_nothing_is_paid_before_or_after_an_award_runs(state) -> None:
    by = SimpleNamespace(pk=8)

    assert _said(may_approve, OFFICER, _instalment("planned"), _award(state), ()) == RUNS
    assert _said(may_pay, OFFICER, _instalment("approved", 7), _award(state), by) == RUNS


def test_who_approved_does_not_pay() -> None:
    said = _said(may_pay, OFFICER, _instalment("approved", 7), _award(), SimpleNamespace(pk=7))

    assert said == "You approved this yourself. Another officer must record the payment."


def test_nothing_is_approved_before_its_condition_is_met() -> None:
    row = _instalment("planned", after=PaidAfter.FINAL)

    assert _said(may_approve, OFFICER, row, _award(), ("interim",)) == (
        "The condition of this instalment is not met yet."
    )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FUNDER_OFFICER])
def test_only_officers_deal_with_money(role) -> None:
    mine = [SimpleNamespace(role=role, organisation_id=2)]
    by, only = SimpleNamespace(pk=8), "Only an officer of the funder can do this."

    assert _said(may_approve, mine, _instalment("planned"), _award(), ()) == only
    assert _said(may_pay, mine, _instalment("approved", 7), _award(), by) == only
    assert _said(may_take_back, mine, _instalment("approved", 7), _award()) == only


def test_no_officer_pays_the_organisation_that_she_belongs_to() -> None:
    mine = [*OFFICER, SimpleNamespace(role=Role.SPOKE_WORKER, organisation_id=2)]

    assert _said(may_approve, mine, _instalment("planned"), _award(), ()) == (
        "You belong to this organisation. Another officer must do this."
    )


@pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_payment_lies_between_the_approval_and_today(days, expected) -> None:
    said = _said(is_payment, "EFT 1", DAY + timedelta(days=days), DAY, DAY + timedelta(days=3))

    assert said == ("" if expected else "Choose a day from the approval until today.")


def test_a_payment_has_a_reference() -> None:
    assert _said(is_payment, "  ", DAY, DAY, DAY) == "Write the reference of the payment."
