"""From a person's words to another spoke's help and back, by the verbs alone."""

import uuid

import pytest

from tests.support.desks import CANARY, IDENTITY, STORY, hub_team, request, team
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.support.actions.case import (
    acknowledge_case,
    close_case,
    open_identity,
    start_support,
    take_case,
)
from upstander.support.actions.exchange import write_as_person, write_message
from upstander.support.actions.referral import (
    Goal,
    accept_referral,
    agree_as_person,
    agree_for_person,
    ask_to_refer,
)
from upstander.support.codes import keys_of
from upstander.support.models import Case, Referral
from upstander.support.queries.case import may_read
from upstander.support.queries.keys import case_keys, content, person_keys, words

OTHER_SPOKE = "archway-community-services"


def _again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.mark.django_db
def test_a_request_is_answered_passed_on_with_consent_and_closed():
    first, _coordinator, worker, _recovery = team()
    second, other, _other_worker, _ = team(OTHER_SPOKE)
    case, code = request(first)
    take_case(case, by=worker.user)
    acknowledge_case(_again(case), "We read it. We will call.", uuid.uuid4(), by=worker)
    keys = person_keys(case, keys_of(code).unwrap)
    write_as_person(_again(case), "Thank you.", uuid.uuid4(), keys)
    start_support(_again(case), by=worker.user)
    referral = ask_to_refer(_again(case), Goal(second), "They have a lawyer.", by=worker)
    with pytest.raises(NotAllowed):
        may_read(_again(case), other.user)
    with pytest.raises(NotAllowed):
        case_keys(case, other, "story")
    agree_as_person(referral, keys)
    may_read(_again(case), other.user)
    assert content(case, "story", case_keys(case, other, "story")) == STORY
    with pytest.raises(NotAllowed):
        case_keys(case, other, "identity")
    accept_referral(referral, by=other.user)
    write_message(_again(case), "We can meet on Monday.", uuid.uuid4(), by=other)
    close_case(_again(case), "The landlord has apologised.", uuid.uuid4(), by=other)
    said = [words(m, keys["story"]) for m in case.messages.all()]
    assert said == [
        "We read it. We will call.",
        "Thank you.",
        "We can meet on Monday.",
        "The landlord has apologised.",
    ]
    verbs = [entry.verb for entry in entries_of(f"case:{case.pk}")]
    assert verbs == [
        "case.received",
        "case.taken",
        "case.answered",
        "case.acknowledged",
        "case.person_wrote",
        "case.support_started",
        "referral.asked",
        "referral.agreed",
        "referral.accepted",
        "case.answered",
        "case.outcome_told",
        "case.closed",
    ]


@pytest.mark.django_db
def test_a_team_that_never_had_the_name_cannot_pass_it_on():
    first, _coordinator, worker, _recovery = team()
    second, other, _other_worker, _ = team(OTHER_SPOKE)
    third = hub_team()[0]
    case, code = request(first)
    take_case(case, by=worker.user)
    acknowledge_case(_again(case), "We read it.", uuid.uuid4(), by=worker)
    passed = ask_to_refer(_again(case), Goal(second), "They have a lawyer.", by=worker)
    agree_as_person(passed, person_keys(case, keys_of(code).unwrap))
    accept_referral(passed, by=other.user)
    onward = ask_to_refer(_again(case), Goal(third, "", True), "The hub helps.", by=other)
    with pytest.raises(NotAllowed, match="did not pass on name"):
        agree_for_person(onward, by=other)
    assert Referral.objects.get(pk=onward.pk).state == "asked"


@pytest.mark.django_db
def test_opening_who_she_is_is_an_act_in_the_log():
    place, _coordinator, worker, _recovery = team()
    case, _code = request(place)
    take_case(case, by=worker.user)
    assert open_identity(_again(case), by=worker) == IDENTITY
    assert [e.verb for e in entries_of(f"case:{case.pk}")][-1] == "case.identity_opened"
    assert CANARY not in "".join(e.body for e in entries_of(f"case:{case.pk}"))
