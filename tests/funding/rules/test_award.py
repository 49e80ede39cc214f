"""Who may do what with an award: every rule over every role, state and edge of an amount."""

from decimal import Decimal
from types import SimpleNamespace as Row

import pytest
from django.utils import translation

from tests.funding.said import said_by
from upstander.funding.rules import award as rules
from upstander.funding.rules.award import Around
from upstander.funding.states import ApplicationState, AwardState, CallState
from upstander.network.states import Role

OWN, OTHER = 1, 2
CENT = Decimal("0.01")
WRITERS = {Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.HUB_STAFF, Role.HUB_COORDINATOR}
SIGNERS = {Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR}
HERE = Row(region="North", ceiling=Decimal(50))
AROUND = Around(
    call=Row(state="closed", budget=Decimal(100), currency="CAD"), awarded=Decimal(0),
    awarded_here=Decimal(0), envelope=None, ceiling=None,
)  # fmt: skip
ANSWERED = "This award has been answered already."
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."
SENT = Row(state="submitted", kind=Row())


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", Role)
def test_who_manages_signs_and_writes(role, place):
    award, mine = Row(organisation_id=OWN), [Row(role=role, organisation_id=place)]
    own = "You belong to this organisation. Another officer must do this."
    manages = own if place == OWN else ""
    if role != Role.FUNDER_OFFICER:
        manages = "Only an officer of the funder can do this."
    signs, writes = place == OWN and role in SIGNERS, place == OWN and role in WRITERS
    assert [
        said_by(rule, mine, award) for rule in (rules.may_manage, rules.may_sign, rules.may_write)
    ] == [
        manages,
        "" if signs else "Only a coordinator of the organisation can sign for it.",
        "" if writes else "Only people of this organisation can write its report.",
    ]


@pytest.mark.parametrize("state", AwardState.values)
def test_what_each_state_allows(state):
    row = Row(state=state)
    assert [said_by(rules.may_be_offered, row), said_by(rules.must_run, row)] == [
        {"offered": "", "withdrawn": DEALT_WITH}.get(state, ANSWERED),
        "" if state == "accepted"
        else "This can only be done while the award is accepted and not closed.",
    ]  # fmt: skip


def test_what_is_offered():
    among = "This application is not among those to decide about."
    for state in CallState.values:
        is_over = state in ("closed", "decided", "published")
        after = "" if is_over else "Money is awarded after a call is closed."
        call = Row(state=state, budget=Decimal(100), currency="CAD")
        assert said_by(rules.may_offer, SENT, Decimal(1), AROUND._replace(call=call)) == after
    for state in ApplicationState.values:
        row = Row(state=state, kind=Row())
        assert said_by(rules.may_offer, row, Decimal(1), AROUND) == (
            "" if state == "submitted" else among
        )
    assert said_by(rules.may_offer, Row(state="submitted", kind=None), Decimal(1), AROUND) == among
    cents = "Write an amount above zero, to the cent."
    for amount, said in [("-1", cents), ("0", cents), ("0.01", ""), ("0.005", cents), ("1.10", "")]:
        assert said_by(rules.may_offer, SENT, Decimal(amount), AROUND) == said
    assert said_by(rules.may_offer, SENT, Decimal(1), AROUND._replace(has_award=True)) == (
        "This organisation has an award for that year already."
    )
    assert said_by(
        rules.may_offer, SENT, Decimal(1), AROUND._replace(taken=["Kitimat", "Smithers"])
    ) == ("Kitimat has an award for that year already.")


@pytest.mark.parametrize("rule", [rules.within_budget, lambda *a: rules.may_offer(SENT, *a)])
def test_within_the_budget_and_the_envelope(rule):
    before = AROUND._replace(awarded=Decimal(60), awarded_here=Decimal(20))
    assert said_by(rule, Decimal(40), before) == ""
    assert said_by(rule, Decimal(40) + CENT, before) == (
        "The awards make $100.01 together. The budget is $100."
    )
    assert said_by(rule, Decimal(40), before._replace(envelope=Row(region="N", ceiling=None))) == ""
    assert said_by(rule, Decimal(30), before._replace(envelope=HERE)) == ""
    assert said_by(rule, Decimal(30) + CENT, before._replace(envelope=HERE)) == (
        "North gets $50.01. The most for this region is $50."
    )


def test_above_the_ceiling():
    around = AROUND._replace(ceiling=Decimal(50))
    found = [rules.is_above_ceiling(Decimal(50) + n * CENT, around) for n in (-1, 0, 1)]
    assert found == [False, False, True]
    assert rules.is_above_ceiling(Decimal(1000), AROUND) is False
    by, other = Row(pk=1), Row(pk=2)
    officer = [Row(role=Role.FUNDER_OFFICER)]
    second = "This is above a ceiling. A second person must agree."
    assert [
        said_by(rules.may_override, "Far.", by, other, officer),
        said_by(rules.may_override, " ", by, other, officer),
        said_by(rules.may_override, "Far.", by, None, officer),
        said_by(rules.may_override, "Far.", by, by, officer),
        said_by(rules.may_override, "Far.", by, other, [Row(role=Role.HUB_COORDINATOR)]),
    ] == [
        "",
        "This is above the ceiling of this kind of award. Write why it does not hold here.",
        second, second, second,
    ]  # fmt: skip


def test_an_amount_is_said_in_the_readers_language():
    found = []
    for language in ("en", "fr", None):
        with translation.override(language):
            found.append(rules.said(Decimal("7500.50"), "CAD"))
    assert found == ["\u2068$7,500.50\u2069", "\u20687\xa0500,50\xa0$\u2069", found[0]]
