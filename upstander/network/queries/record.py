"""Records as plain values, for comparing them with a pack."""

from typing import Any

from django.db.models import Model, QuerySet

from upstander.network.models import Hub, Spoke, Term, Wording
from upstander.network.shapes import KINDS, Kind, plain


def identity(kind: Kind, row: Model) -> str:
    """By what a pack knows this record: `term` below its taxonomy, a spoke by who holds it."""
    if isinstance(row, Term):
        return f"{row.taxonomy.key}/{row.key}"
    found = getattr(row, kind.identity)
    return str(found.key if isinstance(found, Model) and hasattr(found, "key") else found)


def records(kind: Kind) -> QuerySet[Any]:
    """Every record of a kind; the hub of today, and of several terms of a spoke the newest last."""
    rows = kind.model._default_manager.filter(**kind.fixed)
    if kind.model is Hub:
        return rows.filter(ends_on=None)
    return rows.order_by("starts_on", "pk") if kind.model is Spoke else rows


def snapshot(kind: Kind) -> dict[str, dict[str, Any]]:
    """Every record of a kind as plain values, by identity."""
    rows = records(kind)
    single = [f.attribute for f in kind.fields.values() if f.refers_to and not f.is_many]
    many = [f.attribute for f in kind.fields.values() if f.is_many]
    if kind.identity in ("organisation",):
        single.append(kind.identity)
    if kind.model is Term:
        single.append("taxonomy")
    rows = rows.select_related(*single) if single else rows
    return {identity(kind, row): _values(kind, row) for row in rows.prefetch_related(*many)}


def _values(kind: Kind, row: Model) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, field in kind.fields.items():
        found = getattr(row, field.attribute)
        if field.is_many:
            values[name] = sorted(other.key for other in found.all())
        elif field.refers_to:
            values[name] = found.key if found else field.empty
        else:
            values[name] = plain(found, field)
    return values


def wording_snapshot() -> dict[str, dict[str, Any]]:
    """Every wording as plain values, by `language/key`."""
    rows = Wording.objects.values_list("language", "key", "text", "source_digest", "state")
    return {
        f"{language}/{key}": {"text": text, "source_digest": digest, "state": state}
        for language, key, text, digest, state in rows
    }


def all_kinds() -> tuple[Kind, ...]:
    """The kinds of records, each after those that it refers to."""
    return KINDS
