"""How lines of an award may pay for projects: at every limit."""

from decimal import Decimal
from types import SimpleNamespace as Made

import pytest

from tests.funding.said import said_by
from upstander.funding.rules import project_money as rules
from upstander.funding.states import AwardState
from upstander.network.states import Role

CENTS = "Write an amount above zero, to the cent."


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", AwardState)
def test_who_shares_out_and_when(role, state):
    mine = [Made(role=role, organisation_id=1)]
    writes = role in ("spoke_worker", "spoke_coordinator", "hub_staff", "hub_coordinator")
    runs = "This can only be done while the award is accepted and not closed."
    only = "Only people of this organisation can write its report."
    for place in (1, 2):
        said = "" if writes and place == 1 else only
        award = Made(state=state, organisation_id=place)
        assert said_by(rules.may_share, mine, award) == (said if state == "accepted" else runs)


@pytest.mark.parametrize(("chosen", "is_known"), [
    ([], True), ([1], True), ([1, 2], True), ([2, 3], False), ([3], False),
])  # fmt: skip
def test_only_what_is_of_the_list_is_chosen(chosen, is_known):
    said = "" if is_known else "Choose only from your own list."
    assert said_by(rules.are_of_the_award, chosen, [1, 2]) == said


@pytest.mark.parametrize(("amounts", "others", "said"), [
    ([], "0", ""), ([], "100", ""), (["0.01"], "0", ""), (["0.01"], "99.99", ""),
    (["50", "50"], "0", ""), (["100"], "0", ""), (["0"], "0", CENTS), (["-1"], "0", CENTS),
    (["1", "0"], "0", CENTS), (["0.005"], "0", CENTS), (["1.10"], "0", ""),
    (["0.01"], "100", "Together this makes $100.01. The award is $100."),
    (["50", "50.01"], "0", "Together this makes $100.01. The award is $100."),
    ([], "100.01", "Together this makes $100.01. The award is $100."),
])  # fmt: skip
def test_all_projects_get_the_award_at_most(amounts, others, said):
    award = Made(amount=Decimal(100), call=Made(currency="CAD"))
    found = {number: Decimal(amount) for number, amount in enumerate(amounts)}
    assert said_by(rules.within_award, found, Decimal(others), award) == said
