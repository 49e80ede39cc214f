"""A team's keys: shared, changed on live data, recovered, and closed to who left."""

import pytest

from tests.accounts.people import PASSWORD, member
from tests.support.desks import STORY, hand, organisation, request, team
from upstander.accounts.actions import make_keyring
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.core.seal import Unopened, open_sealed
from upstander.network.interface import Role, end_membership
from upstander.network.models import Membership
from upstander.support.actions.team import admit, recover_team, rotate_key, set_up_team
from upstander.support.codes import keys_of
from upstander.support.models import KeyShare, KeyWrap, Team, TeamKey
from upstander.support.queries.keys import (
    about_share,
    about_wrap,
    case_keys,
    content,
    person_keys,
    team_privates,
)
from upstander.support.queries.team import current_key, has_strangers, members_of, ready_teams

pytestmark = pytest.mark.django_db


def _story(case, by):
    return content(case, "story", case_keys(case, by, "story"))


def test_both_members_open_what_was_sealed_to_the_team():
    place, coordinator, worker, _recovery = team()
    case, _code = request(place)
    assert [_story(case, by) for by in (coordinator, worker)] == [STORY, STORY]
    assert [m.can_open for m in members_of(place)] == [True, True]


def test_a_team_is_set_up_once_and_by_its_coordinator():
    place, coordinator, _worker, _recovery = team()
    with pytest.raises(NotAllowed, match="already"):
        set_up_team(place.organisation, by=coordinator.user)
    with pytest.raises(NotAllowed, match="coordinator"):
        set_up_team(organisation("archway-community-services"), by=coordinator.user)


def test_someone_new_opens_nothing_until_she_is_admitted():
    place, coordinator, worker, _recovery = team()
    case, _code = request(place)
    new = hand(member(Role.SPOKE_WORKER, place.organisation, "new@example.org"))
    with pytest.raises(NotAllowed, match="does not open"):
        _story(case, new)
    with pytest.raises(NotAllowed, match="coordinator"):
        admit(place, new.user, by=worker)
    admit(place, new.user, by=coordinator)
    assert _story(case, new) == STORY


def test_a_stranger_is_not_admitted():
    place, coordinator, _worker, _recovery = team()
    stranger = member(Role.SPOKE_WORKER, organisation("archway-community-services"), "s@x.example")
    with pytest.raises(NotAllowed, match="not in your team"):
        admit(place, stranger, by=coordinator)


def test_a_colleague_seals_anew_for_who_lost_her_password():
    place, coordinator, worker, _recovery = team()
    case, _code = request(place)
    make_keyring(worker.user, PASSWORD)
    lost = hand(worker.user)
    with pytest.raises(NotAllowed, match="does not open"):
        _story(case, lost)
    assert {m.user: m.can_open for m in members_of(place)}[worker.user] is False
    admit(place, worker.user, by=coordinator)
    assert _story(case, lost) == STORY


def test_a_changed_key_opens_everything_for_who_is_there():
    place, coordinator, worker, _recovery = team()
    cases = [request(place) for _ in range(3)]
    before = current_key(place)
    rotate_key(place, by=coordinator)
    after = current_key(place)
    assert (after.number, TeamKey.objects.filter(pk=before.pk).exists()) == (2, False)
    assert [_story(case, worker) for case, _ in cases] == [STORY] * 3
    case, code = cases[0]
    assert content(case, "story", person_keys(case, keys_of(code).unwrap)) == STORY
    assert _story(request(place)[0], coordinator) == STORY


def test_who_left_opens_nothing_of_what_is_stored_after_the_change():
    place, coordinator, worker, _recovery = team()
    case, _code = request(place)
    kept = list(team_privates(worker).values())  # what she may have written down
    end_membership(Membership.objects.get(user=worker.user), by=coordinator.user)
    with pytest.raises(NotAllowed):
        _story(case, worker)
    assert has_strangers(place) is True
    rotate_key(place, by=coordinator)
    assert has_strangers(place) is False
    assert KeyShare.objects.filter(user=worker.user).count() == 0
    for wrap in KeyWrap.objects.exclude(team_key=None):
        for private in kept:
            with pytest.raises(Unopened):
                open_sealed(private, bytes(wrap.sealed), about_wrap(case.pk, wrap.kind))


def test_the_printed_key_recovers_a_team_that_nobody_opens():
    place, coordinator, worker, recovery = team()
    case, _code = request(place)
    for person in (coordinator.user, worker.user):
        make_keyring(person, PASSWORD)
    assert place.organisation_id not in ready_teams()
    with pytest.raises(NotAllowed, match="recovery key"):
        rotate_key(place, by=hand(coordinator.user))
    newer = recover_team(place, recovery.lower().replace("-", " "), by=coordinator.user)
    assert _story(case, hand(worker.user)) == STORY
    with pytest.raises(NotAllowed, match="printed last"):
        recover_team(place, recovery, by=coordinator.user)
    assert recover_team(place, newer, by=coordinator.user) != newer


@pytest.mark.parametrize("typed", ["", "AAAA", "not the key at all", "2" * 32])
def test_a_wrong_recovery_key_is_refused_clearly(typed):
    place, coordinator, _worker, _recovery = team()
    with pytest.raises(NotAllowed, match="Check each letter"):
        recover_team(place, typed, by=coordinator.user)
    assert current_key(place).number == 1


def test_a_share_opens_for_its_owner_alone():
    _place, coordinator, worker, _recovery = team()
    share = KeyShare.objects.get(user=worker.user)
    with pytest.raises(Unopened):
        open_sealed(
            coordinator.private,
            bytes(share.sealed),
            about_share(share.team_key, worker.user.pk),
        )


def test_what_was_done_with_keys_is_in_the_log():
    place, coordinator, _worker, _recovery = team()
    rotate_key(place, by=coordinator)
    verbs = [entry.verb for entry in entries_of(f"team:{place.pk}")]
    assert verbs == ["team.set_up", "team.key_rotated"]
    assert Team.objects.count() == 1
