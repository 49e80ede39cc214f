"""Words that mean the same."""

from typing import Any

from upstander.search.models import Synonyms


def synonym_groups() -> dict[str, list[list[str]]]:
    """The groups of each language."""
    found: dict[str, list[list[str]]] = {}
    for row in Synonyms.objects.all():
        found.setdefault(row.language, []).append(row.words)
    return found


def synonyms_snapshot() -> dict[str, dict[str, Any]]:
    """Every group as plain values, by `language/key`."""
    return {str(row): {"words": row.words} for row in Synonyms.objects.all()}
