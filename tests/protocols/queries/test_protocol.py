"""Who sees which protocols, and what of them."""

import pytest

from tests.accounts.people import hub, member
from tests.protocols.protocol_made import (
    a_coordinator,
    a_spoke,
    a_worker,
    in_consultation,
    places_of,
    put_in_force,
)
from upstander.network.interface import release, withdraw_release
from upstander.network.states import Audience, Role
from upstander.protocols.actions.protocol import start_next_version
from upstander.protocols.models import Version
from upstander.protocols.queries import protocol as queries
from upstander.protocols.queries.content import content_of
from upstander.protocols.queries.editing import copied, editable

pytestmark = pytest.mark.django_db


def _titles(rows):
    return {row.title for row in rows}


def test_each_sees_what_is_hers_and_the_hub_what_is_shown_to_it():
    plain, governed = a_spoke(), a_spoke(1, is_governed=True)
    worker, lead = a_worker(plain), a_coordinator(governed)
    in_consultation(worker, plain, "Plain")
    planted = in_consultation(lead, governed, "Planted")
    staff, officer = member(Role.HUB_STAFF, hub()), member(Role.FUNDER_OFFICER, hub())
    people = (worker, lead, staff, officer)

    def seen():
        return [_titles(queries.visible_to(user)) for user in people]

    assert seen() == [{"Plain"}, {"Planted"}, {"Plain"}, set()]
    for audience in (Audience.FUNDER, Audience.PUBLIC):
        release(governed, f"protocol:{planted.protocol_id}", audience, by=lead)
    assert seen()[2] == {"Plain"}
    given = release(governed, f"protocol:{planted.protocol_id}", Audience.HUB, by=lead)
    assert seen() == [{"Plain"}, {"Planted"}, {"Plain", "Planted"}, set()]
    withdraw_release(given, by=lead)
    assert seen()[2] == {"Plain"}
    Version.objects.update(state="draft")
    assert seen() == [{"Plain"}, {"Planted"}, set(), set()]
    assert [_titles(queries.own_protocols(user)) for user in people] == [
        {"Plain"}, {"Planted"}, set(), set(),
    ]  # fmt: skip
    assert [queries.own_versions(user).count() for user in people] == [1, 1, 0, 0]


def test_lists_take_the_same_queries_for_one_and_for_many(django_assert_num_queries):
    organisation = a_spoke()
    worker, staff = a_worker(organisation), member(Role.HUB_STAFF, hub())

    def read(user):
        return [
            (row.organisation.name, [p.name for p in row.communities.all()],
             [v.state for v in row.versions.all()])
            for row in queries.visible_to(user)
        ]  # fmt: skip

    for number in range(4):
        in_consultation(worker, organisation, f"Number {number}")
        if number in (0, 3):
            with django_assert_num_queries(6):
                read(worker)
            with django_assert_num_queries(6):
                read(staff)
    version = Version.objects.first()
    with django_assert_num_queries(6):
        queries.whole(version)


def test_the_version_that_holds_is_known_and_the_next_one_begins_with_its_words():
    organisation = a_spoke()
    by = a_worker(organisation)
    version = in_consultation(by, organisation)
    protocol = version.protocol
    assert queries.holding_version(protocol) is None
    put_in_force(version)
    assert queries.holding_version(protocol) == version
    following = start_next_version(protocol, by=by)
    assert (following.number, following.state) == (2, "draft")
    assert content_of(following) == content_of(version)
    assert copied(editable(following)) == copied(editable(version))  # contacts too
    put_in_force(following)
    assert queries.holding_version(protocol) == following


def test_communities_are_those_of_the_open_term():
    organisation = a_spoke()
    assert queries.served_by(organisation) == places_of(organisation)
    assert queries.served_by(hub()) == []
