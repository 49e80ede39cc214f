"""How each kind of record is written as plain values, for packs: a table, read both ways."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Model

from upstander.network.models import (
    Community,
    Fact,
    FundingModel,
    Hub,
    Organisation,
    Programme,
    Region,
    Service,
    Spoke,
    Statement,
    Taxonomy,
    Term,
)


class Field(NamedTuple):
    """A field of a record: its attribute, what stands for nothing, and what it refers to."""

    attribute: str
    empty: Any = ""
    refers_to: type[Model] | None = None
    is_many: bool = False
    places: int | None = None


class Kind(NamedTuple):
    """A kind of record: its model, the field that tells one from another, and its fields."""

    name: str
    model: type[Model]
    identity: str
    fields: dict[str, Field]
    fixed: dict[str, Any] = {}
    has_position: bool = False


def _same(*names: str) -> dict[str, Field]:
    return {name: Field(name) for name in names}


KINDS = (
    Kind("region", Region, "key", _same("name"), has_position=True),
    Kind(
        "community",
        Community,
        "key",
        {
            "name": Field("name"),
            "also": Field("also", []),
            "region": Field("region", None, Region),
            "latitude": Field("latitude", places=4),
            "longitude": Field("longitude", places=4),
            "geonames_id": Field("geonames_id", None),
            "part_of": Field("part_of", None, Community),
            "neighbours": Field("neighbours", [], Community, is_many=True),
        },
    ),
    Kind(
        "organisation",
        Organisation,
        "key",
        {
            **_same("name", "short_name", "website", "email", "phone", "remark"),
            "since": Field("since", None),
            "community": Field("seat", None, Community),
            "indigenous_governed": Field("is_indigenous_governed", False),
            "languages": Field("languages", []),
            "sources": Field("sources", []),
        },
    ),
    Kind("hub", Hub, "organisation", {"starts_on": Field("starts_on")}),
    Kind(
        "spoke",
        Spoke,
        "organisation",
        {
            **_same("kind", "starts_on", "remark"),
            "ends_on": Field("ends_on", None),
            "region": Field("region", None, Region),
            "communities": Field("communities", [], Community, is_many=True),
            "partners": Field("partners", [], Organisation, is_many=True),
        },
    ),
    Kind(
        "programme",
        Programme,
        "id",
        {
            **_same("name", "funder", "launched", "currency", "notice", "leave_to"),
            **_same("source_language", "outline"),
            **_same("holidays"),
            "stated_annual_budget": Field("stated_annual_budget", None, places=2),
            "answer_within": Field("answer_within", 2),
            "keep_closed": Field("keep_closed", 180),
            "keep_decided": Field("keep_decided", 365),
            "sources": Field("sources", []),
        },
    ),
    Kind(
        "funding_model",
        FundingModel,
        "kind",
        {
            **_same("currency", "per"),
            "annual_maximum": Field("annual_maximum", places=2),
            "minimum_communities": Field("minimum_communities", 1),
            "neighbours_required": Field("are_neighbours_required", False),
        },
    ),
    *(
        Kind(
            name,
            Statement,
            "key",
            {
                **_same("text", "on", "source"),
                "amount": Field("amount", None, places=2),
                "organisations": Field("count", None),
            },
            {"kind": name},
            has_position=True,
        )
        for name in ("criterion", "duty", "activity", "milestone", "announced_total")
    ),
    Kind("taxonomy", Taxonomy, "key", _same("name", "question"), has_position=True),
    Kind(
        "term",
        Term,
        "key",
        {**_same("name"), "parent": Field("parent", None, Term)},
        has_position=True,
    ),
    Kind(
        "service",
        Service,
        "key",
        {
            **_same("name", "purpose", "phone", "phone_note", "phone_2", "phone_2_note"),
            **_same("text_number", "text_note", "website", "email", "hours", "languages"),
            **_same("cost", "limits", "first_steps", "source", "source_date", "mark", "checked"),
            "topics": Field("topics", []),
            "on_every_page": Field("is_on_every_page", False),
        },
        has_position=True,
    ),
    Kind(
        "fact",
        Fact,
        "key",
        {
            **_same("text", "source", "source_date", "mark", "checked", "remark"),
            "areas": Field("areas", []),
        },
        has_position=True,
    ),
)


def plain(value: Any, field: Field) -> Any:
    """A value as it is compared: decimals with fixed places, dates in ISO form."""
    if value in (None, ""):
        return field.empty
    if field.places is not None:
        return f"{Decimal(str(value)):.{field.places}f}"
    return value.isoformat() if hasattr(value, "isoformat") else value
