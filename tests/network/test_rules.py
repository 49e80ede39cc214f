"""Distances, neighbours, what a spoke may serve, and when a term runs."""

from datetime import date
from types import SimpleNamespace

import pytest

from upstander.core.errors import NotAllowed, allowed
from upstander.network.rules import (
    are_connected,
    distance_km,
    is_open,
    may_release,
    may_serve,
)
from upstander.network.states import Role, SpokeKind

VANCOUVER, VICTORIA = (49.2497, -123.1193), (48.4284, -123.3656)
PRINCE_GEORGE, FORT_ST_JOHN = (53.9166, -122.7530), (56.2498, -120.8529)
LONDON, PARIS = (51.5085, -0.1257), (48.8534, 2.3488)
SUVA, APIA = (-18.1416, 178.4415), (-13.8333, -171.7667)  # across the date line

# Great-circle distances by the haversine of an independent source: geodesic tables, ± 0.6 %.
KNOWN = [
    (VANCOUVER, VICTORIA, 93),
    (VANCOUVER, PRINCE_GEORGE, 520),
    (PRINCE_GEORGE, FORT_ST_JOHN, 286),
    (LONDON, PARIS, 344),
    (SUVA, APIA, 1147),
    ((0.0, 0.0), (0.0, 180.0), 20015),
    ((90.0, 0.0), (-90.0, 77.0), 20015),
    ((0.0, 0.0), (0.0, 1.0), 111.2),
]


@pytest.mark.parametrize(("a", "b", "kilometres"), KNOWN)
def test_the_distance_is_the_known_one(a, b, kilometres) -> None:
    assert distance_km(a, b) == pytest.approx(kilometres, rel=0.006)


@pytest.mark.parametrize(("a", "b", "kilometres"), KNOWN)
def test_the_distance_is_the_same_both_ways(a, b, kilometres) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a))


@pytest.mark.parametrize("place", [VANCOUVER, SUVA, (90.0, 0.0), (0.0, 180.0)])
def test_the_distance_to_itself_is_nothing(place) -> None:
    assert distance_km(place, place) == 0


def test_opposite_ends_of_the_earth_are_no_domain_error() -> None:
    for tenth in range(900):
        latitude = tenth / 10
        assert distance_km((latitude, 10.0), (-latitude, -170.0)) == pytest.approx(
            20015.1, rel=1e-4
        )


CHAIN = {"a": ["b"], "b": ["a", "c"], "c": ["b"], "d": ["e"], "e": ["d"], "f": ["f"]}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], True),
        (["a"], True),
        (["a", "b"], True),
        (["b", "a"], True),
        (["a", "b", "c"], True),
        (["c", "a", "b"], True),
        (["a", "a", "b"], True),
        (["a", "c"], False),  # b would join them, but is not in
        (["a", "d"], False),
        (["a", "b", "d", "e"], False),
        (["f"], True),
        (["f", "a"], False),
        (["unknown"], True),
        (["unknown", "a"], False),
    ],
)
def test_keys_are_connected_only_through_one_another(keys, expected) -> None:
    assert are_connected(keys, CHAIN) is expected


MAY_SERVE = [
    (SpokeKind.COMMUNITY, [], "A spoke serves at least one community."),
    (SpokeKind.REGIONAL, [], "A spoke serves at least one community."),
    (SpokeKind.COMMUNITY, ["a"], None),
    (SpokeKind.COMMUNITY, ["a", "b"], None),
    (SpokeKind.COMMUNITY, ["a", "d"], None),
    (SpokeKind.REGIONAL, ["a"], "A regional spoke serves two or more communities."),
    (SpokeKind.REGIONAL, ["a", "a"], "A regional spoke serves two or more communities."),
    (SpokeKind.REGIONAL, ["a", "b"], None),
    (SpokeKind.REGIONAL, ["a", "b", "c"], None),
    (SpokeKind.REGIONAL, ["a", "c"], "The communities of a regional spoke must be neighbours."),
    (SpokeKind.REGIONAL, ["a", "d"], "The communities of a regional spoke must be neighbours."),
]


@pytest.mark.parametrize(("kind", "keys", "refusal"), MAY_SERVE)
def test_a_spoke_may_serve_what_its_kind_allows(kind, keys, refusal) -> None:
    assert allowed(may_serve, kind, keys, CHAIN) is (refusal is None)
    if refusal:
        with pytest.raises(NotAllowed, match=f"^{refusal}$"):
            may_serve(kind, keys, CHAIN)


TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2026, 3, 14), None, True),
        (date(2026, 3, 15), None, True),
        (date(2026, 3, 16), None, False),
        (date(2026, 3, 1), date(2026, 3, 14), False),
        (date(2026, 3, 1), date(2026, 3, 15), True),
        (date(2026, 3, 1), date(2026, 3, 16), True),
        (date(2026, 3, 15), date(2026, 3, 15), True),
        (date(2026, 3, 16), date(2026, 3, 17), False),
    ],
)
def test_a_term_runs_from_its_first_day_to_its_last(starts_on, ends_on, expected) -> None:
    row = SimpleNamespace(starts_on=starts_on, ends_on=ends_on)
    assert is_open(row, TODAY) is expected


SIGNERS = {Role.SPOKE_COORDINATOR, Role.HUB_COORDINATOR}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_governed", [True, False])
@pytest.mark.parametrize("is_here", [True, False])
def test_who_may_release(role, is_governed, is_here) -> None:
    organisation = SimpleNamespace(pk=1, is_indigenous_governed=is_governed)
    mine = [SimpleNamespace(role=role, organisation_id=1 if is_here else 2)]
    assert allowed(may_release, mine, organisation) == (is_governed and is_here and role in SIGNERS)
