"""A record is shown by whoever signs, and taken back; each is written down."""

import json

import pytest

from tests.accounts.people import hub, member, spoke
from tests.network.release_made import house
from upstander.audit.interface import entries_of
from upstander.core.errors import NotAllowed
from upstander.network.interface import Audience, Role, is_released, release, withdraw_release
from upstander.network.models import Release
from upstander.network.queries.release import standing_release

pytestmark = pytest.mark.django_db


def test_it_is_shown_to_one_audience_and_to_no_other():
    here = house()
    release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    assert [is_released(here.subject, audience) for audience in Audience] == [True, False, False]


def test_what_was_taken_back_is_shown_no_more_and_can_be_shown_again():
    here = house()
    row = release(here.organisation, here.subject, Audience.PUBLIC, by=here.signer)
    withdraw_release(row, by=here.signer)
    assert not is_released(here.subject, Audience.PUBLIC)
    release(here.organisation, here.subject, Audience.PUBLIC, by=here.signer)
    assert is_released(here.subject, Audience.PUBLIC)
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_at is None) == (here.signer, False)


def test_a_second_release_changes_nothing():
    here = house()
    first = release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    assert release(here.organisation, here.subject, Audience.HUB, by=here.signer) == first
    assert Release.objects.count() == 1


def test_each_is_written_down_without_names():
    here = house()
    row = release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    withdraw_release(row, by=here.signer)
    found = [
        (entry.verb, json.loads(entry.body)["facts"])
        for entry in entries_of(f"organisation:{here.organisation.pk}")
        if entry.verb.startswith("release.")
    ]
    facts = {"subject": here.subject, "audience": "hub"}
    assert sorted(found) == [("release.given", facts), ("release.withdrawn", facts)]


def test_a_stale_second_withdrawal_is_refused():
    here = house()
    row = release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    withdraw_release(row, by=here.signer)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        withdraw_release(row, by=here.signer)
    with pytest.raises(NotAllowed, match="already been dealt with"):
        standing_release(here.subject, Audience.HUB)


def test_who_does_not_sign_releases_nothing_and_takes_nothing_back():
    here = house()
    officer = member(Role.FUNDER_OFFICER, hub())
    row = release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    for who in (here.worker, officer, house(8).signer):
        with pytest.raises(NotAllowed, match="coordinator"):
            release(here.organisation, here.subject, Audience.PUBLIC, by=who)
        with pytest.raises(NotAllowed, match="coordinator"):
            withdraw_release(row, by=who)
    assert Release.objects.filter(withdrawn_at=None).count() == 1


def test_others_need_no_release():
    plain = spoke(3)
    signer = member(Role.SPOKE_COORDINATOR, plain)
    with pytest.raises(NotAllowed, match="Indigenous-governed"):
        release(plain, "project:1", Audience.HUB, by=signer)


def test_a_kind_of_record_that_cannot_be_released_is_a_fault_of_the_caller():
    here = house()
    with pytest.raises(KeyError):
        release(here.organisation, "case:1", Audience.HUB, by=here.signer)
