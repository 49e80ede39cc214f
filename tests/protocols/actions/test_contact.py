"""Whom to call by a version is forgotten a year after it is over."""

import json
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.protocols.protocol_made import (
    CONTACT,
    a_coordinator,
    a_spoke,
    a_whole_draft,
    put_in_force,
)
from upstander.audit.interface import entries_of
from upstander.protocols.actions.contact import clear_old_contacts
from upstander.protocols.actions.protocol import start_next_version
from upstander.protocols.actions.version import give_up_version
from upstander.protocols.models import DutyContact, Version
from upstander.protocols.queries.content import content_of
from upstander.protocols.states import VersionState

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def version():
    organisation = a_spoke()
    return a_whole_draft(a_coordinator(organisation), organisation)


def cleared(version):
    return [
        json.loads(entry.body)["facts"]
        for entry in entries_of(f"protocol:{version.protocol_id}")
        if entry.verb == "protocol.contacts_cleared"
    ]


@pytest.mark.parametrize("state", list(VersionState))
def test_only_contacts_of_what_is_over_for_a_year_go(version, state):
    today = timezone.localdate()
    words = content_of(version)
    Version.objects.filter(pk=version.pk).update(
        state=state, in_force_on=today - 2 * YEAR, ended_on=today - YEAR
    )
    is_over = state in (VersionState.SUPERSEDED, VersionState.WITHDRAWN)
    assert clear_old_contacts(timezone.now() - timedelta(days=1)) == 0
    assert DutyContact.objects.get().name == CONTACT["name"]
    assert clear_old_contacts(timezone.now()) == int(is_over)
    assert DutyContact.objects.count() == int(not is_over)
    assert clear_old_contacts(timezone.now()) == 0
    assert cleared(version) == [{"number": 1}] * is_over
    assert content_of(Version.objects.get(pk=version.pk)) == words


def test_what_is_given_up_keeps_them_a_year_also_where_no_day_was_kept(version):
    give_up_version(version, by=version.made_by)
    version.refresh_from_db()
    assert version.ended_on == timezone.localdate()
    Version.objects.filter(pk=version.pk).update(ended_on=None)
    assert clear_old_contacts(timezone.now()) == 0
    version.refresh_from_db()
    assert version.ended_on == timezone.localdate()
    assert clear_old_contacts(timezone.now() + YEAR) == 1


def test_the_version_that_follows_keeps_its_own(version):
    put_in_force(version)
    following = start_next_version(version.protocol, by=version.made_by)
    put_in_force(following)
    assert clear_old_contacts(timezone.now() + YEAR) == 1
    assert [row.duty.of for row in DutyContact.objects.all()] == [following]


def test_the_clock_runs_as_a_command(version):
    ended = timezone.localdate() - YEAR
    Version.objects.filter(pk=version.pk).update(
        state=VersionState.SUPERSEDED, in_force_on=ended, ended_on=ended
    )
    call_command("keep_protocol_times", turns=1)
    assert not DutyContact.objects.exists()


def test_the_clock_forgets_by_the_day_of_the_installation(version, settings):
    settings.TIME_ZONE = "America/Vancouver"
    day = datetime(2026, 5, 1, tzinfo=timezone.get_fixed_timezone(0))
    Version.objects.filter(pk=version.pk).update(
        state=VersionState.SUPERSEDED, in_force_on=day.date() - YEAR, ended_on=day.date() - YEAR
    )
    assert clear_old_contacts(day + timedelta(hours=3)) == 0  # there it is still the day before
    assert clear_old_contacts(day + timedelta(hours=20)) == 1
