"""Who may do what in the library, over all states and licences."""

from types import SimpleNamespace as Row

import pytest

from upstander.core.errors import NotAllowed, allowed
from upstander.learning.rules import proposal as rules
from upstander.learning.rules.resource import may_stand
from upstander.learning.states import Licence, ProposalState, ResourceKind
from upstander.network.states import Role

S = ProposalState
OWN = [Row(organisation_id=1, role=Role.SPOKE_WORKER)]
OTHER = [Row(organisation_id=2, role=Role.SPOKE_COORDINATOR)]


def _row(state, **values):
    more = {"kind": "guide", "address": "", "transcript": "", **values}
    return Row(state=state, organisation_id=1, **more)


@pytest.mark.parametrize(
    ("rule", "states"),
    [
        (rules.may_write, {S.DRAFT, S.SENT_BACK}),
        (rules.may_propose, {S.DRAFT, S.SENT_BACK}),
        (rules.may_withdraw, {S.DRAFT, S.SENT_BACK, S.PROPOSED}),
    ],
)
def test_what_its_own_people_may_in_each_state(rule, states):
    assert {state for state in S if allowed(rule, OWN, _row(state))} == states
    assert not any(allowed(rule, OTHER, _row(state)) for state in S)


def test_only_the_hub_decides_and_only_what_is_proposed():
    assert {s for s in S if allowed(rules.may_decide, True, _row(s))} == {S.PROPOSED}
    assert not any(allowed(rules.may_decide, False, _row(s)) for s in S)


def test_the_library_is_the_hubs():
    rules.may_keep_library(True)
    with pytest.raises(NotAllowed, match="Only the hub"):
        rules.may_keep_library(False)


@pytest.mark.parametrize(
    ("kind", "address", "transcript", "stands"),
    [
        ("guide", "", "", True),
        ("video", "https://a.example/", "Words", True),
        ("video", "https://a.example/", " \n", False),
        ("video", "", "Words", False),
        (None, None, None, True),
    ],
)
def test_a_video_needs_its_address_and_a_transcript(kind, address, transcript, stands):
    assert allowed(may_stand, kind, address, transcript) is stands


def test_a_video_without_transcript_is_not_proposed():
    with pytest.raises(NotAllowed, match="A video needs a transcript"):
        rules.may_propose(OWN, _row(S.DRAFT, kind="video", address="https://a.example/"))


def test_some_licences_stay_with_what_is_made_from_it():
    pairs = {(a, b) for a in Licence for b in Licence if allowed(rules.keeps_licence, a, b)}
    free = {Licence.CC_BY, Licence.PUBLIC_DOMAIN, Licence.BY_PERMISSION}
    assert pairs == {(a, b) for a in free for b in Licence} | {
        (a, a) for a in (Licence.CC_BY_SA, Licence.CC_BY_NC)
    }


def test_what_may_be_adapted():
    kinds = {k for k in ResourceKind if allowed(rules.may_adapt, Row(licence="cc-by", kind=k))}
    assert kinds == set(ResourceKind) - {ResourceKind.COLLECTION}
    assert not allowed(rules.may_adapt, Row(licence=Licence.BY_PERMISSION, kind="guide"))


@pytest.mark.parametrize(("words", "is_said"), [("", False), (" \n", False), ("Shorter", True)])
def test_nothing_is_sent_back_without_words(words, is_said):
    assert allowed(rules.has_words, words) is is_said
