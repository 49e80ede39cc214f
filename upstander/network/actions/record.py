"""Writing records from plain values, as a pack gives them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from upstander.network.models import Organisation, PackRecord, Taxonomy, Wording
from upstander.network.queries.record import identity, records
from upstander.network.shapes import Field, Kind

Values = Mapping[str, Any]


def write_records(kind: Kind, rows: Mapping[str, Values], positions: Mapping[str, int]) -> None:
    """Make or change the records `rows`, by identity; inside the caller's transaction."""
    existing = {identity(kind, row): row for row in records(kind)}
    references = _references(kind)
    late: list[tuple[Model, Values]] = []
    for key, values in rows.items():
        row: Any = existing.get(key) or _new(kind, key)
        for name, field in kind.fields.items():
            if not field.is_many and field.refers_to is not kind.model:
                setattr(row, field.attribute, _value(values[name], field, references))
        if kind.has_position:
            row.position = positions[key]
        row.save()
        late.append((row, values))
    _tie(kind, late)


def _new(kind: Kind, key: str) -> Model:
    if kind.identity == "organisation":
        return kind.model(organisation=Organisation.objects.get(key=key))
    if kind.name == "term":
        taxonomy, _, own = key.partition("/")
        return kind.model(taxonomy=Taxonomy.objects.get(key=taxonomy), key=own)
    return kind.model(**kind.fixed, **{kind.identity: key})


def _references(kind: Kind) -> dict[type[Model], dict[str, Model]]:
    models = {f.refers_to for f in kind.fields.values() if f.refers_to and not f.is_many}
    return {m: {o.key: o for o in m._default_manager.all()} for m in models - {kind.model}}  # type: ignore[attr-defined]


def _value(value: Any, field: Field, references: dict[type[Model], dict[str, Model]]) -> Any:
    if field.refers_to:
        return _referred(field.refers_to, value, references) if value else None
    if field.places is not None:
        return Decimal(str(value)) if value not in (None, "") else None
    if field.attribute in ("starts_on", "ends_on"):
        return date.fromisoformat(value) if value else None
    return value


def _referred(
    model: type[Model], key: str, references: dict[type[Model], dict[str, Model]]
) -> Model:
    if key not in references[model]:
        raise ObjectDoesNotExist(f"the {model._meta.verbose_name} {key!r} is no longer there")
    return references[model][key]


def _tie(kind: Kind, rows: list[tuple[Model, Values]]) -> None:
    """References among records of one kind, and many-to-many ones, once all rows are there."""
    for name, field in kind.fields.items():
        if not (field.refers_to and (field.is_many or field.refers_to is kind.model)):
            continue
        found = field.refers_to._default_manager
        for row, values in rows:
            if field.is_many:
                _set_many(getattr(row, field.attribute), found, values[name])
            elif values[name] or getattr(row, field.attribute):
                scope = {"taxonomy": row.taxonomy} if kind.name == "term" else {}  # type: ignore[attr-defined]
                other = found.get(key=values[name], **scope) if values[name] else None
                setattr(row, field.attribute, other)
                row.save(update_fields=[field.attribute])


def _set_many(related: Any, found: Any, keys: list[str]) -> None:
    if keys or related.exists():
        related.set(found.filter(key__in=keys))


def write_wordings(rows: Mapping[str, Values]) -> None:
    """Make or change wordings, by `language/key`; inside the caller's transaction."""
    new = []
    for identity_, values in rows.items():
        language, _, key = identity_.partition("/")
        new.append(Wording(language=language, key=key, **values))
    Wording.objects.bulk_create(
        new,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["language", "key"],
        update_fields=["text", "source_digest", "state"],
    )


def remember(fingerprints: Mapping[str, str]) -> None:
    """Note what the pack wrote, by `kind:identity`, so that later edits of staff are known."""
    PackRecord.objects.bulk_create(
        [PackRecord(key=key, fingerprint=print_) for key, print_ in fingerprints.items()],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["fingerprint"],
    )


def remembered() -> dict[str, str]:
    """What the pack wrote last time, by `kind:identity`."""
    return dict(PackRecord.objects.values_list("key", "fingerprint"))
