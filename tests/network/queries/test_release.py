"""Nothing leaks: what an organisation under Indigenous governance did not release stays hers."""

import pytest
from django.utils import timezone

from tests.accounts.people import hub, member, spoke
from tests.network.release_made import governed, house
from upstander.network.interface import (
    Audience,
    Role,
    audiences_of,
    may_be_seen_by,
    memberships_of,
    release,
    releases_panel,
    shown_to,
    withdraw_release,
)
from upstander.network.queries.release import control_for, history_of, releasers_of
from upstander.network.queries.subject import (
    SUBJECTS,
    page_of,
    subject_record,
    subject_records,
)
from upstander.partnership.models import Partner

pytestmark = pytest.mark.django_db


def _plain_partner():
    return Partner.objects.create(
        organisation=spoke(3), name="Open", kind="school", starts_on="2026-01-05"
    )


@pytest.mark.parametrize("audience", Audience)
def test_a_record_is_hidden_until_it_is_released_to_this_audience(audience):
    here, there, plain = house(), house(8), _plain_partner()
    rows = Partner.objects.order_by("pk")
    assert list(shown_to(audience, "partner", rows)) == [plain]
    release(here.organisation, here.subject, audience, by=here.signer)
    assert set(shown_to(audience, "partner", rows)) == {here.partner, plain}
    for other in set(Audience) - {audience}:
        assert list(shown_to(other, "partner", rows)) == [plain]
    assert may_be_seen_by(audience, here.organisation, here.subject)
    assert not may_be_seen_by(audience, there.organisation, there.subject)
    assert may_be_seen_by(audience, plain.organisation, f"partner:{plain.pk}")


def test_a_release_of_one_kind_shows_no_record_of_another_with_its_number():
    here = house()
    release(here.organisation, f"project:{here.partner.pk}", Audience.HUB, by=here.signer)
    assert list(shown_to(Audience.HUB, "partner", Partner.objects.all())) == []


def test_its_people_see_who_sees_it_and_whoever_signs_may_change_it():
    here = house()
    row = release(here.organisation, here.subject, Audience.HUB, by=here.signer)
    control = control_for(here.worker, here.organisation, here.subject)
    assert [shown.release for shown in control.shown] == [row, None, None]
    assert not control.may_release
    assert control_for(here.signer, here.organisation, here.subject).may_release


def test_nobody_else_sees_who_sees_it():
    here, plain = house(), spoke(3)
    staff = member(Role.HUB_STAFF, hub())
    signer = member(Role.SPOKE_COORDINATOR, plain)
    assert control_for(staff, here.organisation, here.subject) is None
    assert control_for(signer, here.organisation, here.subject) is None
    assert control_for(signer, plain, "partner:1") is None
    assert list(releasers_of(signer)) == []
    assert releases_panel(signer, timezone.now()) is None


def test_all_that_was_released_is_kept_and_read_in_constant_queries(django_assert_num_queries):
    here = house()
    rows = [here.partner]
    rows += [
        Partner.objects.create(
            organisation=here.organisation, name=f"House {n}", kind="nation", starts_on="2026-01-05"
        )
        for n in range(3)
    ]
    given = [
        release(here.organisation, f"partner:{row.pk}", Audience.HUB, by=here.signer)
        for row in rows
    ]
    withdraw_release(given[0], by=here.signer)
    rows[1].delete()
    with django_assert_num_queries(2):
        found = [(row.release, row.record, bool(row.url)) for row in history_of(here.organisation)]
    expected = [
        (given[3], rows[3], True), (given[2], rows[2], True), (given[1], None, False),
        (given[0], rows[0], True),
    ]  # fmt: skip
    assert found == expected


def test_the_home_says_how_many_records_others_see():
    here = house()
    assert [row.note for row in releases_panel(here.worker, timezone.now()).rows] == [
        "Others see none of these records."
    ]
    for audience in Audience:
        release(here.organisation, here.subject, audience, by=here.signer)
    assert [row.note for row in releases_panel(here.worker, timezone.now()).rows] == [
        "1 record is shown to others."
    ]


@pytest.mark.parametrize(
    ("role", "is_at_hub", "expected"),
    [
        (Role.HUB_STAFF, True, {Audience.HUB}),
        (Role.HUB_COORDINATOR, True, {Audience.HUB}),
        (Role.HUB_STAFF, False, set()),
        (Role.EDITOR, True, set()),
        (Role.SPOKE_COORDINATOR, True, set()),
        (Role.FUNDER_OFFICER, True, {Audience.FUNDER}),
        (Role.FUNDER_OFFICER, False, {Audience.FUNDER}),
    ],
)
def test_as_whom_a_person_sees_records_of_others(role, is_at_hub, expected):
    user = member(role, hub() if is_at_hub else spoke(3))
    assert audiences_of(memberships_of(user)) == expected


def test_a_person_may_see_as_hub_and_as_funder():
    mine = [*memberships_of(member(Role.HUB_STAFF, hub()))]
    mine += memberships_of(member(Role.FUNDER_OFFICER, spoke(3)))
    assert audiences_of(mine) == {Audience.HUB, Audience.FUNDER}


def test_a_record_of_a_room_that_is_not_there_is_not_found(monkeypatch):
    monkeypatch.setitem(SUBJECTS, "song", ("Song", "nowhere.Song", "nowhere:song"))
    here = governed()
    assert subject_record("song", 1) is None
    assert subject_record("case", 1) is None
    assert subject_records(["song:1"]) == {}
    assert page_of("song", 1, here.pk) == f"/desk/releases/{here.pk}/"
