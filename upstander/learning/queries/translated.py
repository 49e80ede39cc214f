"""Content in every language as plain values, and in the language of a reader."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale

from upstander.core.content import plain_body
from upstander.core.languages import table
from upstander.core.pages import page_addresses
from upstander.core.translation import TranslationState, digest_of
from upstander.learning.models import Translated

Values = dict[str, Any]
NO_PAGES: Mapping[int, str] = {}  # for content that links to none
T = TypeVar("T", bound=Translated)


def values_of(row: Translated, keys: Mapping[int, str] = NO_PAGES) -> Values:
    """What a pack compares: words, what is the same in every language, and the translation.

    `keys` are those of the pages that it may link to, by number.
    """
    names = (*row.CONTENT, *row.SHARED)
    found: Values = {name: _plain(row, name, keys) for name in names}
    found["translation_state"] = row.translation_state
    found["source_digest"] = row.source_digest
    return found


def _plain(row: Translated, name: str, keys: Mapping[int, str]) -> Any:
    value = getattr(row, name)
    return plain_body(value.raw_data, keys) if hasattr(value, "raw_data") else value


def digest_of_row(row: Translated) -> str:
    """By which its translations know it."""
    keys, _paths = page_addresses(row.locale.language_code)
    return digest_of(values_of(row, keys), row.CONTENT)


def content_snapshot(model: type[Translated]) -> dict[str, Values]:
    """Every row as plain values, by `language/key`."""
    rows = model._default_manager.select_related("locale")
    keys, _paths = page_addresses("")
    return {f"{row.locale.language_code}/{row.key}": values_of(row, keys) for row in rows}


def in_language(rows: QuerySet[T], language: str) -> QuerySet[T]:
    """Each once: in `language`, else its original. `rows` are those that may be seen."""
    own = rows.filter(locale__language_code=language, key=OuterRef("key"))
    is_own = Q(locale__language_code=language)
    is_original = Q(translation_state=TranslationState.SOURCE) & ~Exists(own)
    return rows.filter(is_own | is_original)


def live_translations_of(row: Translated) -> list[Translated]:
    """Of an original those that readers see in other languages; of any other row none."""
    if row.translation_state != TranslationState.SOURCE:
        return []
    rows = type(row)._default_manager.filter(translation_key=row.translation_key, live=True)
    return list(rows.exclude(pk=row.pk).order_by("pk"))


def site_languages() -> list[str]:
    """The codes of the languages that content may be in, in the order of the table."""
    known = set(Locale.objects.values_list("language_code", flat=True))
    return [code for code in table() if code in known]
