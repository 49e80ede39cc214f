"""The glossary, as rules and packs take it."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from upstander.editing.models import AvoidedWord, GlossaryTerm
from upstander.editing.rules.glossary import Avoided, Term

FIELDS = ("source", "word", "forms", "note", "is_always", "but_not")


def terms_of(language: str) -> list[Term]:
    """The terms with their words in a language."""
    return [
        Term(row.source, row.word, tuple(row.forms), tuple(row.but_not), row.is_always)
        for row in GlossaryTerm.objects.filter(language=language)
    ]


def avoided_of(language: str) -> list[Avoided]:
    """The words that a language avoids."""
    return [Avoided(r.word, r.reason) for r in AvoidedWord.objects.filter(language=language)]


def term_list(language: str, wanted: str = "") -> QuerySet[GlossaryTerm]:
    """The terms of a language that have `wanted` in them, by the words of the source."""
    rows = GlossaryTerm.objects.filter(language=language).order_by("source", "key", "pk")
    if not wanted:
        return rows
    return rows.filter(Q(source__icontains=wanted) | Q(word__icontains=wanted))


def term_counts() -> dict[str, int]:
    """How many terms each language has; one query."""
    rows = GlossaryTerm.objects.order_by("language").values("language")
    return {row["language"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def terms_snapshot() -> dict[str, dict[str, Any]]:
    """Every term as plain values, by `language/key`."""
    return {
        str(row): {name: getattr(row, name) for name in FIELDS}
        for row in GlossaryTerm.objects.all()
    }


def avoided_snapshot() -> dict[str, dict[str, Any]]:
    """Every avoided word as plain values, by `language/word`."""
    return {str(row): {"reason": row.reason} for row in AvoidedWord.objects.all()}
