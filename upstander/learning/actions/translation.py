"""Translating content: a draft in one language, and publishing what a person has read."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from upstander.accounts.interface import User
from upstander.core.content import raw_body
from upstander.core.errors import NotAllowed
from upstander.core.pages import page_addresses, page_numbers
from upstander.core.paths import with_words, words_by_path
from upstander.core.revisions import keep_what_is_live
from upstander.core.translation import TranslationState
from upstander.learning.models import Translated
from upstander.learning.queries.editing import content_words, newest, original
from upstander.learning.queries.translated import digest_of_row, values_of


@transaction.atomic
def write_content_words(
    model: type[Translated], key: str, language: str, words: Mapping[str, str], *, by: User
) -> None:
    """Keep a draft in `language`, built as the original is. Nothing that is published changes.

    A path that `words` lacks keeps the words that were there, where the translation is built as
    the original is now; else it has those of the original.
    """
    source = _original(model, key, language)
    keys, _paths = page_addresses(source.locale.language_code)
    row = newest(model, key, language) or _begun(model, source, language)
    keep_what_is_live(row)
    values, old = values_of(source, keys), content_words(model, key, language)
    is_alike = old.keys() == words_by_path(values, source.CONTENT).keys()
    own = with_words(values, source.CONTENT, {**(old if is_alike else {}), **words})
    numbers = page_numbers().get(language, {})
    for name, value in own.items():
        is_body = isinstance(value, list)
        place = f"{row._meta.label_lower}:{row.key}/{name}"
        _fits(row, name, value)
        setattr(row, name, raw_body(value, numbers, place) if is_body else value)
    row.translation_state = TranslationState.MACHINE_DRAFT
    row.source_digest = source.content_digest
    row.save_revision(user=by, changed=True, clean=False)


@transaction.atomic
def publish_reviewed(model: type[Translated], key: str, language: str, *, by: User) -> None:
    """The newest words in `language` are published as reviewed; no other language changes.

    The mark carries the digest of what was read, and of the original that it was read against.
    """
    source, row = _original(model, key, language), newest(model, key, language)
    if row is None:
        raise NotAllowed(_("Write the translation first."))
    row.translation_state = TranslationState.REVIEWED
    row.content_digest, row.source_digest = digest_of_row(row), source.content_digest
    revision = row.save_revision(user=by, changed=True, clean=False)
    revision.publish(user=by, skip_permission_checks=True)


def _original(model: type[Translated], key: str, language: str) -> Any:
    source = original(model, key)
    if source is None or source.locale.language_code == language:
        raise NotAllowed(_("This is the original. Change it in the editor."))
    return source


def _begun(model: type[Translated], source: Any, language: str) -> Any:
    """A row that nobody sees before it is published."""
    shared = {name: getattr(source, name) for name in (*source.CONTENT, *source.SHARED)}
    return model._default_manager.create(
        key=source.key, locale=Locale.objects.get(language_code=language), live=False,
        translation_key=source.translation_key, **shared,
        translation_state=TranslationState.MACHINE_DRAFT, source_digest=source.content_digest,
    )  # fmt: skip


def _fits(row: Any, name: str, value: Any) -> None:
    most = getattr(row._meta.get_field(name), "max_length", None)
    if most and isinstance(value, str) and len(value) > most:
        raise NotAllowed(
            _("“%(start)s…” is too long. It may have %(most)s characters.")
            % {"start": value[:40], "most": most}
        )
