"""Who may do what with an application: every rule over every role, state and moment."""

from datetime import timedelta
from types import SimpleNamespace as Row

import pytest
from django.utils import translation

from tests.funding.telling import NIGHT
from upstander.core.errors import NotAllowed
from upstander.funding.rules import application as rules
from upstander.funding.states import ApplicationState, CallState, PartnerState
from upstander.network.states import Role

MINUTE = timedelta(minutes=1)
OWN, OTHER = 1, 2
WRITERS = {Role.SPOKE_WORKER, Role.SPOKE_COORDINATOR, Role.HUB_STAFF, Role.HUB_COORDINATOR}
SIGNERS = {Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR}
AS_IT_IS = "This cannot be done with the application as it is now."
SIGNS = "A coordinator of your organisation signs and sends it."
NOT_WRITTEN = {
    "submitted": "This application has been sent. Take it back to change it.",
    "ineligible": "This application has been sent. Take it back to change it.",
    "withdrawn": "This application was withdrawn. Take it up again to change it.",
}
DEALT_WITH = "This has already been dealt with. Reload the page to see it now."


def _said(rule, *args, **options) -> str:
    try:
        rule(*args, **options)
    except NotAllowed as why:
        return str(why)
    return ""


def _call(state="open", opens=-MINUTE, closes=MINUTE):
    opens, closes = (None if by is None else NIGHT + by for by in (opens, closes))
    zone = "America/Vancouver"
    return Row(state=state, opens_at=opens, closes_at=closes, time_zone=zone)


def _draft(state="draft"):
    return Row(state=state, organisation_id=OWN)


def _mine(role, organisation=OWN):
    return [Row(role=role, organisation_id=organisation)]


SIGNER = _mine(Role.SPOKE_COORDINATOR)
EARLY = "This call is not open yet."
CLOSED = (
    "This call closed on March 9, 2027, 11:30 p.m. (Pacific Time)."
    " Nothing can be sent any more. Your words are kept."
)


@pytest.mark.parametrize(("opens", "closes", "late", "refused"), [
    (-MINUTE, MINUTE, None, {"draft": EARLY, "scheduled": EARLY, "open": ""}),
    (0 * MINUTE, MINUTE, None, {"draft": EARLY, "scheduled": EARLY, "open": ""}),
    (MINUTE, 2 * MINUTE, None, dict.fromkeys(CallState.values, EARLY)),
    (None, None, None, dict.fromkeys(CallState.values, EARLY)),
    (-MINUTE, None, None, {"draft": EARLY, "scheduled": EARLY, "open": ""}),
    (-MINUTE, 0 * MINUTE, None, {"draft": EARLY, "scheduled": EARLY, "open": CLOSED}),
    (-MINUTE, 0 * MINUTE, 0 * MINUTE, {"draft": EARLY, "scheduled": EARLY, "open": CLOSED}),
    (-MINUTE, 0 * MINUTE, MINUTE,
     {"draft": EARLY, "scheduled": EARLY, "open": "", "closed": ""}),
])  # fmt: skip
def test_in_time_is_while_it_is_open_or_until_an_exception_ends(opens, closes, late, refused):
    until = None if late is None else NIGHT + late
    for state in CallState.values:
        call = _call(state, opens, closes)
        said = _said(rules.may_be_in_time, call, until, NIGHT)
        over = CLOSED.replace("March 9, 2027, 11:30 p.m. (Pacific Time)",
                              rules.moment_of(call, call.closes_at))  # fmt: skip
        assert (state, said) == (state, refused.get(state, over))


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", Role)
def test_who_writes_and_who_signs(role, place):
    mine = _mine(role, place)
    writes, signs = place == OWN and role in WRITERS, place == OWN and role in SIGNERS
    not_written = "" if writes else "You cannot write in this application."
    start = "" if writes else "You can apply only for an organisation that you work in."
    not_signed = "" if signs else SIGNS
    asks = Row(role="Cooks", state="asked", organisation_id=OWN, application=_draft())
    assert [
        _said(rules.may_start, mine, OWN),
        _said(rules.may_write, mine, _draft(), is_collaborator=False),
        _said(rules.may_write, mine, _draft(), is_collaborator=True),
        _said(rules.may_manage, mine, _draft()),
        _said(rules.may_take_up, mine, _draft("withdrawn")),
        _said(rules.may_sign, mine, _draft()),
        _said(rules.may_send, mine, _draft(), []),
        _said(rules.may_withdraw, mine, _draft(), _call()),
        _said(rules.may_take_back, mine, _draft("submitted")),
        _said(rules.may_settle_partner, mine, asks, "confirmed"),
        _said(rules.may_except, mine, _call(), NIGHT + 2 * MINUTE, NIGHT),
    ] == [
        start, not_written, "", not_written, start, *[not_signed] * 4,
        "" if signs else "Only a coordinator of this organisation can answer.",
        "" if role == Role.FUNDER_OFFICER else "Only someone of the funder can do this.",
    ]  # fmt: skip


@pytest.mark.parametrize("state", ApplicationState.values)
def test_what_each_state_allows(state):
    row = _draft(state)
    no = NOT_WRITTEN.get(state, "")
    assert [
        _said(rules.may_write, SIGNER, row, is_collaborator=False),
        _said(rules.may_write, [], row, is_collaborator=True),
        _said(rules.may_manage, SIGNER, row),
        _said(rules.may_send, SIGNER, row, []),
        _said(rules.may_withdraw, SIGNER, row, _call()),
        _said(rules.may_take_back, SIGNER, row),
        _said(rules.may_take_up, SIGNER, row),
    ] == [
        no, no, no,
        "" if state == "draft" else AS_IT_IS,
        "" if state in ("draft", "submitted") else AS_IT_IS,
        "" if state == "submitted" else AS_IT_IS,
        "" if state == "withdrawn" else AS_IT_IS,
    ]  # fmt: skip


def test_what_lacks_something_is_not_sent():
    assert _said(rules.may_send, SIGNER, _draft(), ["A fault"]) == (
        "Something is still missing. Look at the list on this page."
    )


@pytest.mark.parametrize("state", CallState.values)
def test_what_the_state_of_the_call_allows(state):
    officer = _mine(Role.FUNDER_OFFICER)
    is_before = state in ("open", "closed")
    decided = "The call has been decided. Write to the funder instead."
    late = "An exception is made only before the call is decided."
    assert _said(rules.may_withdraw, SIGNER, _draft(), _call(state)) == (
        "" if is_before else decided
    )
    assert _said(rules.may_except, officer, _call(state), NIGHT + 2 * MINUTE, NIGHT) == (
        "" if is_before else late
    )


@pytest.mark.parametrize(("closes", "until", "is_good"), [
    (MINUTE, 2 * MINUTE, True), (MINUTE, MINUTE, False), (-MINUTE, MINUTE, True),
    (-MINUTE, 0 * MINUTE, False), (-2 * MINUTE, -MINUTE, False), (None, MINUTE, True),
])  # fmt: skip
def test_an_exception_ends_after_the_call_and_after_now(closes, until, is_good):
    call = _call("closed", closes=closes)
    officer = _mine(Role.FUNDER_OFFICER)
    said = _said(rules.may_except, officer, call, NIGHT + until, NIGHT)
    later = "Choose a moment that is still to come, after the call has closed."
    assert said == ("" if is_good else later)


@pytest.mark.parametrize("state", PartnerState.values)
def test_what_each_state_of_a_partner_allows(state):
    def partner(of="draft", role="Cooks"):
        return Row(role=role, state=state, organisation_id=OWN, application=_draft(of))

    asked = "" if state in ("named", "declined") else "They have been asked already."
    assert _said(rules.may_ask, partner()) == asked
    assert _said(rules.may_ask, partner(role=" ")) == (
        asked or "Say first what this partner does in the work."
    )
    may = {"confirmed": ("asked",), "declined": ("asked", "confirmed")}
    for to, states in may.items():
        said = _said(rules.may_settle_partner, SIGNER, partner(), to)
        assert said == ("" if state in states else DEALT_WITH)
        for of in ("submitted", "withdrawn", "ineligible"):
            assert _said(rules.may_settle_partner, SIGNER, partner(of), to) == DEALT_WITH


def test_no_partner_is_the_applicant():
    assert _said(rules.may_name, _draft(), Row(pk=OTHER)) == ""
    assert _said(rules.may_name, _draft(), Row(pk=OWN)) == (
        "Your own organisation cannot be its partner. Choose another one."
    )


def test_a_moment_is_said_in_the_zone_of_the_call():
    call = _call()
    assert rules.moment_of(call, NIGHT) == "March 9, 2027, 11:30 p.m. (Pacific Time)"
    with translation.override("fr"):
        said = rules.moment_of(call, NIGHT)
    assert said == "9 mars 2027 23:30 (heure du Pacifique nord-américain)"
    call.time_zone = "Nowhere/At_all"
    assert rules.moment_of(call, NIGHT).startswith("March 10, 2027, 7:30 a.m. (")
