"""How a round that was announced is written as plain values, for packs: a table, read both ways.

Only what is published: calls that are made at the desk are no pack's, and no pack writes them.
"""

from upstander.funding.models import Award, AwardKind, Call, Envelope, Publisher
from upstander.funding.states import AwardState, CallState
from upstander.network.interface import Field, Kind


def _same(*names: str) -> dict[str, Field]:
    return {name: Field(name) for name in names}


def _money(*names: str) -> dict[str, Field]:
    return {name: Field(name, None, places=2) for name in names}


def _days(*names: str) -> dict[str, Field]:
    return {name: Field(name, None) for name in names}


# By what a row is known to a pack: a kind of award and an envelope below their call.
SCOPED = ("call_kind", "envelope")
# Written as lists of keys: the places of an award have rows of their own, its partners have not.
PLACES, PARTNERS = "communities", "partners"

KINDS = (
    Kind(
        "publisher",
        Publisher,
        "id",
        _same("prefix", "name", "funder_id", "country", "license", "attribution"),
    ),
    Kind(
        "call",
        Call,
        "key",
        {
            **_same("title", "summary", "language", "year", "currency", "time_zone"),
            **_money("budget"),
            **_days("announced_on", "starts_on", "ends_on"),
            "sources": Field("sources", []),
        },
        {"state": CallState.PUBLISHED},
    ),
    Kind(
        "call_kind",
        AwardKind,
        "key",
        {
            **_same("name", "summary"),
            **_money("most_per_community", "most_per_award"),
            "least_communities": Field("least_communities", 1),
            "most_communities": Field("most_communities", None),
            "neighbours_required": Field("are_neighbours_required", False),
            "least_partners": Field("least_partners", 0),
        },
        {"call__state": CallState.PUBLISHED},
        has_position=True,
    ),
    Kind(
        "envelope",
        Envelope,
        "region",
        {"floor": Field("floor", "0.00", places=2), **_money("ceiling")},
        {"call__state": CallState.PUBLISHED},
    ),
    Kind(
        "award",
        Award,
        "reference",
        {
            **_same("call", "organisation", "kind", "title", "description", "basis", "override"),
            **_money("amount"),
            **_days("awarded_on", "starts_on", "ends_on"),
            PLACES: Field(PLACES, [], is_many=True),
            PARTNERS: Field(PARTNERS, [], is_many=True),
            "sources": Field("sources", []),
        },
        {"state": AwardState.RECORDED},
    ),
)
