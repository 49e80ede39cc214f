"""Texts of records in other languages as the board of translations sees them."""

from typing import Any

from upstander.core.translation import Piece, TranslationState
from upstander.network.models import Wording
from upstander.network.queries.record import snapshot
from upstander.network.queries.wording import digest_of, source_language
from upstander.network.shapes import KINDS, Kind

# Of rights and of where help is: whoever reads these may act on them.
CAREFUL = ("fact", "service")
Texts = dict[str, dict[str, str]]


def original_texts(keys: set[str]) -> Texts:
    """By record (`service:bc-211`): its texts in the source language, by field.

    Which fields of a kind are translated is known by `keys`, those of wordings: a field that no
    record has in another language is none. Two queries or three for each kind.
    """
    fields: dict[str, set[str]] = {}
    for key in keys:
        kind, _, rest = key.partition(":")
        fields.setdefault(kind, set()).add(rest.rpartition(":")[2])
    found: Texts = {}
    for shape in KINDS:
        if shape.name in fields:
            found |= _of_kind(shape, sorted(fields[shape.name]))
    return found


def _of_kind(shape: Kind, fields: list[str]) -> Texts:
    found: Texts = {}
    for identity, values in snapshot(shape).items():
        own = values["name"] if shape.name == "programme" else identity
        texts = {n: values[n] for n in fields if isinstance(values.get(n), str) and values[n]}
        if texts:
            found[f"{shape.name}:{own}"] = texts
    return found


def _wordings(**narrowed: Any) -> list[dict[str, Any]]:
    rows = Wording.objects.filter(**narrowed).exclude(text="")
    found = rows.values("pk", "key", "language", "text", "source_digest", "state")
    return [{**row} for row in found]


def wording_pieces() -> list[Piece]:
    """Each record in each language that it has words in; its original first.

    A record of which one text is missing or older than its original is outdated.
    """
    rows, source = _wordings(), source_language()
    originals = original_texts({row["key"] for row in rows})
    found = [_original(key, texts, source) for key, texts in originals.items()]
    grouped: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in rows:
        record, _, field = row["key"].rpartition(":")
        grouped.setdefault((record, row["language"]), {})[field] = row
    for (record, language), own in grouped.items():
        if record in originals and language != source:
            found.append(_piece(record, language, originals[record], own))
    return found


def _original(key: str, texts: dict[str, str], source: str) -> Piece:
    title = _title(texts)
    return Piece(key, source, title, TranslationState.SOURCE, is_careful=_is_careful(key))


def _title(texts: dict[str, str]) -> str:
    text = texts.get("name") or texts.get("text") or next(iter(texts.values()))
    return text if len(text) <= 90 else f"{text[:90]}…"


def _is_careful(key: str) -> bool:
    return key.partition(":")[0] in CAREFUL


def _piece(record: str, language: str, texts: dict[str, str], own: dict[str, Any]) -> Piece:
    states = {row["state"] for row in own.values()}
    is_old = any(
        name not in own or own[name]["source_digest"] != digest_of(text)
        for name, text in texts.items()
    )
    state = TranslationState.REVIEWED if states == {"reviewed"} else TranslationState.MACHINE_DRAFT
    number = min(row["pk"] for row in own.values())
    title = _title({name: row["text"] for name, row in own.items()})
    return Piece(record, language, title, state, number, is_old, is_careful=_is_careful(record))


def texts_of_record(record: str) -> dict[str, str]:
    """The texts of one record in the source language, by field; empty where there is none."""
    kind = record.partition(":")[0]
    keys = set(Wording.objects.filter(key__startswith=f"{kind}:").values_list("key", flat=True))
    return original_texts(keys).get(record, {})


def wording_words(record: str, language: str) -> dict[str, str]:
    """The texts of one record in a language, by field."""
    if language == source_language():
        return texts_of_record(record)
    rows = _wordings(key__startswith=f"{record}:", language=language)
    return {
        row["key"].rpartition(":")[2]: row["text"]
        for row in rows if row["key"].rpartition(":")[0] == record
    }  # fmt: skip


def all_wording_words(language: str) -> dict[str, dict[str, str]]:
    """The texts of every record in a language, by record and field; as few queries as for one."""
    if language == source_language():
        return original_texts({row["key"] for row in _wordings()})
    found: dict[str, dict[str, str]] = {}
    for row in _wordings(language=language):
        record, _, field = row["key"].rpartition(":")
        found.setdefault(record, {})[field] = row["text"]
    return found
