"""Content in every language as the board of translations sees it, and its words."""

from collections.abc import Collection, Mapping
from typing import Any

from upstander.core.careful import careful_keys
from upstander.core.pages import page_addresses
from upstander.core.paths import words_by_path
from upstander.core.translation import OF_PIECES, Piece, TranslationState, pieces_of
from upstander.learning.models import Lesson, Resource, Translated
from upstander.learning.queries.translated import values_of
from upstander.learning.states import Topic

CAREFUL = (Topic.SAFETY, Topic.RIGHTS)
LESSON = "lesson"  # the kind under which lessons are marked


def content_pieces(model: type[Translated]) -> list[Piece]:
    """Every row of a kind of content; one query, where some may be careful two."""
    rows = model._default_manager.order_by("title", "pk").values(*OF_PIECES)
    careful: set[str] = set()
    if model is Resource:
        careful = set(Resource.objects.filter(topic__in=CAREFUL).values_list("key", flat=True))
    elif model is Lesson:
        careful = set(careful_keys(LESSON))
    first: dict[str, int] = {}
    for row in sorted(rows, key=lambda r: r["pk"]):
        if row["translation_state"] == TranslationState.SOURCE:
            first.setdefault(row["key"], row["pk"])
    return pieces_of([row | {"translation_state": _state(row, first)} for row in rows], careful)


def _state(row: Mapping[str, Any], first: Mapping[str, int]) -> str:
    """A copy that the editor made and nobody has published yet is a draft."""
    state: str = row["translation_state"]
    is_copy = state == TranslationState.SOURCE and first[row["key"]] != row["pk"]
    return TranslationState.MACHINE_DRAFT if is_copy else state


def original(model: type[Translated], key: str) -> Any:
    """The published row from which the others are translated; None where there is none."""
    rows = model._default_manager.select_related("locale").filter(key=key, live=True)
    return rows.filter(translation_state=TranslationState.SOURCE).order_by("pk").first()


def published_keys(model: type[Translated], keys: Collection[str]) -> set[str]:
    """Those of `keys` that are of published originals; one query."""
    rows = model._default_manager.filter(key__in=keys, live=True)
    originals = rows.filter(translation_state=TranslationState.SOURCE)
    return set(originals.values_list("key", flat=True))


def newest(model: type[Translated], key: str, language: str) -> Any:
    """The row in a language with its newest words, published or not; None where there is none."""
    rows = model._default_manager.select_related("locale", "latest_revision")
    row: Any = rows.filter(key=key, locale__language_code=language).first()
    if row and row.latest_revision_id and row.has_unpublished_changes:
        return row.get_latest_revision_as_object()
    return row


def content_words(model: type[Translated], key: str, language: str) -> dict[str, str]:
    """Each text by its path: of the original what is published, of others the newest words."""
    row = newest(model, key, language)
    source = original(model, key)
    if source and source.locale.language_code == language:
        row = source
    if row is None:
        return {}
    keys, _paths = page_addresses(language)
    return words_by_path(values_of(row, keys), row.CONTENT)
