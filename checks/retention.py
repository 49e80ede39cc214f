"""Every field of every model of ours says how long it is kept, and no row speaks of nothing."""

import tomllib
from collections.abc import Mapping
from typing import Any

from checks import PACKAGE

CLASSES = frozenset(
    [
        "case",
        "account",
        "team",
        "network",
        "public",
        "books",
        "local",
        "seat",
        "guest",
        "reading",
        "log",
    ]
)
Table = Mapping[str, Mapping[str, list[str]]]


def fields() -> set[tuple[str, str]]:
    """Model and field of everything that our rooms store."""
    from django.apps import apps

    ours = (model for model in apps.get_models(include_auto_created=True) if _is_ours(model))
    return {
        (model._meta.label, field.name)
        for model in ours
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    }


def _is_ours(model: Any) -> bool:
    return str(model._meta.app_config.name).startswith("upstander.")


def faults(table: Table | None = None) -> list[str]:
    """Fields without a class, rows without a field, classes that mean nothing."""
    found = table or tomllib.loads((PACKAGE / "config" / "retention.toml").read_text("utf-8"))
    rows = [(m, name, kind) for m, kinds in found.items() for kind in kinds for name in kinds[kind]]
    said, real = {(model, name) for model, name, _kind in rows}, fields()
    missing = [f"{model}.{name} has no class in retention.toml" for model, name in real - said]
    dead = [f"retention.toml speaks of {m}.{name}, which is no field" for m, name in said - real]
    twice = [f"{m}.{name} has two classes" for m, name in said
             if sum((m, name) == row[:2] for row in rows) > 1]  # fmt: skip
    odd = [f"retention.toml: {kind} is no class" for _m, _n, kind in rows if kind not in CLASSES]
    return sorted({*missing, *dead, *twice, *odd})
