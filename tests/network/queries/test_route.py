"""To whom a person in each community turns, against a search written a second time."""

from collections import Counter
from datetime import date, timedelta
from math import atan2, cos, hypot, radians, sin

import pytest
from django.utils import timezone

from upstander.network.models import Community, Hub, Organisation, Region, Spoke
from upstander.network.queries.place import hub_today, open_spokes, regions, route_for

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def _apart(a: Community, b: Community) -> float:
    """Kilometres by Vincenty's formula on a sphere: not the formula of the product."""
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(c.latitude), radians(c.longitude)) for c in (a, b))
    turn = lon_b - lon_a
    across = cos(lat_b) * sin(turn)
    along = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(turn)
    dot = sin(lat_a) * sin(lat_b) + cos(lat_a) * cos(lat_b) * cos(turn)
    return 6371.0088 * atan2(hypot(across, along), dot)


def _expected(community: Community, served: dict[int, Spoke], places: dict) -> tuple:
    for pk in (community.pk, community.part_of_id):
        if pk in served:
            return ("own", served[pk].organisation.key, places[pk].key, 0)
    near = sorted(
        (_apart(community, places[pk]), pk)
        for pk, spoke in served.items()
        if spoke.region_id == community.region_id
    )
    if not near:
        seat = hub_today().organisation.seat
        return ("hub", None, seat.key, round(_apart(community, seat)))
    distance, pk = near[0]
    return ("near", served[pk].organisation.key, places[pk].key, round(distance))


def _routed(community: Community) -> tuple:
    route = route_for(community)
    spoke = route.spoke.organisation.key if route.spoke else None
    return (route.kind, spoke, route.served.key if route.served else None, route.kilometres)


def _everywhere() -> dict[str, tuple]:
    return {c.key: _routed(c) for c in Community.objects.select_related("region")}


def test_every_community_is_led_where_a_second_search_leads() -> None:
    served = {c.pk: s for s in open_spokes() for c in s.communities.all()}
    places = {c.pk: c for c in Community.objects.all()}
    expected = {c.key: _expected(c, served, places) for c in places.values()}
    assert _everywhere() == expected


def test_the_network_of_the_announcement_is_whole() -> None:
    kinds = Counter(kind for kind, *_ in _everywhere().values())
    own = Community.objects.filter(spokes__isnull=False).distinct()
    parts = Community.objects.filter(part_of__in=own)
    assert (Community.objects.count(), own.count()) == (248, 40)
    assert kinds == {"own": 40 + parts.count(), "near": 208 - parts.count()}


def test_fort_st_john_is_served_by_dawson_creek() -> None:
    found = _routed(Community.objects.get(key="fort-st-john"))
    assert found == ("own", "dawson-creek-literacy-society", "fort-st-john", 0)


def test_a_part_of_a_served_community_has_its_spoke() -> None:
    courtenay = Community.objects.get(key="courtenay")
    society = "community-justice-centre-for-the-comox-valley-society"
    assert _routed(courtenay) == ("own", society, "comox-valley", 0)


def _lonely() -> Community:
    region = Region.objects.create(key="far", name="Far", position=99)
    return Community.objects.create(
        key="lonely", name="Lonely", region=region, latitude="55.7", longitude="-121.6"
    )


def test_a_region_without_spoke_is_led_to_the_hub_though_a_spoke_is_near() -> None:
    lonely, hub = _lonely(), hub_today()
    seat = Community.objects.get(key="victoria")
    far = round(_apart(Community.objects.get(key="lonely"), seat))
    assert tuple(route_for(lonely)) == ("hub", None, hub, seat, far)


def test_how_far_a_hub_without_a_seat_is_nobody_says() -> None:
    lonely, hub = _lonely(), hub_today()
    Organisation.objects.filter(pk=hub.organisation_id).update(seat=None)
    assert tuple(route_for(lonely)) == ("hub", None, hub, None, None)


def test_without_spoke_and_hub_there_is_none() -> None:
    Hub.objects.update(ends_on=timezone.localdate() - DAY)
    assert tuple(route_for(_lonely())) == ("none", None, None, None, None)


@pytest.mark.parametrize(
    ("starts", "ends", "kind"),
    [(0, None, "own"), (0, 0, "own"), (-9, 1, "own"), (1, None, "near"), (-9, -1, "near")],
)
def test_only_a_term_that_runs_today_counts(starts, ends, kind) -> None:
    today = timezone.localdate()
    spoke = Spoke.objects.filter(organisation__key="dawson-creek-literacy-society")
    spoke.update(
        starts_on=today + starts * DAY, ends_on=None if ends is None else today + ends * DAY
    )
    assert route_for(Community.objects.get(key="fort-st-john")).kind == kind


def test_when_the_own_term_has_ended_the_nearest_other_is_shown() -> None:
    Spoke.objects.filter(organisation__key="dawson-creek-literacy-society").update(
        ends_on=timezone.localdate() - DAY
    )
    found = _routed(Community.objects.get(key="fort-st-john"))
    assert found[:3] == ("near", "saulteau-first-nations", "chetwynd")


def test_the_hub_of_today_is_not_one_that_ended_or_is_to_come() -> None:
    today = timezone.localdate()
    now = hub_today()
    other = Organisation.objects.create(key="other", name="Other")
    Hub.objects.create(organisation=other, starts_on=date(2000, 1, 1), ends_on=today - DAY)
    Hub.objects.create(organisation=other, starts_on=today + DAY, ends_on=today + 9 * DAY)
    assert hub_today() == now


def test_equally_near_spokes_are_told_apart_the_same_way_each_time() -> None:
    region = Region.objects.create(key="line", name="Line", position=98)
    west, here, east = (
        Community.objects.create(key=f"p{n}", name=f"P{n}", region=region, latitude=50, longitude=n)
        for n in (-121, -120, -119)
    )
    for place in (east, west):
        body = Organisation.objects.create(key=f"at-{place.key}", name=place.name)
        spoke = Spoke.objects.create(
            organisation=body, region=region, kind="community", starts_on=date(2020, 1, 1)
        )
        spoke.communities.add(place)
    assert {_routed(here)[1] for _ in range(3)} == {"at-p-119"}


def test_finding_the_way_takes_few_queries(django_assert_max_num_queries) -> None:
    community = Community.objects.get(key="atlin")
    with django_assert_max_num_queries(4):
        route_for(community)


def test_regions_come_in_order_with_their_communities_by_name() -> None:
    listed = list(regions())
    assert [r.position for r in listed] == sorted(r.position for r in listed)
    for region in listed:
        names = [c.name for c in region.communities.all()]
        assert names == list(region.communities.order_by("name").values_list("name", flat=True))
