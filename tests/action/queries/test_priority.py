"""What anyone may read of the priorities of a community."""

import pytest

from tests.accounts.people import spoke
from tests.action.priority_made import an_agreed_priority, coordinator, words
from upstander.action.actions.priority import change_priority, gather_priority
from upstander.action.interface import public_priorities
from upstander.action.models import Priority
from upstander.action.queries.priority import communities_of, priorities_visible_to
from upstander.network.interface import open_spokes
from upstander.network.models import Community, Spoke

pytestmark = pytest.mark.django_db


def _serves(number):
    """A term of our own spoke in two communities, and one that it does not serve."""
    region = open_spokes().first().region
    term = Spoke.objects.create(
        organisation=spoke(number), region=region, kind="community", starts_on="2020-01-01"
    )
    served = list(Community.objects.order_by("name")[:2])
    for place in served:
        term.service_area.create(community=place)
    return served, Community.objects.exclude(pk__in=[p.pk for p in served]).last()


def test_priorities_stand_by_their_titles():
    by = coordinator(7)
    for title in ("School", "Buses", "Work", "Housing"):
        an_agreed_priority(by, spoke(7), title=title)
    found = [row.title for row in public_priorities(organisation=spoke(7))]
    assert found == ["Buses", "Housing", "School", "Work"]


def test_a_priority_is_shown_where_it_is_for():
    by = coordinator(7)
    (here, there), far = _serves(7)
    everywhere = an_agreed_priority(by, spoke(7), title="Everywhere")
    local = an_agreed_priority(by, spoke(7), title="Here", communities=[here, far])
    assert [p.title for p in public_priorities(community=here)] == ["Everywhere", "Here"]
    assert [p.title for p in public_priorities(community=there)] == ["Everywhere"]
    assert public_priorities(community=far) == []  # not served, so not taken
    assert list(local.communities.all()) == [here]
    assert everywhere.is_systemic
    assert communities_of(spoke(7)) == sorted([here, there], key=lambda place: place.name)


def test_the_form_offers_what_is_served_and_a_change_is_kept(client):
    by = coordinator(7)
    (here, _there), _far = _serves(7)
    values = {"title": "T", "words": "", "addresses": "everyone", "institution": ""}
    row = gather_priority(spoke(7), {**values, "communities": []}, by=by)
    change_priority(row, {**values, "communities": [here]}, seen=0, by=by)
    assert list(Priority.objects.get().communities.all()) == [here]
    assert not Priority.objects.get().is_systemic
    assert list(priorities_visible_to(by)) == [row]


def test_the_same_words_for_other_communities_are_another_priority():
    by, (served, _far) = coordinator(7), _serves(7)
    wishes = [words(communities=chosen) for chosen in ([], served[:1], served)]
    made = [gather_priority(spoke(7), wish, by=by) for wish in wishes]
    assert [set(row.communities.all()) for row in made] == [set(), {served[0]}, set(served)]
    assert [gather_priority(spoke(7), wish, by=by) for wish in wishes] == made
