"""Writing rounds that were announced from plain values, as a pack gives them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from upstander.funding.models import Award, AwardCommunity, AwardKind, Call
from upstander.funding.queries.record import NAMED_BY_KEY, identity, records
from upstander.funding.shapes import PARTNERS, PLACES, SCOPED
from upstander.network import interface as network
from upstander.network.interface import Field, Kind

Values = Mapping[str, Any]


def write_records(kind: Kind, rows: Mapping[str, Values], positions: Mapping[str, int]) -> None:
    """Make or change the records `rows`, by identity; inside the caller's transaction.

    Raises ObjectDoesNotExist where something that a record names is no longer there.
    """
    if not rows:
        return
    existing = {identity(kind, row): row for row in records(kind)}
    known = _Known()
    for key, values in rows.items():
        row: Any = existing.get(key) or _new(kind, key, known)
        if isinstance(row, Award):
            _write_award(row, values, kind, known)
            continue
        _set(row, values, kind.fields)
        if kind.has_position:
            row.position = positions[key]
        row.save()
        if isinstance(row, Call):  # its awards hold their communities for its year
            Award.objects.filter(call=row).update(year=row.year)
            AwardCommunity.objects.filter(award__call=row).update(year=row.year)


class _Known:
    """What records name by a key, fetched once."""

    def __init__(self) -> None:
        self.call = {call.key: call for call in Call.objects.all()}
        self.kind = {(k.call_id, k.key): k for k in AwardKind.objects.all()}
        self.region = {region.key: region for region in network.regions()}
        self.place = {place.key: place for place in network.communities()}
        self.organisation = network.organisations_by_key()


def _found(known: Mapping[Any, Any], key: Any) -> Any:
    if key not in known:
        raise ObjectDoesNotExist(f"{key!r} is no longer there")
    return known[key]


def _new(kind: Kind, key: str, known: _Known) -> Any:
    if kind.name not in SCOPED:
        return kind.model(**kind.fixed, **{kind.identity: key})
    call, _, own = key.partition("/")
    named = _found(known.region, own) if kind.identity == "region" else own
    return kind.model(call=_found(known.call, call), **{kind.identity: named})


def _set(row: Any, values: Values, fields: Mapping[str, Field]) -> None:
    for name, field in fields.items():
        setattr(row, field.attribute, _value(values[name], field))


def _value(value: Any, field: Field) -> Any:
    if field.places is not None:
        return Decimal(value) if value is not None else None
    if field.attribute.endswith("_on"):
        return date.fromisoformat(value) if value else None
    return value


def _write_award(award: Award, values: Values, kind: Kind, known: _Known) -> None:
    """The award, then its places and partners, which know it by its number."""
    award.call = _found(known.call, values["call"])
    award.kind = _found(known.kind, (award.call.pk, values["kind"]))
    award.organisation = _found(known.organisation, values["organisation"])
    award.year = award.call.year
    award.changed_on = timezone.localdate()
    apart = (*NAMED_BY_KEY, PLACES, PARTNERS)
    _set(award, values, {name: f for name, f in kind.fields.items() if name not in apart})
    award.save()
    award.partners.set([_found(known.organisation, key) for key in values[PARTNERS]])
    award.places.exclude(community__key__in=values[PLACES]).delete()
    award.places.update(year=award.year)
    there = set(award.places.values_list("community__key", flat=True))
    AwardCommunity.objects.bulk_create(
        AwardCommunity(award=award, community=_found(known.place, key), year=award.year)
        for key in values[PLACES]
        if key not in there
    )
