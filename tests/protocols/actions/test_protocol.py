"""Protocols are started and go on; versions are discussed, answered and given up."""

import pytest

from tests.accounts.people import hub, member
from tests.protocols.protocol_made import (
    a_coordinator,
    a_draft,
    a_partner,
    a_spoke,
    a_whole_draft,
    a_worker,
    in_consultation,
    places_of,
    put_in_force,
)
from upstander.core.errors import NotAllowed
from upstander.network.states import Role
from upstander.protocols.actions import version as actions
from upstander.protocols.actions.pattern import move_pattern
from upstander.protocols.actions.protocol import Wish, start_next_version, start_protocol
from upstander.protocols.models import Pattern, Protocol
from upstander.protocols.queries.content import content_of
from upstander.protocols.states import PatternState, VersionState

pytestmark = pytest.mark.django_db
TITLES = ["A major incident", "Inside an organisation", "Somebody reports racism"]


def test_a_protocol_begins_with_the_words_of_a_pattern():
    organisation = a_spoke()
    by, pattern = a_worker(organisation), Pattern.objects.get(title=TITLES[2])
    wish = Wish(organisation, "Ours", places_of(organisation), "en", pattern)
    version = start_protocol(wish, by=by)
    assert content_of(version) == pattern.content
    assert (version.source_language, version.state) == ("en", "draft")
    assert not version.is_draft_translation
    assert set(version.protocol.communities.all()) == set(places_of(organisation))


def test_only_the_very_same_wish_is_a_second_press():
    organisation = a_spoke()
    by, places = a_worker(organisation), places_of(organisation)
    first, second = (Pattern.objects.get(title=title) for title in TITLES[:2])
    wishes = [
        Wish(organisation, "Ours", places),
        Wish(organisation, "Ours", places[:1]),
        Wish(organisation, "Ours", places, "fr"),
        Wish(organisation, "Ours", places, "en", first),
        Wish(organisation, "Ours", places, "en", second),
    ]
    made = [start_protocol(wish, by=by).pk for wish in wishes]
    assert (len(set(made)), [start_protocol(wish, by=by).pk for wish in wishes]) == (5, made)


def test_nobody_starts_one_for_others_nor_from_what_is_not_offered():
    organisation = a_spoke()
    by, staff = a_worker(organisation), member(Role.HUB_STAFF, hub())
    places = places_of(organisation)
    pattern = Pattern.objects.get(title=TITLES[0])
    move_pattern(pattern, PatternState.WITHDRAWN, by=staff)
    for wish, who in (
        (Wish(organisation, "Ours", places), staff),
        (Wish(organisation, "Ours", places_of(a_spoke(1))), by),
        (Wish(organisation, "Ours", places, "en", pattern), by),
    ):
        with pytest.raises(NotAllowed):
            start_protocol(wish, by=who)
    assert not Protocol.objects.exists()


def test_one_version_is_open_at_a_time_and_a_given_up_one_can_be_begun_from():
    organisation = a_spoke()
    worker, lead = a_worker(organisation), a_coordinator(organisation)
    version = a_whole_draft(worker, organisation)
    with pytest.raises(NotAllowed, match="already being written"):
        start_next_version(version.protocol, by=worker)
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        actions.give_up_version(version, by=worker)
    actions.give_up_version(version, by=lead)
    following = start_next_version(version.protocol, by=worker)
    assert (following.number, content_of(following)) == (2, content_of(version))
    with pytest.raises(NotAllowed, match="only for an organisation"):
        start_next_version(version.protocol, by=a_worker(a_spoke(1)))


def test_it_is_discussed_and_what_was_said_is_answered():
    organisation = a_spoke()
    by, partner = a_worker(organisation), a_partner(organisation)
    version = a_draft(by, organisation)
    with pytest.raises(NotAllowed, match="only while the protocol is in consultation"):
        actions.add_comment(version, "Too long", None, by=by)
    actions.open_consultation(version, by=by)
    with pytest.raises(NotAllowed, match="partners of your organisation"):
        actions.add_comment(version, "Too long", a_partner(a_spoke(1)).pk, by=by)
    comment = actions.add_comment(version, "Too long", partner.pk, by=by)
    version.refresh_from_db()
    actions.take_back_to_draft(version, by=by)
    actions.answer_comment(comment, "We cut it", "", by=by)
    with pytest.raises(NotAllowed, match="What you wrote is still here"):
        actions.answer_comment(comment, "Another answer", "", by=by)
    comment.refresh_from_db()
    assert (comment.text, comment.answer, comment.partner) == ("Too long", "We cut it", partner)
    version.refresh_from_db()
    assert (version.state, version.version) == (VersionState.DRAFT, 2)


@pytest.mark.parametrize("act", [actions.open_consultation, actions.take_back_to_draft,
                                 actions.give_up_version])  # fmt: skip
def test_what_is_in_force_moves_by_none_of_these(act):
    organisation = a_spoke()
    version = put_in_force(in_consultation(a_worker(organisation), organisation))
    with pytest.raises(NotAllowed):
        act(version, by=a_coordinator(organisation))
    version.refresh_from_db()
    assert version.state == VersionState.IN_FORCE


def test_a_stale_button_is_refused():
    organisation = a_spoke()
    by = a_worker(organisation)
    version = a_draft(by, organisation)
    actions.open_consultation(version, by=by)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        actions.open_consultation(version, by=by)


def test_patterns_are_offered_and_taken_back_by_the_hub():
    staff = member(Role.HUB_STAFF, hub())
    pattern = Pattern.objects.get(title=TITLES[0])
    for to in (PatternState.DRAFT, PatternState.OFFERED, PatternState.WITHDRAWN):
        move_pattern(pattern, to, by=staff)
        pattern.refresh_from_db()
        assert pattern.state == to
    with pytest.raises(NotAllowed, match="Only the hub"):
        move_pattern(pattern, PatternState.DRAFT, by=a_worker(a_spoke()))
