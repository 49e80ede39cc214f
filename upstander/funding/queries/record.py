"""Rounds that were announced as plain values, for comparing them with a pack."""

from typing import Any

from django.db.models import Model, QuerySet

from upstander.funding.models import Award
from upstander.funding.shapes import KINDS, PARTNERS, PLACES, SCOPED
from upstander.network.interface import Kind, plain

NAMED_BY_KEY = ("call", "organisation", "kind")
ALONG = {"call_kind": ("call",), "envelope": ("call", "region"), "award": NAMED_BY_KEY}


def all_kinds() -> tuple[Kind, ...]:
    """The kinds of records that a pack may hold, each after those that it refers to."""
    return KINDS


def records(kind: Kind) -> QuerySet[Any]:
    """Every record of a kind that a pack could have written."""
    rows = kind.model._default_manager.filter(**kind.fixed)
    if kind.name == "award":
        rows = rows.prefetch_related("places__community", "partners")
    along = ALONG.get(kind.name, ())
    return rows.select_related(*along) if along else rows


def identity(kind: Kind, row: Any) -> str:
    """By what a pack knows this record: a kind of award and an envelope below their call."""
    own = getattr(row, kind.identity)
    named = own.key if isinstance(own, Model) else own  # type: ignore[attr-defined]
    return f"{row.call.key}/{named}" if kind.name in SCOPED else str(named)


def snapshot(kind: Kind) -> dict[str, dict[str, Any]]:
    """Every record of a kind as plain values, by identity; amounts as texts with two places."""
    return {identity(kind, row): _values(kind, row) for row in records(kind)}


def _values(kind: Kind, row: Any) -> dict[str, Any]:
    return {name: _value(row, name, field) for name, field in kind.fields.items()}


def _value(row: Any, name: str, field: Any) -> Any:
    if isinstance(row, Award):
        if name == PLACES:
            return sorted(place.community.key for place in row.places.all())
        if name == PARTNERS:
            return sorted(partner.key for partner in row.partners.all())
        if name in NAMED_BY_KEY:
            return getattr(row, name).key
    return plain(getattr(row, field.attribute), field)
