"""Writing content from plain values, as a pack gives it, and noting what was published."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from upstander.core.content import raw_body
from upstander.core.pages import page_numbers
from upstander.core.translation import TranslationState, digest_of
from upstander.learning.models import Translated
from upstander.learning.queries.translated import digest_of_row

Values = Mapping[str, Any]


def write_content(model: type[Translated], rows: Mapping[str, Values]) -> None:
    """Make or change rows of `model`, by `language/key`. Inside the caller's transaction."""
    locales = {row.language_code: row for row in Locale.objects.all()}
    known = {
        f"{row.locale.language_code}/{row.key}": row
        for row in model._default_manager.select_related("locale")
    }
    keys = {row.key: row.translation_key for row in known.values()}
    made, numbers = [], page_numbers()
    with disable_reference_index_auto_update():
        for name, values in rows.items():
            language, _, key = name.partition("/")
            same = keys.setdefault(key, uuid5(NAMESPACE_URL, f"{model._meta.label_lower}:{key}"))
            row = known.get(name)
            if row is None:
                row = model(key=key, locale=locales[language], translation_key=same, live=True)
                made.append(_filled(row, values, numbers.get(language, {})))
            else:
                _save_changed(_filled(row, values, numbers.get(language, {})))
        model._default_manager.bulk_create(made, batch_size=50)


def _filled(row: Translated, values: Values, pages: Mapping[str, int]) -> Translated:
    for name in (*row.CONTENT, *row.SHARED, "translation_state", "source_digest"):
        value = values[name]
        if isinstance(value, list):
            value = raw_body(value, pages, f"{row._meta.label_lower}:{row.key}/{name}")
        setattr(row, name, value)
    row.content_digest = digest_of(values, row.CONTENT)
    return row


def _save_changed(row: Translated) -> None:
    """Where staff have edited it, the editor shows the new words too."""
    row.save()
    if row.latest_revision_id:
        row.save_revision(clean=False).publish()


def note_published(row: Translated) -> None:
    """After publishing: keep the digest of the content, and what a translation renders.

    A copy into another language begins as a draft. One that was reviewed stays so as long as its
    words are those that were read.
    """
    rows = type(row)._default_manager
    stored = rows.select_related("locale").get(pk=row.pk)
    changed: dict[str, Any] = {"content_digest": digest_of_row(stored)}
    others = rows.filter(
        translation_key=stored.translation_key, translation_state=TranslationState.SOURCE
    ).exclude(pk=row.pk)
    source = others.order_by("pk").first()
    is_original = stored.translation_state == TranslationState.SOURCE
    is_copy = source is not None and is_original and source.pk < stored.pk
    is_unread = (
        stored.translation_state == TranslationState.REVIEWED
        and stored.content_digest != changed["content_digest"]
    )
    if is_copy or is_unread:
        changed["translation_state"] = TranslationState.MACHINE_DRAFT
    if source and is_copy:
        changed["source_digest"] = source.content_digest
    rows.filter(pk=row.pk).update(**changed)


def begin_as_draft(copy: Translated, source: Translated) -> None:
    """What is about to be saved as a copy in another language: no original, and never published."""
    copy.translation_state = TranslationState.MACHINE_DRAFT
    copy.source_digest, copy.content_digest = source.content_digest, ""
    copy.live, copy.has_unpublished_changes = False, True
    copy.live_revision = copy.first_published_at = copy.last_published_at = None
