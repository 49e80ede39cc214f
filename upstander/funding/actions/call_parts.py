"""A draft of a call changes, section by section; what is open, only in its words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from anyascii import anyascii
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from upstander.accounts.interface import User
from upstander.audit.interface import record
from upstander.core.errors import NotAllowed
from upstander.funding.models import Call, Envelope
from upstander.funding.queries.call import PARTS, locked, parts_of, whole
from upstander.funding.queries.call_texts import (
    DIGEST,
    short_digest,
    stamped,
    words_in,
    words_of,
)
from upstander.funding.rules.call import (
    may_be_second,
    may_change,
    may_manage,
    may_remove_question,
    may_reword,
)
from upstander.network.interface import memberships_of


class Seen(NamedTuple):
    """The call, the version from which a page was drawn, and who sends it."""

    call: Call
    version: int
    by: User


@transaction.atomic
def change_basics(seen: Seen, columns: Mapping[str, Any]) -> Call:
    """Title, dates, money; by the names of the columns."""
    call = _mine(seen)
    may_change(call)
    texts = stamped(call.texts, words_of(call))
    Call.objects.filter(pk=call.pk).update(**columns, texts=texts)
    return _changed(call, seen, "basics")


@transaction.atomic
def reword_summary(seen: Seen, summary: str) -> Call:
    """What the call is for, in clearer words; also while it is open."""
    call = _mine(seen)
    may_reword(call)
    texts = stamped(call.texts, words_of(call))
    Call.objects.filter(pk=call.pk).update(summary=summary, texts=texts)
    return _changed(call, seen, "summary")


@transaction.atomic
def change_part(seen: Seen, section: str, pk: int | None, columns: Mapping[str, Any]) -> Call:
    """One kind, cost, question or criterion; a new one, last in its section, where `pk` is None."""
    call = _mine(seen)
    may_change(call)
    model, rows = PARTS[section], parts_of(call, section)
    if pk is None:
        key = _free_key(words_first(columns), {row.key for row in rows})
        model._default_manager.create(call=call, key=key, position=len(rows), **columns)
    else:
        row = _one(rows, pk)
        texts = stamped(row.texts, words_of(row))
        model._default_manager.filter(pk=pk).update(**columns, texts=texts)
    return _changed(call, seen, section)


@transaction.atomic
def remove_part(seen: Seen, section: str, pk: int) -> Call:
    """It is gone, and the others close up."""
    call = _mine(seen)
    may_change(call)
    rows = parts_of(call, section)
    row = _one(rows, pk)
    if section == "questions":
        may_remove_question(call, row, rows)
    row.delete()
    _number(section, [other for other in rows if other.pk])
    return _changed(call, seen, section)


@transaction.atomic
def shift_part(call: Call, section: str, pk: int, steps: int, *, by: User) -> Call:
    """One up (-1) or down (1). Two who do this at once do each their step."""
    may_manage(memberships_of(by))
    call = locked(call)
    may_change(call)
    rows = parts_of(call, section)
    place = rows.index(_one(rows, pk))
    other = min(max(place + steps, 0), len(rows) - 1)
    rows.insert(other, rows.pop(place))
    _number(section, rows)
    return _changed(call, Seen(call, call.version, by), section)


@transaction.atomic
def change_envelopes(seen: Seen, amounts: Mapping[int, tuple[Decimal, Decimal | None]]) -> Call:
    """Floor and ceiling of each region, by its number."""
    call = _mine(seen)
    may_change(call)
    for region, (floor, ceiling) in amounts.items():
        Envelope.objects.update_or_create(
            call=call, region_id=region, defaults={"floor": floor, "ceiling": ceiling}
        )
    return _changed(call, seen, "envelopes")


Words = Mapping[tuple[type[Any], int, str], str]  # by the kind of part, its number, and the field


@transaction.atomic
def translate_call(seen: Seen, language: str, words: Words) -> Call:
    """The texts that are new in another language; an empty one is taken away."""
    call = _mine(seen)
    may_reword(call)
    found: dict[Any, dict[str, str]] = {}
    for word in words_in(whole(call), language):
        fields = found.setdefault(word.part, dict(word.part.texts.get(language, {})))
        text = words.get((type(word.part), word.part.pk, word.field))
        if text is not None:
            fields |= {word.field: text, f"{DIGEST}{word.field}": short_digest(word.source)}
        if text == "":
            del fields[word.field], fields[f"{DIGEST}{word.field}"]
    for part, fields in found.items():
        texts = {**part.texts, language: fields}
        type(part)._default_manager.filter(pk=part.pk).update(texts=texts)
    return _changed(call, seen, "languages", language=language)


def words_first(columns: Mapping[str, Any]) -> str:
    """The text by which a part is known."""
    return str(columns.get("name") or columns.get("text") or "")


def _mine(seen: Seen) -> Call:
    """The call under lock, if this person may change it and nobody did meanwhile."""
    may_manage(memberships_of(seen.by))
    call = locked(seen.call)
    may_be_second(call.version, seen.version)
    return call


def _one(rows: list[Any], pk: int) -> Any:
    for row in rows:
        if row.pk == pk:
            return row
    raise NotAllowed(_("Someone changed this a moment ago. Reload the page to see it now."))


def _number(section: str, rows: list[Any]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    PARTS[section]._default_manager.bulk_update(rows, ["position"])


def _free_key(text: str, taken: set[str]) -> str:
    stem = slugify(anyascii(text))[:34].strip("-") or "part"
    keys = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def _changed(call: Call, seen: Seen, section: str, **facts: Any) -> Call:
    Call.objects.filter(pk=call.pk).update(version=call.version + 1)
    about = {"section": section, "version": call.version + 1, **facts}
    record("call.changed", by=f"user:{seen.by.pk}", of=f"call:{call.pk}", facts=about)
    return Call.objects.get(pk=call.pk)
