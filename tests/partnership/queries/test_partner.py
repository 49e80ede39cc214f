"""Who is a partner on a day, and who may see it: planted rows do not leak."""

from datetime import date, timedelta

import pytest

from tests.accounts.people import hub, member, spoke
from tests.network.release_made import governed
from tests.partnership.partner_made import BEGAN, a_partner, a_seat
from upstander.network.interface import Audience, Role, communities, regions, release
from upstander.network.models import Spoke
from upstander.partnership.interface import (
    PartnerKind,
    committee_of,
    kinds_missing,
    may_be_named,
    named_in_public,
    partners_of,
    partners_visible_to,
    public_partners,
)
from upstander.partnership.models import Partner
from upstander.partnership.queries.partner import own_partners
from upstander.partnership.queries.seat import own_seats

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
TERMS = [
    (TODAY, None, True),
    (TODAY + DAY, None, False),
    (BEGAN, TODAY + DAY, True),
    (BEGAN, TODAY, False),
    (BEGAN, TODAY - DAY, False),
]


@pytest.mark.parametrize(("starts_on", "ends_on", "expected"), TERMS)
def test_who_is_a_partner_and_who_sits_in_the_committee_on_a_day(starts_on, ends_on, expected):
    partner = a_partner(starts_on=starts_on, ends_on=ends_on)
    seat = a_seat(starts_on=starts_on, ends_on=ends_on)
    a_partner(organisation=spoke(1), name="Elsewhere")
    a_seat(organisation=spoke(1))
    assert list(partners_of(spoke(), TODAY)) == ([partner] if expected else [])
    assert list(committee_of(spoke(), TODAY)) == ([seat] if expected else [])


def _planted():
    """One of a spoke, one that is kept, and two that are shown to the hub or to the funder."""
    house = governed()
    signer = member(Role.SPOKE_COORDINATOR, house, "signer@example.org")
    kept = {
        name: a_partner(organisation=house, name=name, kind="nation", is_named_in_public=True)
        for name in ("Kept", "Hub", "Funder", "Public")
    }
    for audience in Audience:
        partner = kept[audience.name.capitalize()]
        release(house, f"partner:{partner.pk}", audience, by=signer)
    return signer, kept


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.HUB_STAFF, {"Open", "Hub"}),
        (Role.HUB_COORDINATOR, {"Open", "Hub"}),
        (Role.FUNDER_OFFICER, {"Open", "Funder"}),
        (Role.EDITOR, set()),
        (Role.AUDITOR, set()),
        (Role.ADMINISTRATOR, set()),
        (Role.REVIEWER, set()),
    ],
)
def test_what_was_not_released_is_seen_by_its_own_people_alone(role, expected):
    signer, _kept = _planted()
    a_partner(name="Open")
    names = {partner.name for partner in partners_visible_to(member(role, hub()))}
    assert names == expected
    own = {partner.name for partner in partners_visible_to(signer)}
    assert own == {"Kept", "Hub", "Funder", "Public"}


def test_a_spoke_sees_its_own_and_no_other():
    a_partner(organisation=spoke(1), name="Elsewhere")
    a_seat(organisation=spoke(1))
    partner, seat = a_partner(), a_seat()
    worker = member(Role.SPOKE_WORKER, spoke())
    assert list(partners_visible_to(worker)) == [partner]
    assert list(own_partners(worker)) == [partner]
    assert list(own_seats(worker)) == [seat]


def test_hub_and_funder_see_nothing_of_agreements_and_people_of_others():
    a_partner()
    a_seat()
    for role in (Role.HUB_COORDINATOR, Role.FUNDER_OFFICER):
        user = member(role, hub())
        assert list(own_partners(user)) == []
        assert list(own_seats(user)) == []


def test_only_who_agreed_is_named_and_of_governed_ones_only_what_was_released():
    _signer, kept = _planted()
    silent, open_ = a_partner(name="Silent"), a_partner(name="Open", is_named_in_public=True)
    expected = {kept["Public"], open_}
    assert set(named_in_public(Partner.objects.all())) == expected
    assert {partner for partner in Partner.objects.all() if may_be_named(partner)} == expected
    assert set(public_partners(TODAY)) == expected
    assert list(public_partners(TODAY, organisation=silent.organisation)) == [open_]
    kept["Public"].is_named_in_public = False
    assert not may_be_named(kept["Public"])


def test_in_a_community_counts_who_is_there_and_who_works_everywhere():
    here, there, *_rest = communities()
    spoke_ = Spoke.objects.create(
        organisation=spoke(), region=regions()[0], kind="regional", starts_on=BEGAN
    )
    spoke_.communities.set([here, there])
    found = [
        a_partner(name="Here", is_named_in_public=True, communities=[here, there]),
        a_partner(name="Wide", is_named_in_public=True),
    ]
    a_partner(name="There", is_named_in_public=True, communities=[there])
    a_partner(name="Wide elsewhere", is_named_in_public=True, organisation=spoke(1))
    a_partner(name="Gone", is_named_in_public=True, communities=[here], ends_on=TODAY)
    a_partner(name="Silent", communities=[here])
    assert list(public_partners(TODAY, community=here)) == found


def test_kinds_that_are_not_there_yet():
    missing = kinds_missing([Partner(kind="school"), Partner(kind="police")])
    there = {PartnerKind.SCHOOL, PartnerKind.POLICE, PartnerKind.OTHER}
    assert missing == [kind for kind in PartnerKind if kind not in there]


def test_lists_ask_a_constant_number_of_queries(django_assert_num_queries):
    places = list(communities()[:2])
    for number in range(4):
        a_partner(name=f"School {number}", communities=places, organisation=spoke(number))
        a_seat(partner=Partner.objects.last())
    staff = member(Role.HUB_STAFF, hub())
    with django_assert_num_queries(4):  # memberships, hub, partners, communities
        rows = partners_visible_to(staff)
        assert len([(str(row.organisation), list(row.communities.all())) for row in rows]) == 4
    house = spoke()
    with django_assert_num_queries(1):
        assert len([(seat.partner.name, seat.user) for seat in committee_of(house, TODAY)]) == 4
